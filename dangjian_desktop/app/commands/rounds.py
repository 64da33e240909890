"""rating rounds, begin, ledger, propose, mend, strike: rounds of rating and 整改 on the command line."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, campaign_in_hand, day_named, opened
from dangjian_desktop.domain.campaigns import TaskState
from dangjian_desktop.domain.scoring import points_text
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from dangjian_desktop.domain.rating_rounds import RoundResult
    from dangjian_desktop.services.office import Office, Opener
    from dangjian_desktop.services.rectifying import RectificationRow


def register(group: Parsers) -> None:
    """Add the commands of this module to ``rating``."""
    compare = book_parser(group, "rounds", "比较两轮定级：谁升谁降、为什么")
    compare.add_argument("--before", metavar="轮次", type=int, help="第几轮；不写是倒数第二轮")
    compare.add_argument("--after", metavar="轮次", type=int, help="第几轮；不写是现在这一轮")
    compare.set_defaults(handler=rating_rounds)
    begin = book_parser(group, "begin", "封存现在这一轮，开始新一轮（回头看、晋位升级）")
    begin.add_argument("name", metavar="名称", help="如 回头看")
    begin.add_argument("--empty", action="store_true", help="不抄现在的得分和规定情形")
    begin.add_argument("--on", metavar="日期", default="", help="封存日期，以后的测评算新一轮；不写是今天")
    begin.set_defaults(handler=rating_begin)
    book_parser(group, "ledger", "整改台账").set_defaults(handler=mend_list)
    propose = book_parser(group, "propose", "把一个党组织的扣分理由列为整改事项")
    propose.add_argument("org", metavar="党组织", help="名称")
    propose.set_defaults(handler=mend_propose)
    add = book_parser(group, "mend", "新增一项整改，或改一项的措施、责任人、时限")
    add.add_argument("org", metavar="党组织", help="名称")
    add.add_argument("matter", metavar="整改事项", help="已有的照原文写")
    add.add_argument("--measures", metavar="措施", help="主要措施")
    add.add_argument("--owner", metavar="责任人", help="责任人")
    add.add_argument("--due", metavar="日期", help="完成时限")
    add.add_argument("--progress", metavar="情况", help="完成情况")
    add.set_defaults(handler=mend_add)
    done = book_parser(group, "strike", "整改销号")
    done.add_argument("org", metavar="党组织", help="名称")
    done.add_argument("matter", metavar="整改事项", help="照原文写")
    done.add_argument("--signer", metavar="签字人", required=True, help="谁签字")
    done.add_argument("--evidence", metavar="佐证", required=True, help="照片、文件名、编号")
    done.add_argument("--on", metavar="日期", default="", help="完成日期，不写是今天")
    done.set_defaults(handler=mend_done)


# ---------------------------------------------------------------- rounds


def rating_rounds(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating rounds BOOK``."""
    with opened(chosen, opener) as office:
        campaign = campaign_in_hand(office)
        rounds = office.grading.rounds.rounds(campaign.id)
        after = chosen.after if chosen.after is not None else rounds[-1].number
        before = chosen.before if chosen.before is not None else max(after - 1, 1)
        told = office.grading.rounds.compare(campaign.id, before, after)
    lines = [f"{told.before.name} → {told.after.name}"]
    lines += [f"  {x.name}：{_stood(x.before)} → {_stood(x.after)} {x.move.word} {x.why}" for x in told.lines]
    return Reply(lines, {"rounds": rounds, "before": before, "after": after, "lines": told.lines})


def _stood(one: RoundResult | None) -> str:
    if one is None:
        return "—"
    return f"{one.grade or '未定'}（{'—' if one.score is None else points_text(one.score)}）"


def rating_begin(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating begin BOOK NAME``."""
    with opened(chosen, opener) as office:
        day = day_named(chosen.on, "--on") if chosen.on else None
        service, campaign = office.grading.rounds, campaign_in_hand(office)
        done = service.begin(campaign.id, chosen.name, carry=not chosen.empty, on=day)
    return Reply(
        [f"已开始“{done.value.name}”（第 {done.value.number} 轮）"], {"round": done.value}, done.findings
    )


# ---------------------------------------------------------------- 整改


def mend_list(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating ledger BOOK``."""
    with opened(chosen, opener) as office:
        ledger = office.grading.rectifying.ledger(campaign_in_hand(office).id)
    lines = [_mend_line(row) for row in ledger.rows] or ["还没有整改事项"]
    return Reply(lines, {"rows": ledger.rows, "done": ledger.done, "late": len(ledger.late)})


def mend_propose(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating propose BOOK ORG``."""
    with opened(chosen, opener) as office:
        done = office.grading.rectifying.propose(campaign_in_hand(office).id, _org_id(office, chosen.org))
    return Reply([f"{chosen.org}：新增 {done.value} 项"], {"added": done.value}, done.findings)


def mend_add(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating mend BOOK ORG MATTER``."""
    from dangjian_desktop.domain.rectifying import Rectification

    given: dict[str, Any] = {
        name: getattr(chosen, name)
        for name in ("measures", "owner", "progress")
        if getattr(chosen, name) is not None
    }
    if chosen.due:
        given["due"] = day_named(chosen.due, "--due")
    with opened(chosen, opener) as office:
        held = _matter(office, chosen.org, chosen.matter)
        fresh = Rectification(
            id="",
            campaign_id=campaign_in_hand(office).id,
            party_org_id=_org_id(office, chosen.org),
            round_no=1,
            order=0,
            matter=chosen.matter,
        )
        done = office.grading.rectifying.save(replace(held or fresh, **given))
    return Reply([f"已记下：{chosen.org} {done.value.matter}"], {"item": done.value}, done.findings)


def mend_done(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating strike BOOK ORG MATTER``."""
    with opened(chosen, opener) as office:
        held = _matter(office, chosen.org, chosen.matter)
        if held is None:
            raise Rejected(finding("rectifying.unknown", where=Where(record=chosen.org)))
        on = day_named(chosen.on, "--on") if chosen.on else office.clock.today()
        signed = {"signer": chosen.signer, "evidence": chosen.evidence}
        done = office.grading.rectifying.save(replace(held, state=TaskState.DONE, done_on=on, **signed))
    return Reply([f"已销号：{chosen.org} {done.value.matter}"], {"item": done.value}, done.findings)


def _org_id(office: Office, name: str) -> str:
    listing = office.scoring.rating_list(campaign_in_hand(office).id)
    rows = (row for category in listing.categories for row in category.rows)
    found = next((row.org.id for row in rows if row.org.name == name), None)
    if found is None:
        raise Rejected(finding("scoring.no_organisation", where=Where(record=name)))
    return found


def _matter(office: Office, org: str, matter: str) -> Any:
    ledger = office.grading.rectifying.ledger(campaign_in_hand(office).id)
    return next((row.item for row in ledger.rows if (row.org, row.item.matter) == (org, matter)), None)


def _mend_line(row: RectificationRow) -> str:
    from dangjian_desktop.kernel.texts.rounds import STATE_WORDS

    item = row.item
    state = "逾期" if row.late else STATE_WORDS[item.state.value]
    due = f"，{item.due.isoformat()} 前" if item.due else ""
    owner = f"，{item.owner}" if item.owner else ""
    return f"{row.org}：{item.matter}（{state}{owner}{due}）"
