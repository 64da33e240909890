"""Sentences of the findings about ballots, and the words of their figures."""

BASE_NAMES: dict[str, str] = {
    "returned": "收回票为分母",
    "valid": "有效票为分母",
    "stated": "表态票为分母",
}
STATUS_NAMES: dict[str, str] = {"valid": "有效", "invalid": "无效", "blank": "空白"}
ITEMS_MARK = "，{items} 项相加"
TOTALS_MARK = "，只有汇总数"
TOTALS_WORDS: dict[str, tuple[str, ...]] = {
    "items": ("项目", "测评项目", "测评内容", "题目"),
    "valid": ("有效", "有效票"),
    "invalid": ("无效", "无效票", "废票"),
    "blank": ("空白", "空白票", "弃权", "弃权票"),
    "typed": ("手工填写",),
}
RATE_WORKING = "{numerator} ÷ {denominator} = {percent}（{base}）"
NO_RATE = "还没有可计算的票"
SMALL_GROUP = "人数过少，为保护无记名，不单独列出"
FEW_ANSWERS = "作答不足 {least} 张，不单独列出"
FEW_ANSWERS_NOTE = "标“—”的，该类人员作答不足 {least} 张，或能由合计减出，为保护无记名，不单独列出。"
SCORE_NOTE = "得分是各选项票数乘分值之和，除以有分值的各选项票数之和（{left_out}不计入）。"
BLANK_NOTE = "“空白”是整张没有选的票（弃权），“未选”是有效票中没有选的题。"
SEVERAL_NOTE = "可选几项的题，各选项的比例以有效票为分母，一张票可计入几项，各项相加可超过 100%。"
SEVERAL_SHORT = "可选几项，各项比例以有效票 {papers} 张为分母，相加可超过 100%"
SEVERAL_SCORE = "“{item}”得分 {score}，是各选项票数乘分值之和除以作答的 {papers} 张票。"

SURVEY_WORDS: dict[str, str] = {
    "whole": "合计",
    "outside": "片外",
    "person": "按人",
    "unit": "按单位",
    "area": "按片",
    "sum": "小计",
    "bases": "比率以{bases}。",
    "times": "一张票评多人的，单位、片和合计的有效票按评的人次数。",
    "void": "{titles}结果无效，没有计入。",
    "open": "{titles}还没有录完，结果不是最后的。",
    "left_out": "标“—”的，这一类人员作答过少，不单独列出，也不计入合计。",
    "added": "合计由各次票数相加得出，不是各单位比率的平均。",
}
COMPARED_WORDS: dict[str, str] = {
    "score": "得分",
    "points": "分",
    "percent": "个百分点",
    "same": "持平",
    "none": "—",
    "other_base": "分母不同",
    "whole": "整张票",
    "everybody": "全部参评人员",
    "no_before": "没有上一次可比的测评会，只列本次。",
    "bases": "变化是本次减上次；两次分母（{bases}）相同的才相减。",
}

IMPORT_WORDS: dict[str, tuple[str, ...]] = {
    "number": ("票号", "编号", "纸上编号", "票面编号", "序号"),
    "group": ("类别", "参评人员", "参评类别", "人员类别", "身份"),
    "reason": ("无效原因", "作废原因"),
    "invalid": ("无效", "废票", "无效票"),
    "blank": ("空白", "未选", "弃权", "空"),
}
PROBLEM_WORDS: dict[str, str] = {
    "title": "{file}：导入的问题",
    "file": "文件",
    "sheet": "工作表",
    "cell": "单元格",
    "field": "栏目",
    "outcome": "处理",
    "problem": "问题",
    "remedy": "怎么办",
    "refused": "不导入",
    "told": "提示",
}
BALANCE_WORDS: dict[str, str] = {
    "issued": "发出 {whole} = 收回 {parts[0]} + 未收回 {parts[1]}",
    "issued_reckoned": "发出 {whole} = 收回 {parts[0]} + 未收回 {parts[1]}（未清点）",
    "issued_off": "发出 {whole} ≠ 收回 {parts[0]} + 未收回 {parts[1]}",
    "returned": "收回 {whole} = 有效 {parts[0]} + 无效 {parts[1]} + 空白 {parts[2]}",
    "returned_off": "收回 {whole} ≠ 有效 {parts[0]} + 无效 {parts[1]} + 空白 {parts[2]}",
    "item": "{item}：各选项与未选合计 {parts[0]}，有效 {whole}",
}
PROOF_WORDS: dict[str, str] = {
    "head": "票数核对：{items}。",
    "group": "{group}：{balances}。",
    "items": "{count} 题各选项与未选之和都等于有效票数",
    "items_off": "{count} 题各选项与未选之和应等于有效票数，有 {off} 处不等",
    "totals": "录入方式：只录汇总数，没有逐张录票。",
    "once": "录入方式：录一遍。",
    "all": "全部录两遍",
    "sample": "抽查 {percent}% 录两遍（票号×37＋{start}，除以 100 余数小于 {percent} 的）",
    "twice": "录入方式：{way}，两遍都录的 {papers} 张，不一致 {differing} 张，已对照纸票核定 {settled} 张，"
    "录错 {wrong} 处，共 {judged} 处，差错率 {share}。",
    "open": "本次计票尚未完成核对，以上不是最后结果。",
    "explained": "需说明的情况 {number}：{fact}{clause}。说明：{reason}。",
    "clause": "，依据：{clause}",
}
PARTS: dict[str, str] = {
    "MARK": "第 {item} 题",
    "GROUP": "参评人员",
    "WHOLE": "整张票",
    "MISSING": "整张票",
}
SIDES: dict[str, str] = {"none": "没有录", "valid": "有效", "invalid": "无效：{reason}"}
REMARK_COUNTS = "第一遍 {first} 张，第二遍 {second} 张"
SETTLED_BY: dict[str, str] = {"first": "第一遍对", "second": "第二遍对", "typed": "按纸改录"}
DECISIONS: dict[str, str] = {
    "first": "取第一遍",
    "second": "取第二遍",
    "typed": "照纸重录",
    "only": "只录了一遍，照此",
}
LIST_HEADINGS = ("姓名", "名称", "序号", "测评对象", "名单")
AUDIT: dict[str, str] = {
    "meeting": "填写测评会 {title}",
    "meeting_removed": "删除没有票的测评会",
    "record": "录入 1 张测评票",
    "second": "第二遍录入 1 张测评票",
    "sample": "开始第二遍录入 {title}，抽查起数 {start}",
    "compare_with": "测评会 {title} 改与“{before}”比较",
    "round_usual": "上一次",
    "totals": "填写测评会 {title} 的汇总数：{source}",
    "settle": "核定第 {number} 号票：{decisions}，原因：{reason}",
    "again": "；原来的核定作废，重新核对",
    "correct": "更正第 {number} 号票，原因：{reason}",
    "retype": "录入时重录第 {number} 号票",
    "void": "作废已录的票 {numbers}，原因：{reason}",
    "finish": "完成一次测评会的核对",
    "reopen": "重新打开测评会 {title}，原因：{reason}",
    "list": "写定测评会 {title} 的名单，{count} 个对象",
    "remark": "录入 1 条意见",
    "redact": "隐去测评会 {title} 一条意见中的文字，原因：{reason}",
    "issue": "登记{about}：{group}{move} {count} 张，{note}",
    "issue_removed": "从登记中去掉{about}：{group}{move} {count} 张，{note}",
    "import": "从文件“{file}”导入 {count} 张测评票",
    "import_undone": "撤销导入",
    "second_undone": "撤销从文件“{file}”导入的第二遍 {count} 张测评票",
}

MOVE_NAMES: dict[str, str] = {"printed": "印制", "spare": "剩余", "spoiled": "作废销毁"}

SENTENCES: dict[str, str] = {
    "ballots.already_done": "第 {number} 号票已录完，请接着录下一张。",
    "ballots.import_not_undone": (
        "这一批票导入后又有改动，或程序重新打开过，不能整批撤销。请到“测评录入”按票号查票，更正或作废。"
    ),
    "ballots.undo_by_number": "测评票为保密不留底稿，不能整步撤销。请到“测评录入”按票号查票，更正或作废。",
    "ballots.nothing_to_show_again": "这次还没有存下的票。以前录的票请按 Esc 离开后按票号查。",
    "ballots.issued_under_returned": "发出 {issued} 张，收回 {returned} 张，未收回的成了负数，请查明发出数和收回数。",
    "ballots.unreturned_off": "发出 {issued} 张，收回 {returned} 张，未收回填的是 {unreturned} 张，加起来不等，请重新清点后改正。",
    "ballots.many_invalid": "无效 {count} 张，占 {papers} 张的 {share}，达到 {least}，请复核判为无效的票，并写明情况。",
    "ballots.many_blank": "空白 {count} 张，占 {papers} 张的 {share}，达到 {least}，请复核记为空白的票，并写明情况。",
    "ballots.uniform_ballots": "{valid} 张有效票中 {count} 张（{share}）各题选的都一样，请抽看纸票，并写明情况。",
    "ballots.copies_in_row": "有 {runs} 处连着几张票选的完全相同（{numbers} 号），请核对有没有重复录入，并写明情况。",
    "ballots.unanswered": "有 {count} 条提示还没有写明情况，请逐条写明再完成核对。",
    "ballots.differences_open": "{count} 张票两遍不一致，还没有核定：{numbers}，请到“核对不一致”对照纸票核定。",
    "ballots.second_missing": "应录第二遍的 {due} 张票还有 {missing} 张没有录第二遍，请录完再核对。",
    "ballots.same_typist": "第一遍和第二遍都有{names}录的票，没有做到换人录入，请写明原因。",
    "ballots.same_typist_begins": "第一遍也有{name}录的票，最好换人录第二遍；同一人录的，完成核对时要写明原因。",
    "ballots.no_second": "这次测评会没有设第二遍录入；要录，请先在“改会议情况”里选抽查或全部双录。",
    "ballots.not_in_sample": "第 {number} 号票不在抽查之列，请核对纸上的编号，只录列出的票。",
    "ballots.blind": "第 {number} 号票等着第二遍录入，为使两遍互不影响，现在不显示第一遍录的内容。",
    "ballots.bad_percent": "抽查比例 {percent} 不能用，请填 1 到 99。",
    "ballots.totals_only": "这次测评会只录汇总数，不逐张录票；要逐张录，请先在“改会议情况”里改录入方式。",
    "ballots.not_totals": "这次测评会逐张录票，不填汇总数；要只填汇总数，请先在“改会议情况”里改录入方式。",
    "ballots.way_in_use": "已经录了票或填了汇总数，不能再改录入方式；请另建一次测评会。",
    "ballots.bad_total": "汇总数要在 0 到 {largest} 之间，请核对。",
    "ballots.no_totals_columns": "文件里没有汇总数的表：要有“类别”“项目”两列和每个选项各一列，一行一类人员的一个项目，请按表头改好再试。",
    "ballots.unknown_item": "表上没有“{text}”这一项，请写项目的原文、题号，或写有效、无效、空白。",
    "ballots.no_batches": "这次测评会的票没有分批；要分批，请在“改会议情况”里选每批 25 张或 50 张。",
    "ballots.bad_batch_size": "每批张数只能是 25 或 50，或不分批。",
    "ballots.second_in_use": "已经录了第二遍，不能再改双录的办法；要改，请先作废第二遍录的票。",
    "ballots.not_different": "第 {number} 号票没有两遍不一致，不用核定；要改请按票号更正。",
    "ballots.side_missing": "第 {number} 号票这一遍没有录，请取另一遍，或照纸重录整张票。",
    "ballots.bad_settling_key": "“{key}”在这里没有用处；按 ← 取第一遍，按 → 取第二遍，或按选项的数字重录。",
    "ballots.nothing_to_take": "第 {number} 号票不能这样核定，请写 1、2，或按题写出纸上每一题的键。",
    "ballots.no_typist": "没有写录入人，请填姓名或代号；双录要知道两遍是不是同一人录的。",
    "ballots.mending": "第 {number} 号票在这里改，按 + 或回车存下；要作废按删除键；不改按 Esc，原票不变。",
    "ballots.void_what": "先按 Ctrl+Z 让要作废的票回到屏幕上，再按删除键；更早的票请按票号查。",
    "ballots.void_in_second": "第二遍录入时不能作废第 {number} 号票；请按 Esc 离开，按票号查到后作废。",
    "ballots.bad_void_key": "“{key}”不是作废原因的编号，请按 1 到 {last} 选原因，或按退格键不作废。",
    "ballots.mend_first": "第 {number} 号票正在改，原票没有动。请照纸重录并存下；更早的票请按票号查。",
    "ballots.wait_for_saving": "上一张正在保存，请稍等再按 Ctrl+Z。",
    "ballots.at_first_item": "已经是第一题，不能再退；要换一张票请改票号。",
    "ballots.all_items_typed": "各题都已录完，“{key}”没有录入；按 + 或回车转下一张，按退格键改上一题。",
    "ballots.bad_key": "“{key}”不是本题的选项，本题可按 {keys}；未选按 0。",
    "ballots.bad_reason_key": "“{key}”不是无效原因的编号，请按 1 到 {last} 选原因，或按 * 改回有效。",
    "ballots.too_many_ticks": "这一项最多选 {most} 项，多选的这一个没有录入；票上确实多选了，这一项请按 0 记为空白。",
    "ballots.too_few_ticks": "这一项最少选 {least} 项，请再按数字补选；票上确实少选了，请按 0 记为空白。",
    "ballots.ticks_out_of_limits": (
        "这一项应选 {least} 到 {most} 项，表里写了 {count} 项，请核对纸票；票上就是这样的，这一格请留空。"
    ),
    "ballots.no_list": "这次测评会还没有写定测评名单，请先在右栏填写名单，再录票或打印。",
    "ballots.judges_no_list": "“{form}”一张票只评一个对象，没有名单可填。",
    "ballots.list_in_use": "已经按原来的名单录了票，名单不能再改；要改请先作废已录的票，或另建一次测评会。",
    "ballots.listed_twice": "名单上“{name}”出现了两次；同名的两人请在职务里写明区别，重复的请删去一行。",
    "ballots.listed_unknown": "花名册里没有“{name}”，照样印在票上，但结果不记到个人名下；要记的，请先在花名册里建立。",
    "ballots.listed_many": "花名册里有几个“{name}”，没有认定是哪一个，结果不记到个人名下；请从花名册填入，或写明职务。",
    "ballots.no_such_passage": "这条意见里没有“{passage}”，请照原文摘取要隐去的字。",
    "ballots.no_such_remark": "这条意见已被改过，请重新选择。",
    "ballots.no_remark_here": "这里还没有到意见栏，录到意见栏前面的题再按 Tab。",
    "ballots.no_remark": "没有写意见，或这张测评票没有这一问，请核对后再存。",
    "ballots.nothing_to_fill": "这一项可选几个，“{key}”不能照抄上一项；请按数字选，选好按 + 或回车。",
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
    "ballots.number_taken": "第 {number} 号票已经录过，请核对纸上的编号；要改已录的票，请在测评会右栏按号查票。",
    "ballots.number_too_large": "票号最大到 {largest}，“{key}”没有录入，请核对纸上的编号。",
    "ballots.bad_number_key": "正在改票号，“{key}”没有用处；请输入数字，按回车确定。",
    "ballots.number_fixed": "正在更正第 {number} 号票，票号不能改；票号录错的，请作废后重录。",
    "ballots.num_lock_off": "数字键盘没有打开，请先按一下数字键盘左上角的键，灯亮后再录。",
    "ballots.bad_group_key": "“{key}”不是参评人员的编号，请按 1 到 {last} 选这一叠票是谁的。",
    "ballots.group_mid_ballot": "第 {number} 号票还没有录完，“{key}”没有换类别；录完这一张再换。",
    "ballots.issues_out_of_balance": (
        "印制 {printed} 张，发出 {issued} 张、剩余 {spare} 张、作废销毁 {spoiled} 张，还有 {gap} 张没有着落，请清点后补记。"
    ),
    "ballots.issues_over_printed": (
        "印制 {printed} 张，发出 {issued} 张、剩余 {spare} 张、作废销毁 {spoiled} 张，多出 {gap} 张，请核对张数或补记印制。"
    ),
    "ballots.bad_issue_count": "张数要填 1 到 {most} 的整数，请核对。",
    "ballots.no_about": "没有写明是哪一类、哪一次的{paper}（登记里有：{known}）。请写出名称，再登记。",
    "ballots.no_destroyer": "没有写明作废的票怎样处理，请写由谁收回、当场销毁等情况。",
    "ballots.no_issue": "登记里没有这一条，请重新选择。",
    "ballots.no_meeting": "这次测评会已不在数据文件里，请重新选择。",
    "ballots.no_such_meeting": "没有名为“{words}”的测评会，请核对名称，或先新建这次测评会。",
    "ballots.many_meetings": "有几次测评会都叫“{words}”，请改用编号指明是哪一次。",
    "ballots.group_not_shown": "这一类人员有一次票数过少，为保护无记名不单独比较，请看全部参评人员。",
    "ballots.no_round_before": "没有同一对象、同一种测评票的这次测评会，请从列出的测评会中选。",
    "ballots.no_title": "测评会没有名称，请填写。",
    "ballots.no_subject": "没有选定测评对象，请选一个社区、党组织或一名干部。",
    "ballots.negative_head": "人数和票数不能小于 0，请核对。",
    "ballots.bad_head": "“{text}”不是人数或票数，请填 0 或正整数。",
    "ballots.bad_day": "“{text}”不是日期，请写成 2012-03-05 这样。",
    "ballots.form_in_use": "已经按原来的测评票录了票，不能再换测评票；请另建一次测评会。",
    "ballots.meeting_has_papers": "这次测评会已录了票，不能删除；请先作废已录的票。",
    "ballots.meeting_closed": "这次测评会已于 {day} 完成核对，不能再改；要改请先按“重新打开”并写明原因。",
    "ballots.nothing_typed": "还没有录票，不能完成核对；请先录入。",
    "ballots.item_out_of_balance": "“{item}”各选项与未选合计 {marks} 张，有效票 {valid} 张，两数不等，请按票号核对。",
    "ballots.no_such_paper": "没有录过第 {number} 号票，请核对票号。",
    "ballots.no_reason": "没有写原因，请用一句话写明为什么这样做。",
    "ballots.other_form": "这次测评会用的不是“{form}”这张测评票，请核对测评票或另选测评会。",
    "ballots.nothing_to_import": "文件里没有可以导入的票，请按下面的提示改好文件再试。",
    "ballots.no_problems": "这份表没有查出问题，不用导出。",
    "ballots.no_columns": "文件里没有“{form}”的表：第一行应有 {items} 个测评项目各占一列，另有“票号”和“类别”两列，请按表头改好再试。",
    "ballots.numbers_given": "文件里没有“票号”一列，将从 {first} 起按行编号；请把编号写到纸上，以便核对。",
    "ballots.bad_number": "“{text}”不是票号，请填纸上的编号（正整数）。",
    "ballots.number_taken_in_file": "第 {number} 号票已经录过，或在文件里出现了两次，这一行不导入；请核对票号。",
    "ballots.bad_group": "“{text}”不是参评人员的类别，请填其中之一：{names}。",
    "ballots.bad_option": "“{text}”不是选项，请填编号或文字：{keys}；没有选的留空。",
}
