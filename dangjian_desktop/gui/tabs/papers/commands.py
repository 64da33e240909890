"""The commands of 公文海报 as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.tabs.base import Tab, TabSpec

if TYPE_CHECKING:
    from dangjian_desktop.gui.shell import Hit, Shell
    from dangjian_desktop.services.office import Office

PLACE = "公文海报"
PLACED = "先按“改字句”，把光标放在能这样改的一段或一行上"
ASIDE = "先返回公文（Esc）"
UNFINISHED = "这份公文还缺内容，先补齐标出的栏目"

COMMANDS = (
    Command("papers.pdf", "导出 PDF…", PLACE, run=lambda tab: tab.outputs.export("pdf"), shortcut="Ctrl+E",
            icon="export", enabled_when=lambda tab: tab.outputs.askable("pdf"), keywords="保存 另存",
            needs=UNFINISHED, tip="把这份公文存成 PDF 文件"),
    Command("papers.word", "导出 Word…", PLACE, run=lambda tab: tab.outputs.export("docx"),
            shortcut="Ctrl+Shift+E", icon="file", enabled_when=lambda tab: tab.outputs.askable("docx"),
            keywords="文档 docx WPS",
            needs="海报等没有 Word 文件；别的公文先补齐缺的内容", tip="存成 Word 文件，领导要改字句时用"),
    Command("papers.excel", "导出 Excel…", PLACE, run=lambda tab: tab.outputs.export("xlsx"),
            shortcut="Ctrl+Shift+X", icon="table", enabled_when=lambda tab: tab.outputs.askable("xlsx"),
            keywords="表格 xlsx", needs="只有表格类公文能用", tip="存成 Excel 表格，只有表格类公文能用"),
    Command("papers.picture", "导出图片…", PLACE, run=lambda tab: tab.outputs.export_pictures(),
            shortcut="Ctrl+Shift+G", icon="picture", enabled_when=lambda tab: tab.outputs.whole(),
            keywords="png 发群 截图", needs=UNFINISHED, tip="每页存成一张图片，发到群里用"),
    Command("papers.report", "导出合规检查…", PLACE, run=lambda tab: tab.outputs.export_report(),
            shortcut="Ctrl+Shift+R", icon="check", enabled_when=lambda tab: tab.outputs.whole(),
            keywords="检查 标准 打印", needs=UNFINISHED, tip="把逐项检查的结果存成 PDF，可以打印存档"),
    Command("papers.print", "打印", PLACE, run=lambda tab: tab.outputs.print_paper(), shortcut="Ctrl+P",
            icon="print", enabled_when=lambda tab: tab.outputs.askable("pdf"), primary=True,
            needs=UNFINISHED, tip="先看打印预览，再选打印机"),
    Command("papers.choose", "选文种", PLACE, run=lambda tab: tab.places.choose_kind(), shortcut="Ctrl+T",
            icon="list", enabled_when=lambda tab: not tab.places.aside(),
            keywords="公文 海报 测评票 公示 汇总表", needs=ASIDE, tip="打开文种的列表，直接打字就能找到"),
    Command("papers.begin", "另起一份", PLACE, run=lambda tab: tab.letters.begin(), shortcut="Ctrl+Alt+Q",
            icon="plus", enabled_when=lambda tab: tab.letters.possible(), keywords="新建 再写一份 新公文",
            needs="通知、请示、函等才分几份写",
            tip="再写一份同样文种的，字号接着编，原来的一份留着"),
    Command("papers.which", "选哪一份…", PLACE, run=lambda tab: tab.letters.open(), shortcut="Ctrl+Shift+T",
            icon="list", enabled_when=lambda tab: tab.letters.many(), keywords="以前写的 旧公文 打开",
            needs="这个文种只有一份", tip="换到以前写的一份"),
    Command("papers.discard", "移走这一份", PLACE, run=lambda tab: tab.letters.drop(), shortcut="Ctrl+Alt+M",
            icon="trash", enabled_when=lambda tab: tab.letters.many(), keywords="删除 不要了",
            needs="这个文种只有一份", tip="从“哪一份”里移走正在看的一份，可以撤销"),
    Command("papers.mend", "改字句", PLACE, run=lambda tab: tab.mending.swap(), shortcut="Ctrl+M",
            icon="edit", enabled_when=lambda tab: tab.laid is not None or tab.batching.possible(),
            keywords="编辑 修改 正文 段落", needs=UNFINISHED,
            tip="改标题、段落和表格里的字，或回到填写"),
    Command("papers.batch", "批量生成", PLACE, run=lambda tab: tab.batching.start(),
            shortcut="Ctrl+B", icon="people", enabled_when=lambda tab: not tab.places.aside(),
            keywords="群发 一户一份 一村一份 通知书 催办 公开信", needs=ASIDE,
            tip="选好收件人，一份一个收件人，合成一个文件或一份一个文件"),
    Command("papers.print_batch", "打印全部选中的", PLACE, run=lambda tab: tab.batching.print_all(),
            shortcut="Ctrl+Alt+P", icon="print", enabled_when=lambda tab: tab.batching.can_print(),
            needs="先在“批量”里选收件人", keywords="批量打印 打印队列 逐份 连续",
            tip="选一次打印机和纸盒，一份接一份送去打印，可以取消，再接着打印余下的"),
    Command("papers.versions", "版本…", PLACE, run=lambda tab: tab.mending.ask_versions(),
            shortcut="Ctrl+Shift+H", icon="clock",
            enabled_when=lambda tab: tab.laid is not None or tab.mending.on(), needs=UNFINISHED,
            keywords="历史 恢复 范本", tip="换回以前的字句，或换回范本"),
    Command("papers.freeze", "定稿或取消定稿", PLACE, run=lambda tab: tab.mending.freeze(),
            shortcut="Ctrl+Shift+F", icon="lock",
            enabled_when=lambda tab: tab.laid is not None or tab.live.lacking(),
            needs=UNFINISHED,
            keywords="冻结 成文",
            tip="定稿后打印和导出 PDF 一字不差，发文字号同时登记；批量的，共同的字句定稿；可以取消"),
    Command("papers.wording", "本单位的写法…", PLACE, run=lambda tab: tab.places.show_wording(),
            shortcut="Ctrl+Shift+L", icon="star", enabled_when=lambda tab: not tab.places.aside(),
            keywords="范本 固定 字句 存为本单位的写法 换回", needs=ASIDE,
            tip="这种公文固定的话怎么写：存为本单位的写法，以后都用；可以换回随附的"),
    Command("papers.raise", "升一级", PLACE, run=lambda tab: tab.mending.structure.shift(-1),
            shortcut="Alt+Left", icon="chevron-left",
            enabled_when=lambda tab: tab.mending.structure.can_shift(-1), needs=PLACED,
            keywords="标题 级别 序号", tip="这一段升一级：正文、（1）、1.、（一）、一、"),
    Command("papers.lower", "降一级", PLACE, run=lambda tab: tab.mending.structure.shift(1),
            shortcut="Alt+Right", icon="chevron-right",
            enabled_when=lambda tab: tab.mending.structure.can_shift(1), needs=PLACED,
            keywords="标题 级别 序号", tip="这一段降一级：一、（一）1.（1）、正文"),
    Command("papers.up", "上移", PLACE, run=lambda tab: tab.mending.structure.move(-1), shortcut="Alt+Up",
            icon="chevron-up", enabled_when=lambda tab: tab.mending.structure.can_move(-1),
            keywords="段落 行 次序", tip="这一段或这一行上移，序号跟着变"),
    Command("papers.down", "下移", PLACE, run=lambda tab: tab.mending.structure.move(1), shortcut="Alt+Down",
            icon="chevron-down", enabled_when=lambda tab: tab.mending.structure.can_move(1),
            keywords="段落 行 次序", tip="这一段或这一行下移，序号跟着变"),
    Command("papers.add", "加一段、一行", PLACE, run=lambda tab: tab.mending.structure.add(),
            shortcut="Ctrl+Return", icon="plus", enabled_when=lambda tab: tab.mending.structure.able(),
            needs=PLACED, keywords="段落 插入 表格", tip="在下面加一段；在表格里加一行"),
    Command("papers.drop", "删这一段、这一行", PLACE, run=lambda tab: tab.mending.structure.drop(),
            shortcut="Ctrl+Shift+Del", icon="minus",
            enabled_when=lambda tab: tab.mending.structure.can_drop(), needs=PLACED,
            keywords="段落 删除 表格", tip="删去光标所在的一段或一行，可以撤销"),
    Command("papers.attach", "加附件", PLACE, run=lambda tab: tab.mending.structure.attach(),
            shortcut="Ctrl+Alt+A", icon="clip",
            enabled_when=lambda tab: tab.mending.structure.has_attachments(),
            needs="先按“改字句”；带附件的公文才能加", keywords="附件 新增",
            tip="加一个附件，写内容或粘贴表格"),
    Command("papers.detach", "删这个附件", PLACE, run=lambda tab: tab.mending.structure.detach(),
            shortcut="Ctrl+Alt+D", icon="trash",
            enabled_when=lambda tab: tab.mending.structure.can_detach(), keywords="附件 删除",
            needs="先在“改哪里”选一个附件", tip="删去选中的附件，其余重新编号，可以撤销"),
    Command("papers.earlier", "附件前移", PLACE, run=lambda tab: tab.mending.structure.turn(-1),
            shortcut="Ctrl+Alt+Up", icon="chevron-up",
            enabled_when=lambda tab: tab.mending.structure.can_turn(-1), keywords="附件 次序"),
    Command("papers.later", "附件后移", PLACE, run=lambda tab: tab.mending.structure.turn(1),
            shortcut="Ctrl+Alt+Down", icon="chevron-down",
            enabled_when=lambda tab: tab.mending.structure.can_turn(1), keywords="附件 次序"),
    Command("papers.numbers", "发文字号登记", PLACE, run=lambda tab: tab.places.show_numbers(),
            shortcut="Ctrl+Shift+N", icon="list", keywords="文号 编号 空号",
            tip="哪些号用了，哪些空着，下一个是几号"),
    Command("papers.more", "更多命令", PLACE, run=lambda tab: tab.more.open(), shortcut="Ctrl+Shift+O",
            icon="more", enabled_when=lambda tab: not tab.places.aside(),
            keywords="定稿 版本 写法 文号", tip="不在按钮上的命令"),
    Command("papers.keep_slogan", "标语存入标语库", PLACE, run=lambda tab: tab.outputs.keep_slogan(),
            shortcut="Ctrl+Alt+S", icon="star", enabled_when=lambda tab: bool(tab.form.slogan()),
            needs="先在宣传标语里写一条", keywords="口号", tip="把写好的标语存起来，下次从列表里选"),
    Command("papers.drop_slogan", "标语移出标语库", PLACE, run=lambda tab: tab.outputs.drop_slogan(),
            shortcut="Ctrl+Alt+Del", icon="trash",
            enabled_when=lambda tab: (tab.form.slogan() or "") in tab.form.slogans,
            needs="先选标语库里的一条", keywords="口号 删除", tip="列表里不再出现这一条；可以撤销"),
    Command("papers.place_logo", "放徽标…", PLACE, run=lambda tab: tab.placing.choose("logo"),
            shortcut="Ctrl+Alt+L", icon="picture", enabled_when=lambda tab: tab.placing.takes("logo"),
            needs="先选宣传海报、宣传标语或公示栏版面", keywords="标志 图标 换徽标",
            tip="选一张图片，放在大标题旁"),
    Command("papers.drop_logo", "移除徽标", PLACE, run=lambda tab: tab.placing.remove("logo"),
            shortcut="Ctrl+Alt+J", icon="trash", enabled_when=lambda tab: tab.placing.there("logo"),
            needs="这张版面上没有徽标", keywords="标志 删除"),
    Command("papers.place_picture", "放图片…", PLACE, run=lambda tab: tab.placing.choose("picture"),
            shortcut="Ctrl+Alt+G", icon="picture", enabled_when=lambda tab: tab.placing.takes("picture"),
            needs="先选宣传海报或公示栏版面", keywords="照片 插图 换图片", tip="照片或示意图，放进版面"),
    Command("papers.drop_picture", "移除图片", PLACE, run=lambda tab: tab.placing.remove("picture"),
            shortcut="Ctrl+Alt+K", icon="trash", enabled_when=lambda tab: tab.placing.there("picture"),
            needs="这张版面上没有图片", keywords="照片 删除"),
    Command("papers.whole", "整页或页宽显示", PLACE, run=lambda tab: tab.swap_fit(), shortcut="Ctrl+Alt+W",
            icon="zoom", keywords="放大 缩小 页宽", tip="在整页与页宽之间切换"),
    Command("papers.back", "上一页", PLACE, run=lambda tab: tab.places.preview().turn(-1),
            shortcut="Ctrl+PgUp", icon="chevron-up"),
    Command("papers.on", "下一页", PLACE, run=lambda tab: tab.places.preview().turn(1),
            shortcut="Ctrl+PgDown", icon="chevron-down"),
)  # fmt: skip


def make(spec: TabSpec, office: Office, shell: Shell) -> Tab:
    """Build the tab on first show."""
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab

    return PapersTab(spec, office, shell)


def offer(office: Office, shell: Shell) -> None:
    """Let the palette find every kind of paper."""

    def kinds(wanted: str, take: Callable[[Sequence[Hit]], None]) -> None:
        from dangjian_desktop.gui.tabs.papers.providers import offer_kinds

        offer_kinds(shell, PLACE, office.papers.groups(), wanted, take)

    shell.provide("公文", kinds)


SPEC = TabSpec("papers", PLACE, "paper", make, COMMANDS, on_open=offer)
