"""The commands of 花名册 as data."""

from __future__ import annotations

from collections.abc import Callable
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.tabs.base import Tab, TabSpec

if TYPE_CHECKING:
    from dangjian_desktop.gui.shell import Shell
    from dangjian_desktop.services.office import Office

PLACE = "花名册"


def page_does(name: str, act: str) -> Callable[[Any], object]:
    """Return what calls a method of the page aside called ``name``."""
    return lambda tab: getattr(tab.asides.page(name), act)()


def page_can(name: str, able: str) -> Callable[[Any], bool]:
    """Return what asks the page aside called ``name``, once it is made, whether it can do something."""
    return lambda tab: tab.asides.can(name, methodcaller(able))


def aside_or(act: str, otherwise: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return what calls ``act`` of the page aside when one with it is shown, else ``otherwise``."""

    def call(tab: Any) -> Any:
        own = getattr(tab.asides.here(), act, None)
        return otherwise(tab) if own is None else own()

    return call


def aside_can(able: str) -> Callable[[Any], bool]:
    """Return what asks the page aside that is shown whether it can do something."""
    return aside_or(able, lambda _tab: False)


COMMANDS = (
    Command("roster.import", "导入花名册…", PLACE, run=lambda tab: tab.acts.import_file(), shortcut="Ctrl+I",
            icon="import", button="导入", keywords="附件1 工作组 名单 干部",
            tip="从 Excel、Word 或文本文件导入，先预览再写入；也可以把文件拖进来"),
    Command("roster.paste", "粘贴导入", PLACE, run=lambda tab: tab.acts.import_pasted(),
            shortcut="Ctrl+Shift+V", icon="paste", keywords="剪贴板 复制",
            tip="把从 Excel、Word 或网页复制的表格导入，先预览再写入"),
    Command("roster.export", "导出花名册…", PLACE, run=lambda tab: tab.exporting.begin(), shortcut="Ctrl+E",
            icon="export", button="导出", enabled_when=lambda tab: tab.has_rows(),
            tip="导出为 Excel，写明用途，记入操作日志"),
    Command("roster.cadre_list", "打印干部名册", PLACE,
            run=lambda tab: tab.shell.show_tab("papers", "cadre_list"), shortcut="Ctrl+Alt+P", icon="print",
            keywords="干部名册 公文 PDF Word", enabled_when=lambda tab: tab.has_rows(),
            tip="到公文海报按单位或姓氏笔画排好，打印或导出"),
    Command("roster.voter_roll", "公布选民名单", PLACE,
            run=lambda tab: tab.shell.show_tab("papers", "voter_roll"), shortcut="Ctrl+Alt+V", icon="print",
            keywords="选民榜 张榜 公布 打印 PDF", enabled_when=lambda tab: tab.has_rows(),
            tip="到公文海报按村和居民小组排成张贴的名单，打印或导出"),
    Command("roster.labels", "打印地址标签…", PLACE, run=lambda tab: tab.labelling.begin(),
            shortcut="Ctrl+Alt+B", icon="print", keywords="标签 信封 邮寄 地址",
            enabled_when=lambda tab: tab.labelling.can(), tip="给选中的或显示的人员、村社区、党组织印标签"),
    Command("roster.exports", "导出登记", PLACE, run=lambda tab: tab.asides.show("exports"),
            shortcut="Ctrl+Shift+E", icon="list", keywords="导出 用途 记录 隐私",
            tip="看什么时候、为什么、导出过哪些名册"),
    Command("roster.confirm", "已核对", PLACE, run=lambda tab: tab.acts.confirm(), shortcut="Ctrl+Return",
            icon="check", keywords="待核对", enabled_when=lambda tab: tab.acts.open_here(),
            tip="选中各行的待核对事项都核对过了"),
    Command("roster.new", "新建", PLACE, run=aside_or("begin_new", lambda tab: tab.adding.begin()),
            shortcut="Ctrl+N", icon="plus", keywords="新增 添加 人员 村社区 党组织 居民小组", primary=True,
            enabled_when=aside_or("can_new", lambda _tab: True),
            tip="在人员、村社区或党组织的名册里新增一个"),
    Command("roster.post", "登记任职", PLACE, shortcut="Ctrl+T",
            run=aside_or("begin_post", lambda tab: tab.posting.begin_giving()),
            icon="plus", keywords="职务 任命 新职务",
            enabled_when=aside_or("can_post", lambda tab: tab.posting.can_give()), needs="先选中一个人",
            tip="给选中的人登记一个职务"),
    Command("roster.end_post", "登记离任", PLACE, shortcut="Ctrl+Shift+T",
            run=aside_or("begin_end", lambda tab: tab.posting.begin_ending()),
            icon="minus", keywords="免职 卸任 离职",
            enabled_when=aside_or("can_end", lambda tab: tab.posting.can_end()), needs="先选中有职务的人",
            tip="登记选中的人不再担任的职务，经历保留"),
    Command("roster.facts", "修改资料", PLACE, run=lambda tab: tab.editing.begin(), shortcut="Shift+F2",
            icon="edit", keywords="人员 更改 填写", enabled_when=lambda tab: tab.photos.can_put(),
            needs="先选中一个人", tip="在右栏逐项修改选中的人的资料，一次保存"),
    Command("roster.photo", "更换照片…", PLACE, run=lambda tab: tab.photos.choose(), shortcut="Ctrl+Alt+F",
            icon="person", keywords="添加 头像 相片", enabled_when=lambda tab: tab.photos.can_put(),
            needs="先选中一个人", tip="给选中的人放上照片；也可以把照片拖到右栏"),
    Command("roster.photo_paste", "粘贴照片", PLACE, run=lambda tab: tab.photos.paste(),
            shortcut="Ctrl+Alt+Y", icon="paste", keywords="头像 相片 剪贴板",
            enabled_when=lambda tab: tab.photos.can_put(), needs="先选中一个人",
            tip="把复制的图片放上，作选中的人的照片"),
    Command("roster.photo_look", "看大照片", PLACE, run=lambda tab: tab.photos.look(),
            shortcut="Ctrl+Alt+Q", icon="zoom", keywords="放大 缩小 显示 相片",
            enabled_when=lambda tab: tab.photos.there(), needs="选中的人没有照片",
            tip="放大照片，再按一次缩小"),
    Command("roster.photo_remove", "移除照片", PLACE, run=lambda tab: tab.photos.remove(),
            shortcut="Ctrl+Alt+X", icon="trash", keywords="删除 去掉 相片",
            enabled_when=lambda tab: tab.photos.there(), needs="选中的人没有照片",
            tip="去掉选中的人的照片，可以撤销"),
    Command("roster.photo_out", "导出照片…", PLACE, run=lambda tab: tab.photos.begin_out(),
            shortcut="Ctrl+Alt+D", icon="export", keywords="另存 相片",
            enabled_when=lambda tab: tab.photos.there(), needs="选中的人没有照片",
            tip="把选中的人的照片存成文件，写明用途"),
    Command("roster.remove", "移入回收站…", PLACE, shortcut="Ctrl+Delete",
            run=aside_or("begin_remove", lambda tab: tab.acts.begin_remove()),
            icon="trash", keywords="删除 去掉",
            enabled_when=aside_or("can_remove", lambda tab: tab.acts.can_remove()), needs="先选中一行",
            tip="把选中的行移入回收站，写明原因，可以放回"),
    Command("roster.duplicates", "查重", PLACE, run=lambda tab: tab.asides.show("duplicates"),
            shortcut="Ctrl+Alt+C", icon="people", keywords="重复 同一人 合并 同名",
            enabled_when=lambda tab: tab.has_rows(), tip="把可能登记了两次的人并排列出，由您认"),
    Command("roster.bin", "回收站", PLACE, run=lambda tab: tab.asides.show("bin"),
            shortcut="Ctrl+Shift+R", icon="trash", keywords="删除 恢复 放回",
            tip="看移走了什么、为什么，可以放回"),
    Command("roster.put_back", "从回收站放回", PLACE, run=page_does("bin", "put_back"),
            shortcut="Ctrl+Shift+Return", icon="undo", button="放回", keywords="恢复",
            enabled_when=page_can("bin", "can_put_back"), primary=True, tip="把选中的放回原处"),
    Command("roster.structure", "班子结构", PLACE, run=lambda tab: tab.asides.show("structure"),
            shortcut="Ctrl+Shift+S", icon="rating", keywords="年龄 学历 妇女 一肩挑 空缺 届满 两委",
            enabled_when=lambda tab: tab.has_rows(), needs="先导入或新建名册",
            tip="看某一天的班子：年龄、性别、学历、一肩挑、空缺和要求"),
    Command("roster.term", "登记届期", PLACE, run=page_does("structure", "begin_term"),
            shortcut="Ctrl+Alt+T", icon="calendar", keywords="职数 任期 换届 空缺",
            enabled_when=page_can("structure", "has_body"), primary=True,
            tip="登记选中的班子的届次、职数和任期"),
    Command("roster.all_bodies", "看全部班子的结构", PLACE, run=page_does("structure", "show_all"),
            shortcut="Ctrl+Shift+A", icon="people", button="全部班子",
            enabled_when=page_can("structure", "shows_picture")),
    Command("roster.tree", "组织树", PLACE, run=lambda tab: tab.asides.show("tree"), shortcut="Ctrl+Alt+O",
            icon="split", keywords="党委 党总支 党支部 上级 下级 架构",
            enabled_when=lambda tab: tab.has_rows(), needs="先导入或新建名册",
            tip="看党委、党总支、党支部的隶属关系和党员数"),
    Command("roster.tree_open", "全部展开或收起组织树", PLACE, run=page_does("tree", "turn"),
            shortcut="Ctrl+Alt+E", icon="list", button="展开",
            enabled_when=page_can("tree", "shows_picture"), tip="展开全部下级；已全部展开时只留第一层"),
    Command("roster.put_under", "改上级党组织", PLACE, run=page_does("tree", "begin_move"),
            shortcut="Ctrl+Alt+U", icon="send", button="改上级", keywords="隶属 移动",
            enabled_when=page_can("tree", "can_move"), primary=True,
            tip="把选中的党组织连同下级改到另一个上级；也可以直接拖"),
    Command("roster.ledger", "干部台账", PLACE, run=lambda tab: tab.asides.show("ledger"),
            shortcut="Ctrl+Alt+L", icon="table", keywords="干部队伍信息台账 明白账 后备 汇总",
            enabled_when=lambda tab: tab.has_rows(), needs="先导入或新建名册",
            tip="看某一天各村、社区班子成员和后备人才的台账"),
    Command("roster.card", "看这个人", PLACE, run=page_does("ledger", "show_card"), shortcut="Ctrl+Alt+I",
            icon="person", keywords="资料 人员", enabled_when=page_can("ledger", "can_card"),
            tip="到名册里看选中的人的资料"),
    Command("roster.staff", "登记工作组", PLACE, run=lambda tab: tab.staffing.begin_staff(),
            shortcut="Ctrl+Alt+J", icon="people", keywords="驻社区领导 帮扶单位 负责人 联络员 片长",
            enabled_when=lambda tab: tab.staffing.can_staff(), needs="先在村、社区的名册里选中一个",
            tip="换驻社区领导、帮扶单位、负责人、联络员、片长，经历保留"),
    Command("roster.area", "改片", PLACE, run=lambda tab: tab.staffing.begin_area(),
            shortcut="Ctrl+Alt+A", icon="edit", keywords="片名 次序 改名",
            enabled_when=lambda tab: tab.staffing.can_area(), needs="先选中片里的一个村、社区",
            tip="改选中的村、社区所在片的名称和次序"),
    Command("roster.groups", "居民小组", PLACE, run=lambda tab: tab.asides.show("groups"),
            shortcut="Ctrl+Alt+G", icon="unit", keywords="村民小组 小组长 居民代表 村民代表",
            enabled_when=lambda tab: tab.has_rows(), needs="先导入或新建名册",
            tip="看各村、社区的居民小组、小组长和居民代表"),
    Command("roster.voters", "选民名单", PLACE, run=lambda tab: tab.asides.show("voters"),
            shortcut="Ctrl+Alt+M", icon="vote", keywords="选民 登记 名单 序号",
            tip="看各村、社区的选民，查找、填写、移除、重排序号"),
    Command("roster.voters_number", "重排选民序号", PLACE, run=page_does("voters", "number"),
            shortcut="Ctrl+Alt+R", icon="list", button="重排序号", keywords="选民 编号",
            enabled_when=page_can("voters", "can_number"), needs="先打开选民名单",
            tip="把所看的村、社区（或选中的选民所在的村、社区）的选民从 1 重新编号"),
    Command("roster.move_up", "上移", PLACE, run=aside_or("move_up", bool), shortcut="Ctrl+Alt+Up",
            icon="chevron-up", keywords="次序 排列", enabled_when=aside_can("can_move_up"),
            needs="先在居民小组里选中不在最前的一个", tip="把选中的往前移一位"),
    Command("roster.move_down", "下移", PLACE, run=aside_or("move_down", bool), shortcut="Ctrl+Alt+Down",
            icon="chevron-down", keywords="次序 排列", enabled_when=aside_can("can_move_down"),
            needs="先在居民小组里选中不在最后的一个", tip="把选中的往后移一位"),
    Command("roster.copy_picture", "复制图", PLACE, run=aside_or("copy_picture", bool),
            shortcut="Ctrl+Shift+C", icon="picture", enabled_when=aside_can("shows_picture"),
            tip="把这一页的图复制，可以粘贴到 Word 或 Excel"),
    Command("roster.print_picture", "打印图…", PLACE, run=aside_or("print_picture", bool),
            shortcut="Ctrl+Shift+P", icon="print", button="打印", enabled_when=aside_can("shows_picture"),
            tip="先看打印的样子，再选打印机"),
    Command("roster.pane", "显示或收起右栏", PLACE, run=lambda tab: tab.toggle_pane(),
            shortcut="Ctrl+Shift+D", icon="columns", keywords="详情 资料", tip="显示或收起右边的详细资料"),
    Command("roster.by_pinyin", "按拼音排列人员", PLACE, run=lambda tab: tab.acts.order_by(NameOrder.PINYIN),
            shortcut="Ctrl+Alt+1", icon="list", keywords="排序"),
    Command("roster.by_strokes", "按姓氏笔画排列人员", PLACE,
            run=lambda tab: tab.acts.order_by(NameOrder.STROKES), shortcut="Ctrl+Alt+2", icon="list",
            keywords="排序 笔画", tip="先比姓的笔画数，再比起笔横竖撇点折，同姓比后面的字"),
    Command("roster.by_short_first", "按姓氏笔画排列人员，单名在前", PLACE,
            run=lambda tab: tab.acts.order_by(NameOrder.SHORT_FIRST), shortcut="Ctrl+Alt+4", icon="list",
            keywords="排序 笔画", tip="同姓的，名字一个字的排在前面"),
    Command("roster.by_posts", "按任职顺序排列人员", PLACE,
            run=lambda tab: tab.acts.order_by(NameOrder.POSTS), shortcut="Ctrl+Alt+3", icon="list",
            keywords="排序 职务"),
    Command("roster.look", "列和分组…", PLACE, run=lambda tab: tab.viewing.ask_look(), shortcut="Ctrl+Alt+K",
            icon="columns", keywords="显示列 隐藏列 次序 片 单位 类别 合计", needs="先回到名册",
            enabled_when=lambda tab: tab.viewing.can(), tip="选显示哪些列、什么次序，按片、单位、小组分组"),
    Command("roster.views", "常用视图…", PLACE, run=lambda tab: tab.viewing.ask_views(),
            shortcut="Ctrl+Alt+W", icon="star", keywords="保存 视图 筛选", needs="先回到名册",
            enabled_when=lambda tab: tab.viewing.can(), tip="列、筛选、次序和分组存成视图，按数字键换"),
    Command("roster.more", "更多命令", PLACE, run=aside_or("open_more", lambda tab: tab.more.open()),
            shortcut="Ctrl+M", icon="more", keywords="菜单", tip="列出花名册的其他命令"),
    Command("roster.next_view", "换下一种名册", PLACE, run=lambda tab: tab.next_view(), shortcut="Alt+Right",
            icon="arrow-right", keywords="全部 两委 后备 驻社区 党组织"),
    Command("roster.clear", "清除搜索和筛选", PLACE, shortcut="Ctrl+Shift+X",
            run=aside_or("clear_filters", lambda tab: tab.clear_filters()), icon="filter", tip="显示全部行"),
)  # fmt: skip


def make(spec: TabSpec, office: Office, shell: Shell) -> Tab:
    """Build the tab on first show."""
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab

    return RosterTab(spec, office, shell)


def offer(office: Office, shell: Shell) -> None:
    """Let the palette find the people and units of a book just opened."""
    from dangjian_desktop.gui.tabs.roster.providers import RosterFinder

    finder = RosterFinder(office, shell)
    shell.provide("人员", finder.people)
    shell.provide("单位", finder.units)


SPEC = TabSpec("roster", PLACE, "people", make, COMMANDS, on_open=offer)
