"""The papers in the groups a clerk looks for them in."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian_desktop.services.paper_asks import PaperKind
from dangjian_desktop.services.paper_kinds import kind_of

PAPER_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("活动", ("notice", "work_group_list", "task_table", "weekly")),
    (
        "公文",
        ("official_notice", "request", "report", "reply", "correspondence", "decision", "order", "minutes",
         "proclamation", "circular", "publicity"),
    ),
    ("发给个人和单位", ("notice_letter", "reminder", "open_letter")),
    ("会议", ("meeting_notice", "agenda", "sign_in")),
    (
        "测评",
        ("ballot", "issue_register", "questionnaire", "tally_report", "appraisal_summary",
         "survey_comparison", "survey_figures", "difference_list"),
    ),
    (
        "评分定级",
        ("score_sheet", "rating_summary", "rating_list", "grading_notice", "ranking_list", "grade_quota",
         "grade_reasons", "cadre_results", "team_results", "poor_list", "poor_detail"),
    ),
    ("资格审查", ("vetting_table", "vetting_sheet", "talk_record", "failed_list")),
    (
        "选举",
        ("election_day", "election_voters", "election_candidates", "election_voting", "election_result",
         "election_ballot"),
    ),
    ("名册", ("cadre_list", "voter_roll")),
    ("公示牌", ("promise_board", "complaint_board", "rectify_board", "merit_board")),
    (
        "海报和横幅",
        ("poster", "slogan_poster", "election_poster", "board", "flow_chart", "banner", "banner_letters"),
    ),
)  # fmt: skip
"""Each group by name with its kinds, groups and kinds in the order they are listed."""


def grouped() -> Sequence[tuple[str, tuple[PaperKind, ...]]]:
    """Return every kind of paper under the name of its group."""
    return tuple((name, tuple(map(kind_of, codes))) for name, codes in PAPER_GROUPS)
