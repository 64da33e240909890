"""Sentences of the findings about ballots, and the words of their figures."""

BASE_NAMES: dict[str, str] = {
    "returned": "收回票为分母",
    "valid": "有效票为分母",
    "stated": "表态票为分母",
}
STATUS_NAMES: dict[str, str] = {"valid": "有效", "invalid": "无效", "blank": "空白"}
RATE_WORKING = "{numerator} ÷ {denominator} = {percent}（{base}）"
NO_RATE = "还没有可计算的票"
SMALL_GROUP = "人数过少，为保护无记名，不单独列出"

SENTENCES: dict[str, str] = {
    "ballots.already_done": "第 {number} 号票已录完，请接着录下一张。",
    "ballots.at_first_item": "已经是第一题，不能再退；要换一张票请改票号。",
    "ballots.all_items_typed": "各题都已录完，“{key}”没有录入；按 + 或回车转下一张，按退格键改上一题。",
    "ballots.bad_key": "“{key}”不是本题的选项，本题可按 {keys}；未选按 0。",
    "ballots.bad_reason_key": "“{key}”不是无效原因的编号，请按 1 到 {last} 选原因，或按 * 改回有效。",
    "ballots.no_number": "票号要从 1 起，请按票面上写的编号填写。",
    "ballots.unknown_group": "本表没有“{group}”这一类参评人员，请从列出的类别中选择。",
    "ballots.no_invalid_reason": "第 {number} 号票记为无效，请选一个原因再转下一张。",
    "ballots.unfinished": "第 {number} 号票还有 {missing} 题没有录；票上未选的题请按 0。",
    "ballots.too_many_marks": "第 {number} 号票的答案多于 {items} 题，请核对用的是不是这份测评表。",
    "ballots.unknown_option": "第 {number} 号票有表上没有的选项，请重录这张票。",
    "ballots.issued_over_present": "发出 {issued} 张，多于实到 {present} 人，请核对人数和票数。",
    "ballots.present_over_expected": "实到 {present} 人，多于应到 {expected} 人，请核对应到人数。",
    "ballots.typed_over_returned": (
        "已录 {papers} 张（有效 {valid}、无效 {invalid}、空白 {blank}），多于收回的 {returned} 张，请核对收回数或查重号。"
    ),
    "ballots.not_all_typed": "收回 {returned} 张，已录 {papers} 张，还有 {missing} 张没有录，结果还不是最后的。",
    "ballots.too_few_present": "实到 {present} 人，规定不少于 {least} 人，请写明情况或补开测评会。",
    "ballots.members_out_of_balance": "党员 {members} 人、其他人员 {others} 人，规定大致一比一，请写明情况。",
    "ballots.members_absent": "应到 {expected} 人，有 {absent} 人未到，规定党员全部参加，请写明原因。",
    "ballots.returned_over_issued": "收回 {returned} 张，多于发出的 {issued} 张，这次测评无效，请查明原因后重新测评。",
}
