"""Sentences and words of 测评票样式: the fields of a ballot form, and what a new one begins with."""

from __future__ import annotations

from typing import Any

FIELD_NAMES: dict[str, str] = {
    "code": "代码",
    "name": "名称",
    "edition": "版次",
    "valid_from": "启用日期",
    "valid_to": "停用日期",
    "sources": "依据",
    "document": "文件",
    "number": "文号",
    "article": "条款",
    "date": "日期",
    "subject": "测评对象",
    "list_subject": "名单",
    "title": "票名",
    "intro": "填写说明",
    "overall_item": "总体一项",
    "smallest_group": "最少票数",
    "places": "小数位",
    "invalid_reasons": "无效原因",
    "groups": "参评人员",
    "colour": "颜色",
    "members": "党员",
    "items": "测评项目",
    "text": "文字",
    "kind": "题型",
    "options": "选项",
    "at_least": "最少选",
    "at_most": "最多选",
    "each": "逐人",
    "key": "按键",
    "counts_as": "态度",
    "weight": "分值",
    "rates": "比率",
    "base": "分母",
    "remarks": "意见栏",
    "before": "印在哪里",
    "lines": "行数",
    "checks": "检查",
    "source": "依据",
    "value": "数值",
    "blocking": "不符即无效",
    "id": "依据代号",
}
ROW = "第 {number} 行"
SAMPLE_NAME, SAMPLE_NOTE = "姓名{number}", "职务"
SAMPLE_SUBJECT, SAMPLE_ISSUER = "（测评对象）", "（印制单位）"

GROUP_COLOURS: dict[str, str] = {
    "蓝": "#1f4e79",
    "红": "#b42318",
    "绿": "#2f6b4f",
    "紫": "#5b3f8c",
    "橙": "#b35c00",
    "不印": "",
}
"""The strip over the title that tells a pile by its colour: what it is called and printed in."""

BLANK_FORM: dict[str, Any] = {
    "name": "新测评票",
    "subject": "body",
    "title": "村（社区）班子测评票",
    "intro": "请对每一项选一个等次打“√”。本票不记名，请勿写姓名或作记号。",
    "smallest_group": 5,
    "places": 1,
    "invalid_reasons": ["同一项选了两栏以上", "写有姓名或作了记号", "字迹涂改无法辨认", "不是本次发出的票"],
    "sources": [{"id": "notice", "document": "本单位关于开展民主测评的通知"}],
    "groups": [
        {"code": "cadres", "name": "干部", "colour": "#1f4e79"},
        {"code": "members", "name": "党员", "colour": "#b42318", "members": True},
        {"code": "masses", "name": "群众", "colour": "#2f6b4f"},
    ],
    "items": [{"code": "overall", "text": "总体评价"}],
    "options": [
        {"key": "1", "code": "good", "text": "好", "counts_as": "satisfied", "weight": 100},
        {"key": "2", "code": "fair", "text": "较好", "counts_as": "satisfied", "weight": 80},
        {"key": "3", "code": "plain", "text": "一般", "counts_as": "middle", "weight": 60},
        {"key": "4", "code": "poor", "text": "差", "counts_as": "dissatisfied", "weight": 0},
    ],
    "rates": [
        {"code": "satisfied", "name": "“好”和“较好”的比例", "options": ["good", "fair"], "base": "valid"},
        {"code": "dissatisfied", "name": "“差”的比例", "options": ["poor"], "base": "valid"},
    ],
    "checks": [{"kind": "returned_at_most_issued", "source": "notice", "blocking": True}],
}

SENTENCES: dict[str, str] = {
    "designs.bad_edition": "版次“{text}”不能用，请用年份或字母、数字和短横，如 2026 或 2026-2。",
    "designs.bad_code": "代码“{text}”不能用，请用小写字母开头的字母、数字和下划线。",
    "designs.new_edition": "{old} 版已随程序发布或已有测评会使用，原样保留；改过的存为 {edition} 版，新建测评会时用新版。",
    "designs.shipped": "随程序发布的测评票不能删除；不用的可以不选。",
    "designs.used": "已有 {meetings} 次测评会用这张票，不能删除。",
    "designs.not_written": "文件写不进去，没有导出；请换一个文件夹再试。",
    "designs.not_read": "文件打不开，请检查文件是否被占用。",
    "designs.not_a_form": "这不是测评票样式文件，请选从本程序导出的样式文件（.toml）。",
}
