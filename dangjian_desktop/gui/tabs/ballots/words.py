"""Every Chinese word of the ballots tab and of the typing screen."""

from __future__ import annotations

from dangjian_desktop.domain.ballots import BallotStatus
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
    "next": "下一张",
    "store": "存下更正",
}
FIRST_ENTRY = "第一遍录入"
CORRECTING = "更正第 {number:03d} 号票 · 原因：{reason}"
UNDO_KEY = "Ctrl+Z"
PAUSE = "Esc 暂停离开　Ctrl+Z 改上一张"
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
KEYPAD = "数字键盘"
CURRENT_ITEM = "当前第 {item} 题"
ALL_ITEMS = "{items} 题已录完"
CHOOSE_GROUP = "选这一叠票是谁的"
TYPE_NUMBER = "输入纸上的编号"
CHOOSE_REASON = "选无效原因"
READY = "按 + 或回车存下"
GROUP_QUESTION = "这一叠票是谁的？"
GROUP_NOTE = "按数字选类别。录票中途可用 F2、F3… 换叠，只能在两张票之间换。"
INVALID_QUESTION = "第 {number} 号票记为无效，原因是："
INVALID_NOTE = "按数字选原因，再按 + 或回车存下；按 * 改回有效。"
LAST_VALID = "上一张 {number:03d} 已存，{answered} 题有选择"
LAST_FULL = "上一张 {number:03d} 已存，{answered} 题全"
LAST_INVALID = "上一张 {number:03d} 已存，记为无效"
LAST_BLANK = "上一张 {number:03d} 已存，记为空白"
NOTHING_YET = "还没有存下的票"
GOING_ON = "接着录，已存 {stored} 张"
HOW = "按错键会响一声，并在这里写明是哪个键"
PILE_DONE = "这一叠已录完：按 F2、F3… 换叠，或按 Esc 离开"
PILE_DONE_ALONE = "收回的票已录完：按 Esc 离开，再按“完成核对”"
SHOWN_ITEMS = "第 {first}—{last} 题，共 {items} 题"
SCREEN_NAME = "录入测评票"
SPOKEN = "第 {number} 号票，第 {item} 题，{text}"

# the list and the pane

STATES: dict[MeetingState, str] = {
    MeetingState.EMPTY: "未录入",
    MeetingState.TYPING: "录入中",
    MeetingState.TYPED: "待核对",
    MeetingState.FINISHED: "已核对",
    MeetingState.VOID: "结果无效",
}
STATUS: dict[BallotStatus, str] = {
    BallotStatus.VALID: "有效",
    BallotStatus.INVALID: "无效",
    BallotStatus.BLANK: "空白",
}
