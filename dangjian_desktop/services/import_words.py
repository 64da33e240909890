"""The Chinese names of what an import touches: kinds of things, their fields, values of closed sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dangjian_desktop.exchange.plans import Entity

ENTITY_WORDS: Mapping[Entity, str] = {
    Entity.AREA: "片",
    Entity.COMMUNITY: "村、社区",
    Entity.PARTY_ORG: "党组织",
    Entity.PERSON: "人员",
    Entity.WORK_GROUP: "工作组",
    Entity.POST: "职务",
    Entity.RESIDENT_GROUP: "居民小组",
    Entity.COMMITTEE: "班子届期",
    Entity.VOTER: "选民",
    Entity.CAMPAIGN: "活动",
    Entity.PHASE: "阶段",
    Entity.TASK: "任务",
    Entity.ROW: "行",
}
UNITS: Mapping[Entity, str] = {
    Entity.AREA: "个",
    Entity.COMMUNITY: "个",
    Entity.PARTY_ORG: "个",
    Entity.PERSON: "人",
    Entity.WORK_GROUP: "个",
    Entity.POST: "项",
    Entity.RESIDENT_GROUP: "个",
    Entity.COMMITTEE: "届",
    Entity.VOTER: "人",
}

# No word of a sum holds a 、 of its own: it would read as two things.
_COUNTED: Mapping[Entity, str] = {
    Entity.AREA: "个片",
    Entity.COMMUNITY: "个村（社区）",
    Entity.PARTY_ORG: "个党组织",
    Entity.PERSON: "人",
    Entity.WORK_GROUP: "个工作组",
    Entity.POST: "项职务",
    Entity.RESIDENT_GROUP: "个居民小组",
    Entity.COMMITTEE: "个班子届期",
    Entity.VOTER: "名选民",
    Entity.CAMPAIGN: "项活动",
    Entity.PHASE: "个阶段",
    Entity.TASK: "项任务",
    Entity.ROW: "行",
}


def sums_words(counts: Iterable[tuple[Entity, int]]) -> str:
    """Say how many there are of each kind: 2 个片、6 个村（社区）."""
    return "、".join(f"{count} {_COUNTED[what]}" for what, count in counts if count)


# By kind of thing and field; None stands for any kind.
FIELD_WORDS: Mapping[tuple[Entity | None, str], str] = {
    (None, "name"): "名称",
    (None, "order"): "序号",
    (None, "holder"): "任职",
    (None, "kind"): "类别",
    (None, "area_id"): "所属片",
    (None, "community_id"): "村、社区",
    (None, "parent_id"): "上级党组织",
    (None, "partner_org_id"): "结对帮扶单位",
    (None, "households"): "户数",
    (None, "population"): "人口",
    (None, "voters"): "选民数",
    (None, "category"): "类别",
    (None, "level"): "级别",
    (None, "founded"): "成立时间",
    (None, "members"): "党员数",
    (None, "sex"): "性别",
    (None, "birth"): "出生日期",
    (None, "birth_day_known"): "出生日期写到日",
    (None, "ethnicity"): "民族",
    (None, "political_status"): "政治面貌",
    (None, "joined_party"): "入党时间",
    (None, "education"): "学历",
    (None, "id_number"): "身份证号",
    (None, "phone"): "手机",
    (None, "residence"): "住址",
    (None, "note"): "备注",
    (None, "number"): "序号",
    (None, "household"): "户号",
    (None, "resident_group"): "居民小组",
    (None, "resident_group_id"): "居民小组",
    (None, "term"): "届次",
    (None, "seats"): "职数",
    (Entity.VOTER, "name"): "姓名",
    (Entity.COMMITTEE, "since"): "任期起",
    (Entity.COMMITTEE, "until"): "任期止",
    (None, "name_written"): "原来的写法",
    (None, "pinyin"): "拼音",
    (None, "initials"): "首字母",
    (None, "title"): "职务",
    (None, "since"): "任职时间",
    (None, "until"): "离任时间",
    (None, "to_confirm"): "待核对",
    (None, "same_person"): "同一人？",
    (None, "same_place"): "哪个村？",
    (None, "document_number"): "文号",
    (None, "basis"): "依据文件",
    (None, "issuer"): "发文单位",
    (None, "issued_on"): "发文日期",
    (None, "notice"): "通知全文",
    (None, "due_text"): "完成时间",
    (None, "start"): "开始",
    (None, "end"): "截止",
    (None, "items"): "内容",
    (None, "owners"): "负责人",
    (None, "scope"): "范围",
    (None, "phase_id"): "阶段",
    (None, "other_due_text"): "正文所写时间",
    (None, "other_end"): "正文所写截止",
    (Entity.PERSON, "name"): "姓名",
    (Entity.PHASE, "due_text"): "起止时间",
}

# By field and stored value.
VALUE_WORDS: Mapping[tuple[str, str], str] = {
    ("sex", "male"): "男",
    ("sex", "female"): "女",
    ("kind", "village"): "村",
    ("kind", "community"): "社区",
    ("birth_day_known", "True"): "是",
    ("birth_day_known", "False"): "否",
    ("category", "rural"): "农村",
    ("category", "community"): "社区",
    ("category", "office"): "机关",
    ("category", "non_public"): "非公",
    ("category", "education_health"): "教育卫生",
    ("category", "state_owned"): "国企",
    ("category", "social"): "社会组织",
    ("category", "unset"): "",
    ("level", "committee"): "党委",
    ("level", "general_branch"): "党总支",
    ("level", "branch"): "党支部",
    ("scope", "each_unit"): "各村、社区各自完成",
    ("scope", "office"): "镇里统一完成",
}
