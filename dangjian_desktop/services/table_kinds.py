"""Tables, boards and papers of meetings the office can make, and what is asked for each."""

from __future__ import annotations

from dangjian_desktop.services.paper_asks import (
    DATED,
    ISSUER,
    YEAR,
    About,
    Ask,
    FieldKind,
    PaperKind,
)
from dangjian_desktop.services.roster_kinds import FULL, MASKED

MENDED, VETTING_SHEET = "rectify_board", "vetting_sheet"
ALL_CADRES, TWO_COMMITTEES_ONLY, SECRETARIES, NAMELESS = "全部干部", "“两委”", "党组织书记", "不列姓名"
BOTH, TABLE = ("pdf", "docx"), ("pdf", "docx", "xlsx")
CANDIDATE = Ask("candidate", "人选", hint="写姓名只印这一名；不填就印全部")
WATCH = Ask("watch", "监督电话", hint="没有就不填", shared=True)
MEETING = Ask("meeting", "会议名称", hint="如 换届选举工作部署会", shared=True)
TIME = Ask("meeting_time", "会议时间", hint="如 11月6日（星期五）上午9时", shared=True)
PLACE = Ask("meeting_place", "会议地点", hint="如 镇政府三楼会议室", shared=True)
PEOPLE = Ask("meeting_people", "参加人员", hint="如 各村（社区）党组织书记", shared=True)
ITEMS = Ask(
    "items", "会议内容", FieldKind.LINES, hint="一行一项，可写成 议题｜汇报人｜15分钟；也可从 Excel 粘贴"
)
POSTED_ON = Ask("dated", "公示日期", FieldKind.DATE)

VETTING_SHEETS: tuple[PaperKind, ...] = (
    PaperKind(
        VETTING_SHEET,
        "资格审查表",
        About.CAMPAIGN,
        BOTH,
        (
            ISSUER,
            CANDIDATE,
            Ask("numbers", "电话和证号", FieldKind.CHOICE, choices=(MASKED, FULL)),
            Ask("purpose", "用途", hint="印完整的电话和证号须填写，记入操作日志"),
            DATED,
        ),
    ),
    PaperKind("talk_record", "诫勉谈话记录", About.CAMPAIGN, BOTH, (ISSUER, CANDIDATE)),
    PaperKind("failed_list", "不通过人员名单（内部）", About.CAMPAIGN, TABLE, (ISSUER, DATED)),
)

POOR_KINDS: tuple[PaperKind, ...] = (
    PaperKind("ranking_list", "分类定级排名表", About.CAMPAIGN, TABLE, (ISSUER, YEAR, DATED)),
    PaperKind("grade_quota", "等次分布和名额对照表", About.CAMPAIGN, TABLE, (ISSUER, YEAR, DATED)),
    PaperKind("cadre_results", "干部考核结果汇总表", About.CAMPAIGN, TABLE, (ISSUER, YEAR, DATED)),
    PaperKind("team_results", "班子研判结果汇总表", About.CAMPAIGN, TABLE, (ISSUER, YEAR, DATED)),
    PaperKind(
        "grade_reasons",
        "定级说明",
        About.CAMPAIGN,
        BOTH,
        (ISSUER, YEAR, Ask("org", "党组织", hint="写全称只印这一个；不填就印全部"), DATED),
    ),
    PaperKind("poor_list", "较差基层党组织名单", About.CAMPAIGN, TABLE, (ISSUER, YEAR, DATED)),
    PaperKind("poor_detail", "较差基层党组织状况明细表", About.CAMPAIGN, TABLE, (ISSUER, YEAR, DATED)),
    PaperKind(
        MENDED,
        "整改提高公示牌",
        About.CAMPAIGN,
        TABLE,
        (
            ISSUER,
            Ask(
                "lines",
                "整改事项",
                FieldKind.LINES,
                hint="【党组织】起一张，下面一行一项：事项｜措施｜责任人｜时限｜完成情况，可从 Excel 粘贴",
            ),
            WATCH,
            POSTED_ON,
        ),
    ),
    PaperKind(
        "merit_board",
        "业绩公示牌",
        About.OFFICE,
        TABLE,
        (
            ISSUER,
            Ask(
                "lines",
                "业绩",
                FieldKind.LINES,
                hint="【党组织】起一张，下面一行一项：业绩｜成效｜完成时间；可从 Excel 粘贴",
            ),
            WATCH,
            POSTED_ON,
        ),
    ),
)

BOARD_KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        "promise_board",
        "承诺书公示",
        About.OFFICE,
        TABLE,
        (
            ISSUER,
            Ask(
                "lines",
                "承诺事项",
                FieldKind.LINES,
                hint="【村（社区）】起一张，下面一行一项：承诺｜承诺人｜时限｜兑现情况；可从 Excel 粘贴",
            ),
            WATCH,
            POSTED_ON,
        ),
    ),
    PaperKind(
        "complaint_board",
        "投诉举报渠道公示",
        About.OFFICE,
        BOTH,
        (
            ISSUER,
            Ask(
                "lines",
                "受理渠道",
                FieldKind.LINES,
                hint="一行一个部门：部门｜电话｜信箱和地址｜受理时间；可从 Excel 粘贴",
            ),
            DATED,
        ),
    ),
)

MEETING_KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        "meeting_notice",
        "会议通知",
        About.OFFICE,
        BOTH,
        (
            ISSUER,
            MEETING,
            Ask("receivers", "主送机关", hint="如 各村（社区）党组织"),
            TIME,
            PLACE,
            PEOPLE,
            ITEMS,
            Ask("demands", "有关要求", FieldKind.LINES, hint="不填用范本的话"),
            DATED,
        ),
    ),
    PaperKind(
        "agenda",
        "会议议程",
        About.OFFICE,
        BOTH,
        (ISSUER, MEETING, TIME, PLACE, Ask("host", "主持人"), PEOPLE, ITEMS, DATED),
    ),
    PaperKind(
        "sign_in",
        "签到表",
        About.OFFICE,
        TABLE,
        (
            MEETING,
            TIME,
            PLACE,
            Ask(
                "scope",
                "列出",
                FieldKind.CHOICE,
                choices=(ALL_CADRES, TWO_COMMITTEES_ONLY, SECRETARIES, NAMELESS),
            ),
            Ask("unit", "村或片", hint="如 青桥村、东篱片；不填就是全镇"),
            Ask("blanks", "空行", hint="姓名后面再留几行，如 5"),
        ),
    ),
)

WEEKLY = PaperKind(
    "weekly",
    "工作周报",
    About.CAMPAIGN,
    BOTH,
    (
        ISSUER,
        Ask("dated", "截至", FieldKind.DATE),
        Ask("remarks", "情况说明", FieldKind.LINES, hint="一行一条，没有就不填"),
    ),
)
