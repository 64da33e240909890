"""Every Chinese word of the ballots tab and of the typing screen."""

from __future__ import annotations

from dangjian_desktop.domain.ballot_blocks import Words
from dangjian_desktop.domain.ballots import BallotStatus, Checking
from dangjian_desktop.domain.forms import BallotSubject
from dangjian_desktop.services.ballot_views import MeetingState

PLACE = "测评录入"

# the typing screen

KEY_WORDS: dict[str, str] = {
    "invalid": "无效票",
    "valid_again": "改回有效",
    "back": "退一题",
    "number": "改票号",
    "delete": "删一位",
    "take_number": "确定",
    "blank": "空白（未选）",
    "blank_short": "空白",
    "all_first": "全部{option}",
    "same": "其余同上",
    "row": "本行同上",
    "row_first": "本行{option}",
    "next": "下一张",
    "next_item": "选好了",
    "remark": "写意见",
    "store": "存下更正",
    "void": "作废",
    "void_no": "不作废",
}
FIRST_ENTRY = "第一遍录入"
CORRECTING = "更正第 {number:03d} 号票 · 原因：{reason}"
SETTLING = "核定第 {number:03d} 号票，照纸重录整张 · 原因：{reason}"
UNDO_KEY = "Ctrl+Z"
PAUSE = "Esc 暂停离开　Ctrl+Z 改上一张"
LEAVE = "Esc 不改离开　Ctrl+Z 退一题"
SAVED_AT = "已保存 {time}"
SAVING = "正在保存"
PAPER_NUMBER = "纸上编号"
ITEM_HEAD = "测评内容"
TYPED, RETURNED = "已录", "收回"
LEFT = "还有 {count} 张"
LEFT_TIME = "，约 {minutes} 分钟"
ALL_TYPED = "这一叠已录完"
OVER = "比收回多 {count} 张"
SPOILT = "无效 {invalid}　空白 {blank}"
CURRENT_ITEM = "当前第 {item} 题"
CURRENT_SUBJECT = "{name} · {item}"
ALL_ITEMS = "{items} 题已录完"
MODE_HEADINGS: dict[str, str] = {
    "group": "选这一叠票是谁的",
    "number": "输入纸上的编号",
    "reason": "选无效原因",
    "remark": "写好按回车，不写按 Esc",
    "void": "选作废的原因",
}
READY = "按 + 或回车存下"
TICKING = "第 {item} 题，选好按 + 或回车"
GROUP_QUESTION = "这一叠票是谁的？"
PILE, PILE_KNOWN = "{name}（已录 {typed} 张）", "{name}（已录 {typed} 张，收回 {returned} 张）"
GROUP_NOTE = "按数字选类别。录票中途可用 F2、F3… 换叠，只能在两张票之间换。"
INVALID_QUESTION = "第 {number} 号票记为无效，原因是："
INVALID_NOTE = "按数字选原因，再按 + 或回车存下；按 * 改回有效。"
VOID_REASONS = ("重复录入", "票号录错，另行重录", "录到别的测评会或类别了", "不是本次发出的票")
VOID_QUESTION = "第 {number} 号票作废，从计票中去掉，原因是："
VOID_NOTE = "按数字选原因，再按 + 或回车作废；不作废按退格键。票上的选择不保留，原因记入日志。"
VOIDED = "第 {number:03d} 号票已作废，从计票中去掉了"
LAST_VALID = "上一张 {number:03d} 已存，{answered} 题有选择"
LAST_FULL = "上一张 {number:03d} 已存，{answered} 题全"
LAST_INVALID = "上一张 {number:03d} 已存，记为无效"
LAST_BLANK = "上一张 {number:03d} 已存，记为空白"
NOTHING_YET = "还没有存下的票"
GOING_ON = "接着录，已存 {stored} 张"
HOW = "按错键会响一声，并在这里写明是哪个键"
PILE_DONE = "这一叠已录完：按 F2、F3… 换叠，或按 Esc 离开"
PILE_DONE_ALONE = "收回的票已录完：按 Esc 离开，再按“完成核对”"
SHOWN_LINES = "第 {first}—{last} 行，共 {lines} 行"
LIST_UNITS: dict[BallotSubject | None, str] = {
    BallotSubject.PERSON: "人",
    BallotSubject.BODY: "个班子",
    BallotSubject.COMMUNITY: "个村、社区",
    None: "",
}
NO_LIST = "还没有写定名单。按“改名单”从花名册填入或照名册录入，才能印票和录票。"
LIST_HOW = "一行写一个，名称后空一格写职务或备注；也可以从表格里复制两列粘贴。票上按这里的次序印。"
LIST_FILL = {True: "从花名册填入", False: "填入全部单位"}
LIST_HEADS: dict[BallotSubject | None, str] = {
    BallotSubject.PERSON: "姓名",
    BallotSubject.BODY: "测评对象",
    BallotSubject.COMMUNITY: "测评对象",
}
LIMITS = Words(
    items=ITEM_HEAD, people="姓名", notes="职务", exactly="（选 {count} 项）",
    between="（选 {least} 到 {most} 项）", at_most="（最多选 {most} 项）", several="（可多选）",
)  # fmt: skip
REMARK_HINT = "没有写字的不用管；有意见按 / 录入，与票分开存放"
REMARK_HINT_HERE = "没有写字的不用管；有意见按 Tab 录入"
SCREEN_NAME = "录入测评票"
SPOKEN = "第 {number} 号票，第 {item} 题，{text}"

# the list and the pane

STATES: dict[MeetingState, str] = {
    MeetingState.EMPTY: "未录入",
    MeetingState.TYPING: "录入中",
    MeetingState.ONCE: "待录第二遍",
    MeetingState.DIFFERENT: "有不一致",
    MeetingState.TYPED: "待核对",
    MeetingState.FINISHED: "已核对",
    MeetingState.VOID: "结果无效",
}
STATUS: dict[BallotStatus, str] = {
    BallotStatus.VALID: "有效",
    BallotStatus.INVALID: "无效",
    BallotStatus.BLANK: "空白",
}

# 核对不一致

SECOND_ENTRY = "第二遍录入"
DIFFERENCES = "核对不一致"
RATES = "差错率"
BACK_TO_LIST = "返回测评会"
BACK_TIP = "返回测评会列表（Esc）"
COMPARE_HEADS = ("题", "测评内容", "第一遍", "第二遍", "采用")
UNDECIDED, SETTLED = "待定", "已核定"
TAKEN: dict[str, str] = {"first": "第一遍对", "second": "第二遍对", "typed": "照纸重录"}
TAKE_OUT = "请拿出这张票"
TAKE_OUT_NUMBER = "请拿出第 {number} 号票"
SPOKEN_DIFFERENCE = "{text}，第一遍 {first}，第二遍 {second}"
PLACES = "{count} 处"
MARK_PLACES = "第 {items} 题"
MORE_PLACES = "…"
PAPERS_PLACES = "{papers} 张票 {places} 处不一致"
DONE_OF = "已核 {done}\u2009/\u2009{all}"
PAPER_OF = "第 {at}\u2009/\u2009{all} 张，还有 {left} 张待核定"
NUMBERS_NOTE = "票上编号是开箱后写的，与投票人、座位、先后无关。"
TITLE_NUMBER = "第 {number:03d} 号票："
DIFFERENT_TITLE = "{places}两遍不同"
SETTLED_TITLE = "{places}两遍不同，已核定；要改，再选一次"
DECIDE_HINT = "对照纸上的勾，选对的一遍；都不对就按选项的键重录，整张都不对按 F4。"
REST_EQUAL = "其余 {count} 题两遍相同，已采用。"
USUAL_REASON = "对照纸票"
REASON = "核定原因"
RETYPE = "整张重录"
RETYPE_TIP = "两遍都不对时，照纸重录整张票（F4）"
TAKE_AND_NEXT = "采用，看下一张"
BLANK = "空白"
ALL_SETTLED = "两遍都录的 {compared} 张票已核对，不一致的都已核定。"
NO_DIFFERENCES = "两遍都录的 {compared} 张票没有不一致。"
TYPIST_ERRORS = "各录入人的差错"
ERRORS_NOTE = "以核定的结果为准；按每 25 个票号一段记录入人"
REMARKS_APART = "两遍次数不同的意见"
REMARKS_NOTE = "按次数多的一遍留着；写在哪张票上查不到，多出来的请照票核对"
ITEM_ERRORS = "各题的差错"
RATE = "录错 {wrong} 处，共 {judged} 处，差错率 {percent}"
NOT_JUDGED = "还没有可比的票"

# 录入 in the pane, and how a meeting is typed

ENTRY = "录入"
TYPIST, TYPIST_HINT = "录入人", "姓名或代号，双录要写"
FIRST_SO_FAR = "第一遍　已录 {typed}\u2009/\u2009{returned} 张"
SECOND_SO_FAR = "第二遍　已录 {typed}\u2009/\u2009{due} 张"
DIFFERING = "不一致　{count} 张待核定"
NO_OPEN_DIFFERENCE = "不一致　没有待核定的"
SAMPLE_TO_DRAW = "抽查 {percent}%：开始第二遍录入时抽取起数，第一遍录入时还不知道抽到哪些票。"
SAMPLE_RULE = "抽查 {percent}%：票号×37＋{start}，除以 100 的余数小于 {percent} 的，录第二遍。"
DOUBLE_ENTRY, PERCENT, NUMBERS = "双录", "抽查比例", "票号"
CHECKING: dict[Checking, str] = {
    Checking.NONE: "只录一遍",
    Checking.SAMPLE: "抽查一部分录两遍",
    Checking.ALL: "全部录两遍",
}
NUMBERING = ("从小往大自动数", "每张先输票号")

# 核对

PROOF_TITLE, FINISH = "完成核对", "完成核对"
BALANCE = "票数平衡"
BALANCE_ERRORS = "有 {count} 处对不上，改好才能完成"
BALANCE_WARNINGS = "有 {count} 条要说明情况"
WARNINGS_NOTE = "印在计票结果报告单上"
EXPLAIN, EXPLAIN_HINT = "情况", "如 监票人当场复核，与纸票一致"
EXPLAIN_FIRST = "请写明情况，再完成核对。"

# 分批合计

BATCHES, BATCH, NO_BATCHES, BATCH_SIZE = "分批合计", "分批", "不分批", "每批 {size} 张"
BATCH_NAME = "第 {place} 批　{first:03d}—{last:03d}"
BATCH_COUNTS = "已录 {papers} 张：有效 {valid}，无效 {invalid}，空白 {blank}"
BATCH_WHOLE = "这一批已录满，请与手工清点的数核对。"
BATCH_MISSING = "这一批还差 {missing} 张没有录。"
NO_BATCH_YET = "还没有录票，录了以后这里按批列出合计。"
BATCH_DONE = "第 {place} 批（{first:03d}—{last:03d}）已录满，请与手工清点的数核对"

# 与上次比较

COMPARISON, ROUND_BEFORE, EVERYBODY = "与上次比较", "上次", "全部"
ROUND_USUAL, NO_DAY = "自动：同一对象上一次", "日期未填"
ROUNDS_SHOWN = "上次是“{title}”（{day}）。变化是本次减上次；分母相同的才相减，票数写作 选中/分母。"
ROUNDS_HIDDEN = "{groups}有一次票数过少，不单独比较。"

# 各单位结果

FIGURES, LEVELS, WHICH_FIGURES = "各单位结果", "看到哪一级", "看哪些数"
RATES_AND_SCORE, RATES = "比率和得分", "比率"
AREA, UNIT, NAME, TIMES, VALID, SCORE = "片", "单位", "测评对象", "次数", "有效票", "得分"
VALID_PAPERS, VALID_TIMES = "{name} {count} 张有效", "{name} {count} 人次有效"
NO_FIGURES = "这种测评票还没有录票，录了以后这里按单位、按片列出结果。"

# 汇总数

WAY, WAYS = "录入方式", ("逐张录票", "只录汇总数")
TOTALS, GROUPS, PAPERS = "汇总数", "参评人员", "票数"
PAPER_KINDS = ("有效", "无效", "空白")
ABSTAINED = "弃权"
READ_TOTALS, SAVE_TOTALS = "导入汇总数…", "保存汇总数"
TOTALS_NOTE = "只录汇总数的测评会没有单张的票：照计票表填写，屏幕、报告单和定级说明都会注明。"
TOTALS_FROM = "来自文件“{source}”，核对后按“保存汇总数”。"
TOTALS_SAVED = "{title}的汇总数已保存。"
TOTALS_CHIP, TOTALS_SHORT = "只有汇总数", "汇总数"
IMPORT, PROBLEMS = "导入测评票", "导入的问题"
IMPORT_INTO, IMPORT_COUNT = "{file} → {title}", "导入 {count} 张"
IMPORT_TIP = "一次写入，可以整批撤销（Ctrl+Alt+I）"
IMPORT_ROWS = "读到 {rows} 行：可导入 {count} 张，有问题不导入 {refused} 行"
IMPORT_TOLD = "，提示 {count} 条"
IMPORT_GROUP, IMPORT_INVALID = "{group} {count} 张", "，其中记为无效 {count} 张"
NO_PROBLEMS = "各行都能导入"
NO_PROBLEMS_NOTE = "没有查出问题。按“导入”写入，写入前什么都不改。"
IMPORTED = "已导入 {count} 张票，可以整批撤销。"
IMPORTED_SECOND = "已导入第二遍 {count} 张票，可以整批撤销，第一遍不动。"
IMPORT_AS = "作为哪一遍导入"
PROBLEMS_FILE = "{file}（导入的问题）.xlsx"
PROBLEMS_WRITTEN = "已导出 {count} 处问题。"
