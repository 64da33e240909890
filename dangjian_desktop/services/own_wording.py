"""本单位的写法: the standing words of a paper as the office puts them, kept in its data file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.paper_levels import level_of, with_level
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding
from dangjian_desktop.services.paper_kinds import kind_of
from dangjian_desktop.services.standing_words import (
    BLANK,
    BLANKS,
    KeptWords,
    form_in,
    keep_words,
    kept_words,
    shipped_form,
)

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.services.paper_versions import PaperVersions
    from dangjian_desktop.services.papers import PaperWish
    from dangjian_desktop.storage.database import Book

TOUCHED = Changes.of(Topic.PAPERS)
NOT_WORDS = frozenset(
    ("chart.series", "columns", "day_order", "days_before", "demanded", "format", "heads", "heads_name",
     "heads_post", "heads_unit", "issuer_in_title", "least_days", "library", "link_words", "needs",
     "order_strokes", "order_typed", "secrecy_words", "several_posts", "urgency_words", "wide")
)  # fmt: skip
"""Keys of the wording that the layout goes by: columns, switches, word lists."""
LEAST = 4
"""Characters of its own that a line must have to be known again in print."""


@dataclass(frozen=True, slots=True)
class StandingText:
    """One text of the wording, its blanks in Chinese: as shipped, and as the office has it."""

    key: str
    shipped: str
    own: str

    @property
    def changed(self) -> bool:
        """Tell whether the office puts it otherwise."""
        return self.own != self.shipped

    @property
    def blanks(self) -> tuple[str, ...]:
        """Return the blanks it may have."""
        return tuple(dict.fromkeys(BLANK.findall(self.shipped)))


@dataclass(frozen=True, slots=True)
class OwnWording:
    """The wording of a kind of paper; ``since`` is the day the office's own was kept, None without one.

    ``loose``: it lies in a folder of this computer, as earlier versions kept it, and not in the data file.
    """

    kind: str
    name: str
    since: date | None
    texts: tuple[StandingText, ...]
    loose: bool = False

    def changed(self) -> int:
        """Count the texts the office puts otherwise."""
        return sum(one.changed for one in self.texts)


class OwnWordings:
    """What a clerk can do with the standing words of papers."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock, versions: PaperVersions) -> None:
        self._book, self._catalog, self._clock, self._versions = book, catalog, clock, versions

    def wording(self, kind: str) -> OwnWording:
        """Return the standing words of a kind of paper.

        Raises:
            Rejected: there is no such paper.
        """
        today = self._clock.today()
        known = kind_of(kind)
        shipped = shipped_form(self._catalog, kind, today)
        with self._book.read() as view:
            kept, now = kept_words(view, kind), form_in(view, self._catalog, kind, today)
        loose = kept is None and now.own
        blanks = self._blanks()
        texts = tuple(
            StandingText(key, blanks.in_chinese(text), blanks.in_chinese(now.text(key, text)))
            for key, text in shipped.wording
            if key not in NOT_WORDS and not text.isascii() and blanks.known(text)
        )
        since = kept.since if kept else now.validity.start if loose else None
        return OwnWording(kind, known.name, since, texts, loose)

    def _blanks(self) -> Blanks:
        return Blanks(dict(self._catalog.document_form(BLANKS, on=self._clock.today()).wording))

    def proposed(self, wish: PaperWish) -> OwnWording:
        """Return the standing words with what was mended in the paper in hand (改字句) put into them.

        Raises:
            Rejected: the paper cannot be made, or has no words.
        """
        found = self.wording(wish.kind)
        desk = self._versions.desk(wish)
        texts = {one.key: one.own for one in found.texts}
        for place in desk.differs:
            for key, text in texts.items():
                made = _taken_over(text, place.given, place.printed)
                if made is not None:
                    texts[key] = made
                    break
        return replace(found, texts=tuple(replace(one, own=texts[one.key]) for one in found.texts))

    def save(self, kind: str, texts: Mapping[str, str]) -> Outcome[OwnWording]:
        """存为本单位的写法: keep the words by key; what is not named stays as the office has it.

        Raises:
            Rejected: a text is empty or has a blank it cannot have.
        """
        before = self.wording(kind)
        wanted = {one.key: texts.get(one.key, one.own) for one in before.texts}
        found = [item for one in before.texts for item in _wrong(one, wanted[one.key], before)]
        unknown = set(texts) - set(wanted)
        if unknown:
            found.append(
                finding("papers.no_standing_text", paper=before.name, text="、".join(sorted(unknown)))
            )
        if found:
            raise Rejected(*found)
        changed = {one.key: wanted[one.key] for one in before.texts if wanted[one.key] != one.shipped}
        if not changed:
            return self.back(kind)
        today, blanks = self._clock.today(), self._blanks()
        shipped = shipped_form(self._catalog, kind, today)
        written = {key: blanks.in_code(text, shipped.text(key)) for key, text in changed.items()}
        with self._book.work("paper.wording", f"存为本单位的写法：{before.name}，{len(changed)} 处") as work:
            keep_words(work, kind, KeptWords(today, written))
            work.commit()
        return Outcome(self.wording(kind), (), TOUCHED)

    def back(self, kind: str) -> Outcome[OwnWording]:
        """Go back to the shipped words; that can be undone. What lies in a folder is put away there.

        Raises:
            Unavailable: a file cannot be moved.
        """
        from dangjian_desktop.catalog.own_forms import own_folder, put_away
        from dangjian_desktop.storage.errors import from_system

        name = kind_of(kind).name
        with self._book.work("paper.wording", f"换回随附的写法：{name}") as work:
            kept = kept_words(work, kind)
            if kept is not None:
                keep_words(work, kind, None)
            try:
                moved = put_away(kind)
            except OSError as error:
                raise from_system(error, own_folder(kind)) from error
            if kept is not None or moved:
                work.commit()
        if moved:
            self._catalog.reload()
        return Outcome(self.wording(kind), (), TOUCHED if kept is not None or moved else Changes())


@dataclass(frozen=True, slots=True)
class Blanks:
    """What the blanks of the forms are called where a clerk reads them, by their names in the forms."""

    names: Mapping[str, str]

    def known(self, text: str) -> bool:
        """Tell whether every blank of a text has a name a clerk can read."""
        return all(name in self.names or not name.isascii() for name in BLANK.findall(text))

    def in_chinese(self, text: str) -> str:
        """Return a text of a form with its blanks named as a clerk reads them."""
        return BLANK.sub(lambda found: f"{{{self.names.get(found[1], found[1])}}}", text)

    def in_code(self, text: str, shipped: str) -> str:
        """Return a text as the clerk wrote it with its blanks named as in the shipped one."""
        codes = {self.names.get(code, code): code for code in BLANK.findall(shipped)}
        return BLANK.sub(lambda found: f"{{{codes.get(found[1], found[1])}}}", text)


def _wrong(one: StandingText, text: str, wording: OwnWording) -> Sequence[Finding]:
    where = Where(record=wording.name, field=one.shipped.replace("\n", "")[:16])
    if not text.strip():
        return (finding("papers.standing_text_empty", where=where),)
    if "{" in BLANK.sub("", text) or "}" in BLANK.sub("", text):
        return (finding("papers.standing_text_braces", where=where),)
    unknown = [name for name in BLANK.findall(text) if name not in one.blanks]
    if not unknown or kind_of(wording.kind).addressed:
        return ()
    known = "、".join(f"{{{name}}}" for name in one.blanks) or "没有"
    return (finding("papers.standing_text_blank", where=where, blank=unknown[0], known=known),)


def _taken_over(text: str, before: str, after: str) -> str | None:
    """Return a text of the wording with the line that was printed as ``before`` now reading ``after``.

    The facts in the line become blanks again. None where no line of the text was printed so.
    """
    if not before:
        return None
    lines = text.split("\n")
    plain, mended = _unnumbered(before), _unnumbered(after)
    for number, line in enumerate(lines):
        found = _pattern(line).fullmatch(plain)
        if found is None or len(BLANK.sub("", line)) < LEAST:
            continue
        facts = zip(BLANK.findall(line), found.groups(), strict=True)
        for name, fact in sorted(facts, key=lambda pair: -len(pair[1])):
            mended = mended.replace(fact, f"{{{name}}}") if fact else mended
        if not mended and len(lines) == 1:
            return None
        return "\n".join([*lines[:number], *([mended] if mended else []), *lines[number + 1 :]])
    return None


def _pattern(line: str) -> re.Pattern[str]:
    parts = BLANK.split(line)
    return re.compile("".join("(.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)))


def _unnumbered(line: str) -> str:
    return with_level(line, 0) if level_of(line) else line.strip()
