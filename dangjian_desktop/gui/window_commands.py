"""The commands of the window itself, as data."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.parts import turn

PLACE = "全部页面"


def with_book(window: Any) -> bool:
    """Tell whether a book is open."""
    return bool(window.books.office is not None)


def _pick(window: Any) -> None:
    from dangjian_desktop.gui.pages import open_picker

    open_picker(window)


WINDOW_COMMANDS: tuple[Command, ...] = (
    Command(
        "window.palette", "找命令、人员、单位", PLACE, lambda w: w.open_palette(), "Ctrl+K", icon="search"
    ),
    Command(
        "window.search",
        "在本页搜索",
        PLACE,
        lambda w: w.search_here(),
        "Ctrl+F",
        icon="search",
        enabled_when=with_book,
    ),
    Command(
        "window.pane",
        "到右栏，或从右栏回去",
        PLACE,
        turn,
        "F6",
        icon="columns",
        enabled_when=with_book,
        keywords="详情 资料 键盘",
        tip="键盘到右边的详细资料，再按一次回原处",
    ),
    Command(
        "window.characters",
        "生僻字…",
        PLACE,
        _pick,
        "Ctrl+J",
        icon="keyboard",
        enabled_when=with_book,
        keywords="难字 偏旁部首 部件 编码",
        tip="按部件、拼音、笔画或编码找字，填到光标处",
    ),
    Command(
        "window.undo",
        "撤销上一步",
        PLACE,
        lambda w: w.books.undo(),
        "Ctrl+Z",
        icon="undo",
        enabled_when=with_book,
        keywords="回退 取消上一步",
    ),
    Command(
        "window.redo",
        "重做",
        PLACE,
        lambda w: w.books.redo(),
        "Ctrl+Y",
        also=("Ctrl+Shift+Z",),
        icon="redo",
        enabled_when=with_book,
    ),
    Command(
        "window.campaign",
        "换一个活动…",
        PLACE,
        lambda w: w.top.switcher.click(),
        "Ctrl+G",
        icon="flag",
        enabled_when=with_book,
        keywords="切换活动",
    ),
    Command(
        "window.stop",
        "停下正在做的事",
        PLACE,
        lambda w: w.surface.progress.stop(),
        "Ctrl+.",
        icon="close",
        enabled_when=with_book,
        keywords="取消 进度 中止",
        tip="批量生成、导入等要等的事，做到一半停下，不留半截",
    ),
    Command("window.open", "打开数据文件…", PLACE, lambda w: w.books.ask_open(), "Ctrl+O", icon="folder"),
    Command("window.new", "新建数据文件…", PLACE, lambda w: w.show_new(), "Ctrl+Alt+N", icon="plus"),
    Command(
        "window.sample", "打开示例", PLACE, lambda w: w.books.open_sample(), icon="star", keywords="样例 演示"
    ),
    Command(
        "window.close",
        "关闭数据文件",
        PLACE,
        lambda w: w.close_book(),
        "Ctrl+W",
        icon="close",
        enabled_when=with_book,
    ),
    Command(
        "window.larger",
        "放大",
        PLACE,
        lambda w: w.zoom_by(1),
        "Ctrl++",
        also=("Ctrl+=",),
        icon="zoom",
        keywords="字大 显示比例",
    ),
    Command(
        "window.smaller",
        "缩小",
        PLACE,
        lambda w: w.zoom_by(-1),
        "Ctrl+-",
        icon="zoom",
        keywords="字小 显示比例",
    ),
    Command("window.normal", "恢复 100% 大小", PLACE, lambda w: w.zoom_by(0), "Ctrl+0", icon="zoom"),
    Command(
        "window.help",
        "帮助：本页怎么用",
        PLACE,
        lambda w: w.show_help(),
        "F1",
        icon="help",
        keywords="手册 说明",
    ),
    Command("window.keys", "看全部快捷键", PLACE, lambda w: w.show_help("keys"), "Ctrl+/", icon="keyboard"),
    Command(
        "window.settings",
        "设置",
        PLACE,
        lambda w: w.show_tab("settings"),
        "Ctrl+,",
        icon="sliders",
        keywords="选项 配置",
    ),
    Command("window.quit", "退出", PLACE, lambda w: w.close(), "Ctrl+Q", icon="close"),
)
