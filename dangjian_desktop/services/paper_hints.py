"""What the clerk should know of a paper that can be made all the same: listed beside it, never silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services import appointment_facts, election_facts, letter_facts
from dangjian_desktop.services.document_hints import number_hints
from dangjian_desktop.services.letter_kinds import APPOINTMENT
from dangjian_desktop.services.paper_asks import PaperKind

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_facts import Sources, Typed

Hinter = Callable[["Sources", "Typed", DocumentForm], Iterator[Finding]]
_HINTERS: dict[str, Hinter] = {
    APPOINTMENT.code: appointment_facts.hints,
    **dict.fromkeys(election_facts.ELECTION_MAKERS, election_facts.hints),
    **dict.fromkeys(letter_facts.LETTER_MAKERS, letter_facts.hints),
}


def hints_of(kind: PaperKind, sources: Sources, typed: Typed, form: DocumentForm) -> tuple[Finding, ...]:
    """Return the hints about a paper of ``kind``; the paper itself must have been made."""
    hinter = _HINTERS.get(kind.code)
    own = hinter(sources, typed, form) if hinter is not None else ()
    return (*own, *(number_hints(sources.view, kind, typed.text("number")) if kind.several else ()))
