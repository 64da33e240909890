"""Whose words a paper is printed with: the clerk's where some are kept, those of one receiver alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dangjian_desktop.domain.paper_changes import Difference, followed, settled
from dangjian_desktop.domain.paper_texts import PaperText, Words, mended, words_of

if TYPE_CHECKING:
    from dangjian_desktop.domain.addressees import Addressee
    from dangjian_desktop.domain.papers import Paper
    from dangjian_desktop.storage.repositories import Repositories

ALONE = "to:"


def alone(to: Addressee) -> str:
    """Return the subject of a paper that one receiver alone gets in other words."""
    return f"{ALONE}{to.name}|{to.unit}"


def newest_text(view: Repositories, kind: str, subject: str) -> PaperText | None:
    """Return the newest version of a mended paper, None where nothing was mended."""
    kept = view.paper_texts.find("version", kind=kind, subject=subject)
    return kept[-1] if kept else None


def alone_texts(view: Repositories, kind: str) -> Mapping[str, PaperText]:
    """Return the newest version of each paper that one receiver alone gets, by its subject."""
    kept = view.paper_texts.find("version", kind=kind)
    return {one.subject: one for one in kept if one.subject.startswith(ALONE)}


def kept_words(kept: PaperText, now: Words) -> tuple[Words, tuple[Difference, ...]]:
    """Return the words a version is printed with today, and where the record and the clerk both changed some.

    Frozen ones stay as they were; others take over what the record has changed.
    """
    if kept.frozen_on is not None:
        return settled(kept.given, now, kept.words), ()
    return followed(kept.given, now, kept.words)


def in_words(paper: Paper, words: Words | None, kept: PaperText | None) -> Paper:
    """Return a paper in ``words``, else in those that are kept (with what the record changed since)."""
    now = words_of(paper)
    if words is None and kept is not None and now is not None:
        words = kept_words(kept, now)[0]
    return paper if words is None or now is None else mended(paper, words)
