"""What the command line says of rows in doubt, as decisions on the rows of a preview."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian_desktop.domain.matching import Decision, Verdict
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.services.pair_views import FIELDS_SHOWN, ImportPair, PairView


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One answer as written: the row by address, number or name, the person by name or key.

    ``take`` are the fields, by code or word, that get the row's value where both say something.
    """

    row: str
    verdict: Verdict
    person: str = ""
    take: tuple[str, ...] = ()


def decisions_on(
    pairs: Sequence[ImportPair], wanted: Sequence[Wanted], rest: Verdict | None = None
) -> dict[str, Decision]:
    """Return the decisions on rows in doubt. Those not named stay as decided before; the others get ``rest``,
    or, where it is None, are left to be asked about again.

    Raises:
        Rejected: a row that is not in doubt, a person it does not look like, an unknown field.
    """
    found = {
        pair.key: Decision(verdict=rest if rest in _verdicts(pair) else Verdict.APART)
        for pair in pairs
        if rest and not pair.before
    }
    for one in wanted:
        for pair in _pairs(pairs, one.row):
            found[pair.key] = _decision(pair, one)
    return found


def _decision(pair: ImportPair, wanted: Wanted) -> Decision:
    if wanted.verdict not in _verdicts(pair):
        known = "、".join(answer.name for answer in pair.answers)
        where = Where(cell=pair.address, record=pair.name)
        raise Rejected(finding("matching.no_such_answer", where=where, asks=pair.asks, known=known))
    if wanted.verdict is not Verdict.SAME:
        return Decision(verdict=wanted.verdict)
    view = _view(pair, wanted.person)
    taken = frozenset(_field(view, name) for name in wanted.take)
    return Decision(verdict=wanted.verdict, person_id=view.left.key, taken=taken)


def _verdicts(pair: ImportPair) -> list[Verdict]:
    return [one.verdict for one in pair.answers]


def left_name(view: PairView) -> str:
    """Return the name of the person a row looks like, who holds the post asked about, or a village."""
    return view.lines[0].left


def _pairs(pairs: Sequence[ImportPair], row: str) -> Sequence[ImportPair]:
    """Return what a row is asked: who it is, or one question for each post that it gives."""
    exact = [one for one in pairs if row in (one.address, one.key)]
    near = [one for one in pairs if row == one.name or row == _number(one.address)]
    found = exact or near
    if len({(one.address, one.name) for one in found}) != 1:
        known = "、".join(f"{one.address} {one.name}" for one in pairs) or "没有"
        raise Rejected(finding("matching.no_such_row", where=Where(cell=row), known=known))
    return found


def _number(address: str) -> str:
    found = re.search(r"\d+", address)
    return found[0] if found else ""


def _view(pair: ImportPair, person: str) -> PairView:
    found = [one for one in pair.views if person in ("", one.left.key, left_name(one))]
    if len(found) != 1:
        known = "、".join(f"{left_name(one)}（{one.left.key}）" for one in pair.views)
        raise Rejected(
            finding("matching.no_such_person", where=Where(cell=pair.address, record=pair.name), known=known)
        )
    return found[0]


def _field(view: PairView, name: str) -> str:
    known = {one: FIELDS_SHOWN[one] for one in view.open_fields}
    code = next((one for one, word in known.items() if name in (one, word)), "")
    if not code:
        raise Rejected(
            finding(
                "matching.not_different", where=Where(field=name), known="、".join(known.values()) or "没有"
            )
        )
    return code
