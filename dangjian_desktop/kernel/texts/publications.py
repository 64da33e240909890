"""Sentences of the findings about 公示, 异议 and 复核, and the words of their states."""

OBJECTION_STATES: dict[str, str] = {
    "open": "待调查",
    "investigated": "待答复",
    "answered": "已答复",
    "reviewed": "已复核改定",
}
PUBLICATION_STATES: dict[str, str] = {
    "coming": "未开始",
    "running": "公示中",
    "over": "已满",
    "withdrawn": "已撤下",
}
UNNAMED = "未署名"

SENTENCES: dict[str, str] = {
    "publications.nothing_decided": "还没有党委决定的等次，没有可以公示的，请先记录党委决定。",
    "publications.no_days": "公示天数要在 1 到 {most} 个工作日之间，请改正。",
    "publications.undecided": "另有 {count} 个党组织还没有党委决定，没有列入这次公示。",
    "publications.none_like_it": "没有找到这次公示，可能刚被撤销，请重新选择。",
    "publications.is_withdrawn": "这次公示已经撤下，不能再登记异议，请选现行的公示。",
    "publications.no_reason": "撤下公示要写明原因，请补写。",
    "publications.not_listed": "这次公示里没有这个党组织，请从公示的名单里选择。",
    "publications.no_content": "请写明异议的内容。",
    "publications.before_start": "异议日期 {day} 早于公示开始 {start}，请核对。",
    "publications.future_day": "日期 {day} 还没有到，请核对。",
    "publications.after_end": "异议在公示期满（{end}）以后提出，照样登记，请注明情况。",
    "publications.no_objection": "没有找到这条异议，可能刚被撤销，请重新选择。",
    "publications.no_finding": "请写明调查核实的情况。",
    "publications.no_investigator": "请写明由谁调查核实。",
    "publications.not_investigated": "还没有写明调查核实的情况，请先登记调查，再答复。",
    "publications.no_answer": "请写明怎样答复。",
    "publications.no_answerer": "请写明由谁答复。",
    "publications.answered": "这条异议已经答复，答复不能改写；有新情况请另记一条异议。",
}
