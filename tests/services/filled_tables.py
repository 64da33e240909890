"""What a clerk types for tables, boards, papers of meetings and of elections in an invented township."""

from __future__ import annotations

_ELECTION = {
    "election_name": "青桥村第十二届村民委员会换届选举",
    "election_committee": "青桥村村民选举委员会",
}
_SEATS = {"election_seats": "主任｜1｜纪蔚然、丁禾\n委员｜2｜蓝若岚、单砺石、耿夏泉"}
_DAY = {"election_day": "2012-05-20"}
_MEETING = {
    "meeting": "换届选举工作部署会",
    "meeting_time": "4月26日上午9时",
    "meeting_place": "镇政府三楼会议室",
    "meeting_people": "各村党组织书记",
}
_ITEMS = {"items": "传达会议精神｜镇党委书记｜15分钟\n部署换届选举工作"}
TABLES: dict[str, dict[str, str]] = {
    "rectify_board": {
        "lines": "【新苑村党总支】\n班子缺一职｜增补支部委员｜耿夏泉｜6月底\n"
        "台账不全\t补齐台账\t符采薇\t5月底\t已补三本",
        "watch": "0990-0000001",
    },
    "merit_board": {"lines": "【柏树下村党总支】\n修通机耕路｜180户受益｜3月\n调解纠纷46件"},
    "promise_board": {"lines": "【青桥村】\n修通机耕路｜邓栖霞｜年底\n【梅岭村】\n公开收支｜程暮山｜每月"},
    "complaint_board": {"lines": "镇纪委｜0990-0000001｜镇政府一楼信箱｜工作日\n镇信访室｜0990-0000002"},
    "meeting_notice": {**_MEETING, **_ITEMS, "receivers": "各村党组织"},
    "agenda": {**_MEETING, **_ITEMS, "host": "镇长"},
    "sign_in": {"meeting": "换届选举工作部署会", "meeting_time": "4月26日上午9时", "blanks": "5"},
    "election_day": {**_ELECTION, **_DAY, "number": "第1号"},
    "election_voters": {**_ELECTION, "election_place": "柏树下村"},
    "election_candidates": {**_ELECTION, **_SEATS, "election_telephone": "0990-0000008"},
    "election_voting": {**_ELECTION, **_DAY, **_SEATS, "hours": "上午8时至下午4时", "places": "村文化礼堂"},
    "election_result": {
        **_ELECTION,
        **_DAY,
        "registered": "1186",
        "issued": "1102",
        "returned": "1098",
        "valid": "1086",
        "invalid": "12",
        "elected": "主任｜纪蔚然｜864\n委员｜蓝若岚｜811",
    },
    "election_ballot": {**_ELECTION, **_DAY, **_SEATS},
}
