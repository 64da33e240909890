"""Sentences of the findings about vetting, and the words of its verdicts."""

ANSWER_NAMES: dict[str, str] = {"clear": "无问题", "problem": "有问题", "checking": "待核实"}
RESULT_NAMES: dict[str, str] = {"passed": "通过", "failed": "不通过", "pending": "待定"}
EFFECT_NAMES: dict[str, str] = {"veto": "不得参选", "admonition": "诫勉谈话", "note": "注明"}
TALK_NAMES: dict[str, str] = {"withdrew": "主动放弃参选", "promised": "承诺限期整改", "stands": "继续参选"}

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
}
