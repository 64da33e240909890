"""rating …: 评分定级 on the command line: list, decide, 公示 and 异议."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands import points, rounds
from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, campaign_in_hand, day_named, opened
from dangjian_desktop.domain.scoring import score_texts
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.numbers import percent

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Office, Opener
    from dangjian_desktop.services.publication_views import ObjectionRow, PublicationRow
    from dangjian_desktop.services.scoring import GradeWish
    from dangjian_desktop.services.scoring_views import RatingCategory, RatingList, RatingRow

TODAY = "不写是今天"


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    group = commands.add_parser("rating", help="分类定级").add_subparsers(metavar="动作", required=True)
    book_parser(group, "list", "列出得分、等次和理由").set_defaults(handler=rating_list)
    points.register(group)
    rounds.register(group)
    decide = about_org(group, "decide", "记录党委对一个党组织的决定", rating_decide)
    decide.add_argument("--grade", metavar="等次", required=True, help="如 较好")
    decide.add_argument("--reason", metavar="理由", default="", help="与建议不同或须说明的必填")
    decide.add_argument("--by", metavar="决定机关", required=True, help="如 镇党委会议")
    decide.add_argument("--on", metavar="日期", default="", help=TODAY)
    publish = book_parser(group, "publish", "把党委已定的等次公示若干个工作日")
    publish.add_argument("--start", metavar="日期", default="", help=f"开始日期，{TODAY}")
    publish.add_argument("--days", metavar="天数", type=int, help="工作日；不写用评分表的天数")
    publish.set_defaults(handler=rating_publish)
    book_parser(group, "publicity", "列出公示和异议").set_defaults(handler=rating_publicity)
    withdraw = book_parser(group, "withdraw", "撤下现行的公示（名单和异议保留）")
    withdraw.add_argument("--reason", metavar="原因", required=True, help="为什么撤下")
    withdraw.set_defaults(handler=rating_withdraw)
    raised = about_org(group, "object", "登记对公示的异议", rating_object)
    raised.add_argument("--content", metavar="内容", required=True, help="反映什么问题")
    raised.add_argument("--on", metavar="日期", default="", help=f"提出日期，{TODAY}")
    raised.add_argument("--by", metavar="提出人", default="", help="愿意署名的才写")
    looked = about_org(group, "investigate", "登记对异议的调查", rating_investigate)
    looked.add_argument("--found", metavar="情况", required=True, help="核实到什么")
    looked.add_argument("--by", metavar="调查人", required=True, help="由谁调查")
    answer = about_org(group, "answer", "答复异议，改定等次的一并记复核", rating_answer)
    answer.add_argument("--answer", metavar="答复", required=True, help="怎样答复")
    answer.add_argument("--by", metavar="答复人", required=True, help="由谁答复")
    answer.add_argument("--on", metavar="日期", default="", help=f"答复日期，{TODAY}")
    answer.add_argument("--grade", metavar="等次", default="", help="复核改定的等次；不写是维持")
    answer.add_argument("--decided-by", metavar="决定机关", default="", help="改定等次的写")


def about_org(group: Parsers, name: str, words: str, handler: Any) -> argparse.ArgumentParser:
    """Add a command about one organisation."""
    made = book_parser(group, name, words)
    made.add_argument("org", metavar="党组织", help="名称")
    made.set_defaults(handler=handler)
    return made


def row_named(listing: RatingList, name: str) -> tuple[RatingCategory, RatingRow]:
    """Return the organisation called ``name``.

    Raises:
        Rejected: when no rated organisation is called so.
    """
    for category in listing.categories:
        for row in category.rows:
            if row.org.name == name:
                return category, row
    raise Rejected(finding("scoring.no_organisation", where=Where(record=name)))


def day_of(office: Office, text: str, option: str) -> date:
    """Return the day an option names; today where it is left out."""
    return day_named(text, option) if text else office.clock.today()


# ---------------------------------------------------------------- grades


def rating_list(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating list BOOK``."""
    with opened(chosen, opener) as office:
        found = office.scoring.rating_list(campaign_in_hand(office).id)
    lines: list[str] = []
    categories: list[dict[str, Any]] = []
    for category in found.categories:
        words = score_texts((row.score for row in category.rows), category.form.places)
        lines.append(f"{category.name}（{len(category.rows)} 个）")
        lines += [_rating_line(row, words[row.score]) for row in category.rows]
        categories.append(
            {
                "category": category.name,
                "form": category.form.code,
                "quotas": category.quotas,
                "rows": [_rating_data(row, words[row.score]) for row in category.rows],
            }
        )
    data = {"campaign": found.campaign, "round": found.round_name, "categories": categories}
    return Reply(lines, data, found.findings)


def _rating_line(row: RatingRow, score: str) -> str:
    grade = row.decided or (f"{row.proposed}（建议）" if row.proposed else "—")
    return f"  {row.rank or '—':>3} {row.org.name} {score or '未评完'} {grade}"


def _rating_data(row: RatingRow, score: str) -> dict[str, Any]:
    share = row.satisfaction.share if row.satisfaction else None
    return {
        "org": row.org.name,
        "rank": row.rank,
        "score": row.score,
        "score_shown": score or None,
        "self_score": row.self_score,
        "satisfaction": share,
        "satisfaction_shown": percent(share) if share is not None else None,
        "by_score": row.by_score,
        "proposed": row.proposed,
        "decided": row.decided,
        "tied": row.tied,
        "why": row.steps,
    }


def grade_wish(
    category: RatingCategory, row: RatingRow, campaign_id: str, grade: str, **rest: Any
) -> GradeWish:
    """Return a wish to grade ``row``; the grade is given by its name or its code."""
    from dangjian_desktop.services.scoring import GradeWish

    code = next((b.grade for b in category.form.bands if grade in (b.name, b.grade)), grade)
    return GradeWish(campaign_id=campaign_id, party_org_id=row.org.id, grade=code, **rest)


def rating_decide(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating decide BOOK ORG``."""
    with opened(chosen, opener) as office:
        campaign = campaign_in_hand(office)
        category, row = row_named(office.scoring.rating_list(campaign.id), chosen.org)
        day = day_of(office, chosen.on, "--on")
        said = {"reason": chosen.reason, "decided_by": chosen.by, "decided_on": day}
        done = office.scoring.decide(grade_wish(category, row, campaign.id, chosen.grade, **said))
    name = category.form.grade_name(done.value.grade)
    data = {"org": row.org.name, "grade": name, "review_of": done.value.review_of}
    return Reply([f"已记录：{row.org.name} 评为{name}"], data, done.findings)


# ---------------------------------------------------------------- 公示


def rating_publish(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating publish BOOK --start D --days N``."""
    with opened(chosen, opener) as office:
        campaign = campaign_in_hand(office)
        days = chosen.days if chosen.days is not None else office.grading.publications.board(campaign.id).days
        done = office.grading.publications.publish(campaign.id, day_of(office, chosen.start, "--start"), days)
    return Reply(_publication_lines(done.value), _publication_data(done.value), done.findings)


def rating_publicity(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating publicity BOOK``."""
    with opened(chosen, opener) as office:
        board = office.grading.publications.board(campaign_in_hand(office).id)
    lines = [line for row in board.publications for line in _publication_lines(row)]
    data = [_publication_data(row) for row in board.publications]
    return Reply(
        lines or ["还没有公示"],
        {"publications": data, "decided": board.decided, "undecided": board.undecided},
    )


def rating_withdraw(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating withdraw BOOK --reason R``."""
    with opened(chosen, opener) as office:
        held = _standing(office)
        done = office.grading.publications.withdraw(held.publication.id, chosen.reason)
    return Reply(_publication_lines(done.value), _publication_data(done.value), done.findings)


def rating_object(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating object BOOK ORG --content C``."""
    from dangjian_desktop.services.publications import ObjectionWish

    with opened(chosen, opener) as office:
        _, row = row_named(office.scoring.rating_list(campaign_in_hand(office).id), chosen.org)
        wish = ObjectionWish(
            publication_id=_standing(office).publication.id,
            party_org_id=row.org.id,
            content=chosen.content,
            raised_on=day_of(office, chosen.on, "--on"),
            raised_by=chosen.by,
        )
        done = office.grading.publications.object(wish)
    return Reply([_objection_line(done.value)], _objection_data(done.value), done.findings)


def rating_investigate(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating investigate BOOK ORG --found F --by B``."""
    with opened(chosen, opener) as office:
        waiting = _waiting(office, chosen.org)
        done = office.grading.publications.investigate(waiting.objection.id, chosen.found, chosen.by)
    return Reply([_objection_line(done.value)], _objection_data(done.value), done.findings)


def rating_answer(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating answer BOOK ORG --answer A --by B``."""
    from dangjian_desktop.services.publications import AnswerWish

    with opened(chosen, opener) as office:
        campaign, day = campaign_in_hand(office), day_of(office, chosen.on, "--on")
        waiting, review = _waiting(office, chosen.org), None
        if chosen.grade:
            category, row = row_named(office.scoring.rating_list(campaign.id), chosen.org)
            said = {"reason": chosen.answer, "decided_by": chosen.decided_by, "decided_on": day}
            review = grade_wish(category, row, campaign.id, chosen.grade, **said)
        wish = AnswerWish(
            objection_id=waiting.objection.id,
            answer=chosen.answer,
            answered_by=chosen.by,
            answered_on=day,
            review=review,
        )
        done = office.grading.publications.answer(wish)
    return Reply([_objection_line(done.value)], _objection_data(done.value), done.findings)


def _standing(office: Office) -> PublicationRow:
    held = office.grading.publications.standing(campaign_in_hand(office).id)
    if held is None:
        raise Rejected(finding("publications.none_like_it"))
    return held


def _waiting(office: Office, name: str) -> ObjectionRow:
    """Return the most urgent objection to an organisation that has still to be answered."""
    waiting = office.grading.publications.to_answer(campaign_in_hand(office).id)
    found = next((one for one in waiting if one.name == name), None)
    if found is None:
        raise Rejected(finding("publications.no_objection", where=Where(record=name)))
    return found


def _publication_lines(row: PublicationRow) -> list[str]:
    one = row.publication
    span = f"{one.start.isoformat()} 至 {one.end.isoformat()}"
    lines = [f"{span}（{one.days} 个工作日，{row.state.word}）：{len(row.lines)} 个党组织"]
    lines += [f"  {one.remark}"] if one.remark else []
    for line in row.lines:
        reviewed = f" → 复核{line.reviewed}" if line.reviewed else ""
        lines.append(f"  {line.grade.order:>3} {line.grade.name} {line.grade.grade}{reviewed}")
    return lines + [f"  异议 {_objection_line(o)}" for o in row.objections]


def _publication_data(row: PublicationRow) -> dict[str, Any]:
    return {
        "publication": row.publication,
        "state": row.state,
        "lines": row.lines,
        "objections": [_objection_data(o) for o in row.objections],
    }


def _objection_line(row: ObjectionRow) -> str:
    due = row.objection.due
    until = f"，{due.isoformat()} 前答复" if due and row.state.waits else ""
    review = f"为{row.review_grade}" if row.review_grade else ""
    return f"{row.name}：{row.objection.content}（{row.raised_by}，{row.state.word}{review}{until}）"


def _objection_data(row: ObjectionRow) -> dict[str, Any]:
    return {
        "org": row.name,
        "grade": row.grade,
        "state": row.state,
        "late": row.late,
        "objection": row.objection,
        "review": row.review_grade or None,
    }
