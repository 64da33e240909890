"""Sentences of the findings about vetting, and the words of its verdicts."""

ANSWER_NAMES: dict[str, str] = {"clear": "无问题", "problem": "有问题", "checking": "待核实"}
RESULT_NAMES: dict[str, str] = {"passed": "通过", "failed": "不通过", "pending": "待定"}
EFFECT_NAMES: dict[str, str] = {"veto": "不得参选", "admonition": "诫勉谈话", "note": "注明"}
TALK_NAMES: dict[str, str] = {"withdrew": "主动放弃参选", "promised": "承诺限期整改", "stands": "继续参选"}

CONCLUSION_NAMES: dict[str, str] = {**RESULT_NAMES, "withdrawn": "已放弃"}
BY_TALLY = "测评结果（{meetings} 场）"

NOT_SERVING = "不是现任干部，不适用本条"
NO_TALLY = "还没有测评结果，录完测评票后自动判断"
NOT_ANSWERED = "还没有答复"
OPEN_END = "不限"
COMPARED = "{rate}，{outcome}"
AT_BOUND_IN = "正好 {bound}，本条含本数"
AT_BOUND_OUT = "正好 {bound}，本条不含本数"
BELOW = "低于 {bound}"
ABOVE = "高于 {bound}"
BETWEEN = "在 {low} 与 {high} 之间"

SENTENCES: dict[str, str] = {
    "vetting.unknown_clause": "审查表没有“{clause}”这一条，请核对用的是不是这一版审查表。",
    "vetting.computed_clause": "本条由测评结果自动判断，不用填写；结果不对请核对测评票。",
    "vetting.no_basis": "答复“{answer}”要写明依据，请补写。",
    "vetting.no_evidence": "答复“有问题”要写明佐证材料，请补写。",
    "vetting.no_signer": "请填写答复的部门、签署人和日期。",
    "vetting.form_not_valid": "“{form}”{edition}版的适用时间是 {start} 至 {end}，{day} 不能用它开始新的审查，请选用现行的版本。",
    "vetting.no_person": "花名册里没有这个人，请先在花名册里登记。",
    "vetting.no_post": "请写明拟任职务。",
    "vetting.candidate_twice": "已列为“{post}”的候选人，不用再加。",
    "vetting.which_form": "现行的审查表有几种（{names}），请选一种。",
    "vetting.no_form": "没有现行的审查表，不能开始新的审查。请补上现行的审查表。",
    "vetting.no_candidate": "没有找到这名候选人，可能刚被撤销，请重新选择。",
    "vetting.closed": "这次活动的个人资料已关闭，不能再登记。",
    "vetting.no_opinion": "没有找到要复核的意见，或已经复核过，请重新选择。",
    "vetting.nobody_named": "请填写经办人。",
    "vetting.future_day": "日期 {day} 还没有到，请核对。",
    "vetting.nothing_to_tell": "还没有结论，不能登记送达。请先补齐意见和谈话记录。",
    "vetting.talks_due": "{names}（共 {count} 人）须先诫勉谈话，请谈话后登记结果。",
    "vetting.untold": "{names}（共 {count} 人）不通过，还没有告知本人，请送达后登记。",
    "vetting.review_untold": "还没有登记送达就复核，请核对送达日期。",
    "vetting.review_late": "{told} 送达，申请复核的期限是 {days} 日，请核对申请日期。",
}
