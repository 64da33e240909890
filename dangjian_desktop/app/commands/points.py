"""rating points, stages, try, send, read: 得分 on the command line, by cell, by file, on trial."""

from __future__ import annotations

import argparse
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, campaign_in_hand, opened
from dangjian_desktop.domain.scoring import WHOLE, Stage, points_text
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.numbers import exact
from dangjian_desktop.kernel.texts.scoring import STAGE_NAMES

if TYPE_CHECKING:
    from dangjian_desktop.services.appraisals import AppraisalRow
    from dangjian_desktop.services.office import Office, Opener
    from dangjian_desktop.services.score_tables import StageResult
    from dangjian_desktop.services.scoring_views import RatingCategory

TYPED = (Stage.SELF, Stage.ASSESSMENT, Stage.SUPERIOR)
NAMES = tuple(STAGE_NAMES[stage.value] for stage in TYPED)


def register(group: Parsers) -> None:
    """Add the commands of this module to ``rating``."""
    points = book_parser(group, "points", "录入一个党组织一项指标的得分")
    points.add_argument("org", metavar="党组织", help="名称")
    points.add_argument("indicator", metavar="指标", help="指标的名称；上级评定写 整表")
    points.add_argument("points", metavar="得分", help="如 7.5；写 空 取消得分")
    points.add_argument("--stage", metavar="阶段", choices=NAMES, default=NAMES[1], help="、".join(NAMES))
    points.add_argument("--reason", metavar="理由", default="", help="扣分、加分的理由")
    points.set_defaults(handler=rating_points)
    book_parser(group, "stages", "自评、测评、考核、上级评定、党委研究、复核对照").set_defaults(
        handler=rating_stages
    )
    attempt = book_parser(group, "try", "名额试算：换分数线、名额、权重，看谁会变动（不改记录）")
    attempt.add_argument("category", metavar="类别", help="如 农村")
    attempt.add_argument("--edge", metavar="等次=分", action="append", default=[], help="如 好=88，可写几次")
    attempt.add_argument(
        "--quota", metavar="等次=比例", action="append", default=[], help="如 好=25%%，可写几次"
    )
    attempt.add_argument("--bar", metavar="比例", help="满意率线，如 85%%")
    attempt.add_argument("--weight", metavar="比例", help="测评权重，如 30%%")
    attempt.set_defaults(handler=rating_try)
    send = book_parser(group, "send", "给每个党组织一份 Excel 评分表，表头锁定")
    send.add_argument("--out", metavar="文件夹", type=Path, required=True, help="放到哪里")
    send.add_argument("--stage", metavar="阶段", choices=NAMES, default=NAMES[0], help="、".join(NAMES))
    send.set_defaults(handler=rating_send)
    forms = book_parser(group, "forms", "各类党组织的评分表；--use 换用")
    forms.add_argument("--use", metavar="评分表", default="", help="评分表的代码，如 seven_points_rural")
    forms.set_defaults(handler=rating_forms)
    book_parser(group, "appraisals", "干部考核、班子研判的得分和等次").set_defaults(handler=rating_appraisals)
    appraise = book_parser(group, "appraise", "记录对一个干部或班子的研判决定")
    appraise.add_argument("name", metavar="姓名", help="干部姓名，班子写村（社区）名")
    appraise.add_argument("--grade", metavar="等次", required=True, help="如 优秀、较好")
    appraise.add_argument("--reason", metavar="说明", default="", help="优秀、不称职（好、差）的必填")
    appraise.add_argument("--by", metavar="决定机关", required=True, help="如 镇党委会议")
    appraise.set_defaults(handler=rating_appraise)
    read = book_parser(group, "read", "一次读入交回的评分表（默认只看）")
    read.add_argument("folder", metavar="文件夹", type=Path, help="放着评分表的文件夹")
    read.add_argument("--apply", action="store_true", help="写入数据文件")
    read.set_defaults(handler=rating_read)


def rating_forms(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating forms BOOK --use CODE``."""
    with opened(chosen, opener) as office:
        campaign = campaign_in_hand(office)
        if chosen.use:
            office.grading.forms.use(campaign.id, chosen.use)
        offered = office.grading.forms.offered(campaign.id)
    lines = []
    for one in offered:
        lines.append(f"{one.name}（已有 {one.scored} 个得分）")
        held = one.chosen.code if one.chosen is not None else ""
        lines += [f"  {'✓' if f.code == held else ' '} {f.code} {f.name}（{f.edition}）" for f in one.forms]
    data = [
        {
            "category": one.name,
            "chosen": one.chosen.code if one.chosen is not None else None,
            "forms": [f.code for f in one.forms],
            "scored": one.scored,
        }
        for one in offered
    ]
    return Reply(lines, {"categories": data})


def rating_appraisals(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating appraisals BOOK``."""
    with opened(chosen, opener) as office:
        boards = office.grading.appraisals.boards(campaign_in_hand(office).id)
    lines = []
    for board in boards:
        lines.append(f"{board.form.name}（{len(board.rows)} 个）")
        lines += [f"  {_appraised(row)}" for row in board.rows]
    data = [{"form": b.form.code, "quotas": b.quotas, "rows": [_row_data(r) for r in b.rows]} for b in boards]
    return Reply(lines, {"boards": data})


def _appraised(row: AppraisalRow) -> str:
    score = points_text(row.sheet.total) if row.sheet.total is not None else "—"
    grade = row.decided or (f"{row.proposed}（建议）" if row.proposed else "—")
    open_still = "" if row.figures.complete else "，票未录完"
    return f"{row.result.rank or '—'} {row.name} {row.unit} {score} {grade}（{row.basis}{open_still}）"


def _row_data(row: AppraisalRow) -> dict[str, object]:
    return {
        "name": row.name,
        "unit": row.unit,
        "post": row.post,
        "ballots": row.ballots,
        "basis": row.basis,
        "valid": row.valid,
        "votes": dict(row.figures.votes),
        "complete": row.figures.complete,
        "score": row.sheet.total,
        "by_score": row.by_score,
        "proposed": row.proposed,
        "standing": row.result.standing,
        "decided": row.decided,
        "why": row.result.steps,
    }


def rating_appraise(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating appraise BOOK NAME --grade G --by B``."""
    from dangjian_desktop.services.appraisals import AppraisalWish

    with opened(chosen, opener) as office:
        boards = office.grading.appraisals.boards(campaign_in_hand(office).id)
        found = [(b, r) for b in boards for r in b.rows if r.name == chosen.name]
        if len(found) != 1:
            raise Rejected(finding("scoring.not_tallied", where=Where(record=chosen.name)))
        board, row = found[0]
        code = next((b.grade for b in board.form.bands if chosen.grade in (b.name, b.grade)), chosen.grade)
        wish = AppraisalWish(
            campaign_id=board.campaign_id,
            form_code=board.form.code,
            subject=row.subject,
            grade=code,
            reason=chosen.reason,
            decided_by=chosen.by,
            decided_on=office.clock.today(),
        )
        done = office.grading.appraisals.decide(wish)
    name = board.form.grade_name(done.value.grade)
    return Reply([f"已记录：{row.name} 评为{name}"], {"name": row.name, "grade": name}, done.findings)


def rating_points(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating points BOOK ORG INDICATOR POINTS``."""
    from dangjian_desktop.services.scoring_views import PointsEdit

    stage = TYPED[NAMES.index(chosen.stage)]
    with opened(chosen, opener) as office:
        campaign = campaign_in_hand(office)
        category, org_id = _org(office, chosen.org)
        found = next((i.code for i in category.form.indicators if chosen.indicator in (i.text, i.code)), None)
        code = WHOLE if chosen.indicator == "整表" else found
        if code is None:
            raise Rejected(finding("scoring.unknown_indicator", indicator=chosen.indicator))
        points = None if chosen.points == "空" else _number(chosen.points, chosen.indicator)
        edit = PointsEdit(indicator=code, points=points, stage=stage, reason=chosen.reason)
        done = office.scoring.record_all(campaign.id, {org_id: [edit]})
    return Reply([f"已记录 {done.value} 项：{chosen.org}"], {"changed": done.value}, done.findings)


def rating_stages(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating stages BOOK``."""
    with opened(chosen, opener) as office:
        table = office.grading.tables.stages(campaign_in_hand(office).id)
    lines = []
    for x in table.lines:
        results = (
            ("自评", x.own),
            ("考核", x.assessed),
            ("上级", x.superior),
            ("党委", x.committee),
            ("复核", x.review),
        )
        lines.append(f"{x.org.name}：" + "，".join(f"{name} {_result(one)}" for name, one in results))
    data = [
        {
            "org": x.org.name,
            "self": x.own,
            "survey": x.survey.share if x.survey is not None else None,
            "assessment": x.assessed,
            "superior": x.superior,
            "committee": x.committee,
            "review": x.review,
            "counted": x.counted,
            "spread": x.spread,
        }
        for x in table.lines
    ]
    return Reply(lines, {"lines": data, "apart": table.apart})


def _result(one: StageResult) -> str:
    parts = [points_text(one.score)] if one.score is not None else []
    return "".join([*parts, one.grade]) or "—"


def rating_try(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating try BOOK CATEGORY --edge 好=88``."""
    from dangjian_desktop.services.what_if import Trial

    with opened(chosen, opener) as office:
        campaign = campaign_in_hand(office)
        listing = office.scoring.rating_list(campaign.id)
        category = next((c for c in listing.categories if chosen.category in c.name.split("、")), None)
        if category is None:
            raise Rejected(finding("scoring.no_form", where=Where(field=chosen.category)))
        trial = Trial(
            edges=_pairs(category, chosen.edge, "--edge"),
            quotas=_pairs(category, chosen.quota, "--quota"),
            bar=_number(chosen.bar, "--bar") if chosen.bar else None,
            weight=_number(chosen.weight, "--weight") if chosen.weight else None,
        )
        found = office.grading.what_if.attempt(campaign.id, category.id, trial)
    lines = [f"{category.name} {len(found.lines)} 个，会变动 {found.moved} 个"]
    lines += [f"  {x.name}：{x.now or '—'} → {x.tried or '—'}" for x in found.lines if x.moved]
    return Reply(lines, {"moved": found.moved, "lines": found.lines})


def _pairs(category: RatingCategory, texts: list[str], option: str) -> dict[str, Fraction]:
    found = {}
    for text in texts:
        name, _, value = text.partition("=")
        code = next((b.grade for b in category.form.bands if name in (b.name, b.grade)), None)
        if code is None:
            raise Rejected(finding("scoring.unknown_grade", grade=name))
        found[code] = _number(value, option)
    return found


def rating_send(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating send BOOK --out FOLDER``."""
    stage = TYPED[NAMES.index(chosen.stage)]
    with opened(chosen, opener) as office:
        done = office.grading.books.send(campaign_in_hand(office).id, chosen.out, stage)
    return Reply([f"已生成 {done.value} 份评分表：{chosen.out}"], {"written": done.value})


def rating_read(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating read BOOK FOLDER --apply``."""
    from dangjian_desktop.services.score_books import FileState, files_in

    if not chosen.folder.is_dir():
        raise Rejected(finding("scoring.no_files", where=Where(file=str(chosen.folder))))
    with opened(chosen, opener) as office:
        plan = office.grading.books.read(campaign_in_hand(office).id, files_in(chosen.folder))
        written = office.grading.books.apply(plan).value if chosen.apply else 0
    counts = {state.value: plan.count(state) for state in FileState}
    lines = [
        f"{one.file}：{one.org or '—'}，读到 {one.given} 项，变更 {len(one.edits)} 项" for one in plan.files
    ]
    if plan.absent:
        lines.append(f"没有交的 {len(plan.absent)} 个：{'、'.join(plan.absent)}")
    lines.append(f"已写入 {written} 个党组织" if chosen.apply else "没有写入：加 --apply 写入")
    found = [item for one in plan.files for item in one.findings]
    data = {"files": plan.files, "counts": counts, "absent": plan.absent, "written": written}
    return Reply(lines, data, found)


def _number(text: str, place: str) -> Fraction:
    try:
        return exact(text)
    except (ValueError, ZeroDivisionError):
        raise Rejected(finding("scoring.not_a_number", where=Where(field=place), text=text)) from None


def _org(office: Office, name: str) -> tuple[RatingCategory, str]:
    listing = office.scoring.rating_list(campaign_in_hand(office).id)
    for category in listing.categories:
        for row in category.rows:
            if row.org.name == name:
                return category, row.org.id
    raise Rejected(finding("scoring.no_organisation", where=Where(record=name)))
