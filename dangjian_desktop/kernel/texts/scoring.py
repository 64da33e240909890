"""Sentences of the findings about scores and grades, and the words of their working."""

STAGE_NAMES: dict[str, str] = {
    "self": "自评",
    "survey": "群众测评",
    "assessment": "组织考核",
    "superior": "上级评定",
    "committee": "党委研究",
}
CATEGORY_NAMES: dict[str, str] = {
    "rural": "农村",
    "community": "社区",
    "office": "机关",
    "non_public": "非公",
    "education_health": "教育卫生",
    "state_owned": "国企",
    "social": "社会组织",
    "unset": "未分类",
}
ALL_CATEGORIES = "合计"
FIRST_NAME = "首次定级"
SIGN_NAMES: dict[str, str] = {"met": "符合", "barred": "受限", "not_concerned": "不涉及", "open": "待定"}
DECIDED_WORDS, REVIEWED_WORDS = "党委决定", "复核"
BAND_AT = "{points} 分为{grade}"
PARENT_DECIDED, PARENT_PROPOSED = "已定", "建议"
TIED_WORDS = "同分待定"
STANDING_NAMES: dict[str, str] = {"within": "名额内", "tied": TIED_WORDS, "outside": "名额外"}

UNEXPLAINED = "没有写理由"
SHEET_PART = "{group} {points}"
INDICATOR_BY_RATE = "{rate}，× {max} 分 = {points} 分"
INDICATOR_BY_REST = "{rate}，其余 × {max} 分 = {points} 分"
BASIS = "《{ballots}》有效票 {papers} 张"
BASIS_ITEMS = "，每张 {items} 项相加"
BASIS_UNUSED = "；另有《{ballots}》的票，没有计入"
SURVEY_MIX = "{sheet} × {rest} + {rate} × {full} 分 × {weight} = {total}"
CAPPED = "，超过满分按 {most} 分计"
WHOLE_GIVEN = "整表评定 {points} 分"
WHOLE_SHEET = "整表"
QUOTA_CEILING = "{total} × {share} = {product}，取 {limit} 个"
QUOTA_ABOUT = "{total} × {share} = {product}，约 {limit} 个"
QUOTA_OVER, QUOTA_FULL, QUOTA_LEFT = (
    "名额 {limit}，超 {count}",
    "名额 {limit}，已满",
    "名额 {limit}，还余 {count}",
)
QUOTA_MARK = "约 {limit} 个"
BAND_FROM_TO = "{low} 分以上、不足 {high} 分为{grade}"
BAND_FROM = "{low} 分以上为{grade}"
BAND_BELOW = "不足 {high} 分为{grade}"

STEPS: dict[str, tuple[str, str]] = {
    "score.band": ("按分数：{grade}", "得分 {score} 分，{band}"),
    "score.missing": ("按分数：待定", "还有 {missing} 项没有得分，补齐后才能定等次"),
    "bar.met": ("{text}：符合", "{working}"),
    "bar.barred": ("{text}：不得评{grades}", "{working}"),
    "bar.open": ("{text}：待测评", "还没有测评结果，录完测评票后自动判断"),
    "override.clear": ("一票否决：无", "{clauses} 项规定情形均已核为“否”"),
    "override.open": ("一票否决：待核", "还有 {open} 项规定情形没有核实：{texts}"),
    "override.not_allowed": ("{text}：不得评{grades}", "{evidence}"),
    "override.fixed": ("{text}：建议{grades}", "{evidence}"),
    "override.founded": ("{text}：不得评{grades}", "{founded} 成立"),
    "override.follows": (
        "{text}：随{parent}评为{grade}",
        "{parent}{standing}为{grade}，所属支部一般与它相同",
    ),
    "override.follows_open": ("{text}：待定", "{parent}还没有等次"),
    "quota.none": ("名额：不涉及", "不在“{grade}”之列，不占名额"),
    "quota.within": ("名额：在“{grade}”名额内", "{arithmetic}；排第 {place} 名"),
    "quota.tied": (
        "名额：同分待定",
        "{arithmetic}；有 {tied} 个同为 {score} 分，超 {over} 个，由党委研究决定",
    ),
    "quota.outside": (
        "名额：在“{grade}”名额外",
        "{arithmetic}；排第 {place} 名，是否评为“{grade}”由党委研究决定",
    ),
    "decision.open": ("党委研究：待定", "系统只提建议，等次由党委确定"),
    "decision.made": ("党委研究：{grade}", "{decided_by} {decided_on} 决定：{reason}"),
    "decision.reviewed": (
        "复核：{grade}",
        "{decided_by} {decided_on} 复核：{reason}；原定{first}，原记录保留",
    ),
}

SENTENCES: dict[str, str] = {
    "scoring.unknown_indicator": "评分表没有“{indicator}”这项指标，请核对用的是不是这一类党组织的评分表。",
    "scoring.points_out_of_range": "得分 {points} 不在 0 到 {max} 分之间，请改正。",
    "scoring.no_reason": "扣了 {lost} 分（{points}/{max}），没有写扣分理由，请补写。",
    "scoring.no_bonus_reason": "加了 {points} 分，没有写加分理由，请补写。",
    "scoring.unknown_grade": "评分表没有“{grade}”这个等次，请从列出的等次中选择。",
    "scoring.no_explanation": "评为“{grade}”须在一览表中说明情况，请写明理由。",
    "scoring.differs_without_reason": "决定的等次“{grade}”与建议的“{proposed}”不同，请写明理由。",
    "scoring.no_decider": "请填写作出决定的会议或机关。",
    "scoring.against_clause": "按规定不得评为“{grade}”，请核对；仍要这样定，理由会一并记录。",
    "scoring.over_quota": "评为“{grade}”的将有 {count} 个，超过名额 {limit} 个（{arithmetic}），请研究决定。",
    "scoring.no_organisation": "没有找到这个党组织，可能刚被删除，请重新选择。",
    "scoring.no_form": "这一类党组织没有评分表，请先在花名册里填好类别，或补上这一类的评分表。",
    "scoring.no_category": "有 {count} 个党组织没有类别，未列入评分：{names}。请在花名册里填好类别。",
    "scoring.category_without_form": "有 {count} 个党组织没有对应的评分表，未列入评分：{names}。请补上评分表。",
    "scoring.no_survey": "{count} 个党组织还没有满意度测评结果，满意率空着，不按 0 计，请录完测评票：{names}。",
    "scoring.survey_open": "{count} 个党组织的测评票还没有录完，满意率会变，请录完再研究：{names}。",
    "scoring.unexplained": "有 {count} 项扣分没有写理由，请在“录入得分”里补写：{names}。",
    "scoring.reasons_missing": "有 {count} 项扣分没有写理由（{names}），请先在“录入得分”里补写，再记录决定。",
    "scoring.clauses_open": "还有 {open} 项规定情形没有核实（{texts}），请核实后在“录入得分”里补答。",
    "scoring.future_day": "日期 {day} 还没有到，请核对。",
    "scoring.no_sheet_in_file": "文件里没有评分表（要有“评分内容”和“得分”两栏），请用发出的评分表填写。",
    "scoring.no_files": "文件夹里没有可以读的评分表，请选放着评分表的文件夹。",
    "scoring.file_of_nobody": "不知道是哪个党组织的评分表（写的是“{name}”），请核对“党组织：”后面的名称。",
    "scoring.votes_open": "测评票还没有录完，得分还会变。录完以后请再看一遍等次。",
    "scoring.file_other_edition": "不是现在用的评分表：现在用“{form}”{now} 版，这份是另一张或 {edition} 版，请重新发表填写。",
    "scoring.file_twice": "同一个党组织交了不止一份，还有“{others}”，不知道以哪份为准，请只留一份再收。",
    "scoring.file_incomplete": "有 {count} 项没有得分：{names}。",
    "scoring.line_unknown": "评分表没有这一项，没有读入。",
    "scoring.nothing_to_read": "没有要写入的：读到的和现在的一样，或者都被拒收。",
    "scoring.form_in_use": "已有 {count} 个党组织在“{name}”上得了分，不能再换；要换请先取消得分，或在新的活动里用。",
    "scoring.not_tallied": "还没有测评结果，先在“测评录入”里录完，再定等次。",
    "scoring.not_a_number": "“{text}”不是数，请写 7.5、88 或 25% 的样子。",
    "scoring.edges_crossed": "“{upper}”的分数线要高于“{lower}”的，请改正。",
    "scoring.edge_outside": "分数线要在 0 到 {most} 分之间，请改正。",
    "scoring.share_outside": "比例要在 0% 到 100% 之间，请改正。",
    "scoring.unknown_clause": "评分表没有“{clause}”这一条规定情形，请核对用的是不是这一类党组织的评分表。",
    "scoring.no_evidence": "核为“是”要写明佐证，请补写。",
    "scoring.not_points": "“{text}”不是分数，请写 0 到 {max} 之间的数，如 8.5。",
}
