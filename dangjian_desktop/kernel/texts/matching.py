"""Sentences of the findings about who is whom, and about the columns of a roster."""

SENTENCES: dict[str, str] = {
    "matching.no_such_field": "没有这一栏。可以写：{known}；不要的列写“不要”。",
    "matching.nothing_refused": "这次没有拒收的行，不用导出。",
    "matching.no_such_row": "这一行不在待认的行里。待认的有：{known}。",
    "matching.no_such_person": "要写明是册内哪一个人。像这一行的有：{known}。",
    "matching.not_different": "这一栏两边没有不同，不用选。不同的有：{known}。",
    "matching.bad_column": "“{text}”看不懂，请写成 表头=字段，如 称呼=姓名。",
    "matching.bad_same": "“{text}”看不懂，请写成 行=姓名，如 3=林禾田。",
    "matching.bad_decisions": "逐行写明的文件读不了。应是一个列表，每项写行、做法和册内的人，请核对。",
}
