"""Sentences of the findings about who is whom, and about the columns of a roster."""

SENTENCES: dict[str, str] = {
    "matching.no_such_field": "没有这一栏。可以写：{known}；不要的列写“不要”。",
    "matching.nothing_refused": "这次没有拒收的行，不用导出。",
    "matching.no_such_row": "这一行不在待认的行里。待认的有：{known}。",
    "matching.no_such_answer": "这里问的是{asks}，只能答：{known}。",
    "matching.no_such_person": "要写明是册内哪一个人。像这一行的有：{known}。",
    "matching.not_different": "这一栏两边没有不同，不用选。不同的有：{known}。",
    "matching.bad_column": "“{text}”看不懂，请写成 表头=字段，如 称呼=姓名。",
    "matching.bad_same": "“{text}”看不懂，请写成 行=姓名，如 3=林禾田。",
    "matching.same_record": "这是同一条记录，请选两条不同的。",
    "matching.not_chosen": "两条的{fields}不同，还没有选用哪一边。请逐栏选好再合并。",
    "matching.two_candidates": "两条都是拟提名人选（{count} 项活动），合并后各有两份。请在资格联审里核对后去掉一份。",
    "matching.bad_keep": "“{text}”看不懂，请写成 栏目=1 或 栏目=2，1 是前一个人的，2 是后一个人的。",
    "matching.merged_in_bin": "已并入“{into}”，不能单独放回。合并错了可以撤销那一步，或者重新登记。",
    "matching.bad_decisions": "逐行写明的文件读不了。应是一个列表，每项写行、做法和册内的人，请核对。",
}
