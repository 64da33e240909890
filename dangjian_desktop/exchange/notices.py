"""A whole notice taken apart: title, numbers, issuer, phases and dated sentences of the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dangjian_desktop.domain.deadlines import Deadline, parse, parse_near
from dangjian_desktop.domain.names import narrow, squeezed
from dangjian_desktop.exchange.grid import Document, Paragraph, Table

_NUMBER = r"[〔\[［【(（]\s*(?:19|20)\d{2}\s*[〕\]］】)）]\s*\d{1,4}\s*号"
_OWN_NUMBER = re.compile(rf"^\s*[\u3400-\u9fff]{{1,14}}{_NUMBER}\s*$")
_BASIS = re.compile(rf"《[^《》]{{2,80}}》\s*[(（]\s*[\u3400-\u9fffXx]{{1,14}}{_NUMBER}\s*[)）]")
_BARE_BASIS = re.compile(rf"[\u3400-\u9fff]{{1,10}}{_NUMBER}")
_DATE_LINE = re.compile(r"^((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日$")
_ATTACHMENT = re.compile(r"^附\s*件\s*([0-9一二三四五六七八九十]{0,3})\s*[:：、.]?\s*(.*)$")
_ANY_YEAR = re.compile(r"((?:19|20)\d{2})\s*[年〕\]］】]")
_ORDINAL = (
    r"(?:第[一二三四五六七八九十]{1,3}(?:个)?(?:阶段|步骤?)|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．])"
)
_PHASE = re.compile(
    rf"^{_ORDINAL}\s*[:：,，、]?\s*(?:是|为)?\s*(?P<name>[^(（。,，;；:：]{{2,24}})[(（](?P<due>[^)）]{{2,40}})[)）]"
)
_DATED = re.compile(r"^(?:[(（]?\d{1,2}[)）.、．])?\s*(?P<due>[^,，。:：;；]{2,20})[,，:：]")
_ENDS_A_LINE = "。；;，,"
_TITLE_WORDS = ("通知", "方案", "意见", "办法", "公告", "通报", "要点", "计划")


@dataclass(frozen=True, slots=True)
class BodyPhase:
    """A phase as the body announces it."""

    name: str
    deadline: Deadline
    address: str


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A paragraph of the body that begins with a deadline; ``phase`` counts from 0, -1: before any."""

    phase: int
    deadline: Deadline
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: its number and title, and the table that follows."""

    number: str
    title: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a notice says of itself and of its steps. ``title_written`` is False where the title was
    made up from the text because the notice does not show one."""

    title: str
    title_written: bool
    document_number: str = ""
    basis: str = ""
    issuer: str = ""
    issued_on: date | None = None
    year: int | None = None
    phases: tuple[BodyPhase, ...] = ()
    dated: tuple[DatedSentence, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    text: str = ""


def read_notice(document: Document, year: int | None = None) -> Notice:
    """Take a notice apart. ``year`` is the clerk's word for the year; else the notice's own."""
    lines = document.paragraphs
    issuer, issued_on = _signature(lines)
    told = year or (issued_on.year if issued_on else _usual_year(lines))
    phases, dated = _steps(lines, told, issued_on)
    title, written = _title(lines, issued_on)
    return Notice(
        title=title,
        title_written=written,
        document_number=_own_number(lines),
        basis=_basis(lines),
        issuer=issuer,
        issued_on=issued_on,
        year=told,
        phases=phases,
        dated=dated,
        attachments=_attachments(document),
        text=_whole_text(document),
    )


def _signature(lines: Sequence[Paragraph]) -> tuple[str, date | None]:
    """Find the issuer's line and the date under it, the last such pair of the notice."""
    for number in range(len(lines) - 1, -1, -1):
        day = _date_line(lines[number].text)
        if day is None:
            continue
        above = lines[number - 1].text.strip() if number else ""
        named = 2 <= len(above) <= 40 and above[-1] not in _ENDS_A_LINE and not _ATTACHMENT.match(above)
        return (above if named else ""), day
    return "", None


def _date_line(text: str) -> date | None:
    plain = squeezed(text)
    for char, digit in zip("〇○零一二三四五六七八九", "000123456789", strict=True):
        if re.match(r"^[〇○零一二三四五六七八九]{4}年", plain):
            plain = plain[:4].replace(char, digit) + plain[4:]
    if not re.match(r"^\d{4}年\S{1,3}月\S{1,3}日$", plain):
        return None
    found = _DATE_LINE.match(plain)
    return parse(plain, None).end if found or re.search(r"[一二三四五六七八九十]", plain) else None


def _usual_year(lines: Sequence[Paragraph]) -> int | None:
    years = Counter(int(found) for line in lines for found in _ANY_YEAR.findall(line.text))
    return years.most_common(1)[0][0] if years else None


def _own_number(lines: Sequence[Paragraph]) -> str:
    return next((squeezed(line.text) for line in lines[:12] if _OWN_NUMBER.match(line.text)), "")


def _basis(lines: Sequence[Paragraph]) -> str:
    text = "\n".join(line.text for line in lines[:40])
    found = _BASIS.search(text)
    if found:
        return squeezed(found[0])
    rest = "\n".join(line.text for line in lines[:40] if not _OWN_NUMBER.match(line.text))
    bare = _BARE_BASIS.search(rest)
    return re.sub(r"^(?:根据|按照|依据|按|照|据)", "", squeezed(bare[0])) if bare else ""


def _title(lines: Sequence[Paragraph], issued_on: date | None) -> tuple[str, bool]:
    """Return the written title, else one made from the activity's name."""
    for line in lines[:8]:
        text = line.text.strip()
        if text.endswith(_TITLE_WORDS) and 6 <= len(text) <= 80 and text[-1] not in _ENDS_A_LINE:
            return squeezed(text), True
    whole = "\n".join(line.text for line in lines)
    found = re.search(r"(?:决定|现就|拟)[^。\n]{0,20}?开展([^。,，\n]{3,50}?(?:活动|工作))", whole)
    if found:
        return f"关于开展{squeezed(found[1])}的通知", False
    first = next((line.text for line in lines if not line.text.rstrip().endswith((":", "："))), "")
    # A table pasted alone begins with its own heading: the activity is what stands in its middle.
    named = re.sub(r"^附件\d*[:：]?|(?:工作)?任务分解表$", "", squeezed(first))
    return named[:40] or (f"{issued_on.year}年活动" if issued_on else "活动"), False


def _steps(
    lines: Sequence[Paragraph], year: int | None, issued: date | None
) -> tuple[tuple[BodyPhase, ...], tuple[DatedSentence, ...]]:
    phases: list[BodyPhase] = []
    dated: list[DatedSentence] = []
    for line in lines:
        if _ATTACHMENT.match(line.text):
            break
        found = _PHASE.match(narrow(line.text))
        deadline = parse_near(found["due"], year, issued) if found else None
        if found and deadline and deadline.known:
            phases.append(BodyPhase(squeezed(found["name"]), deadline, line.address))
            continue
        read = partial(parse_near, year=year, issued=issued, stage=phases[-1].deadline if phases else None)
        dated.extend(_dated(line, len(phases) - 1, read))
    return tuple(phases), tuple(dated)


def _dated(line: Paragraph, phase: int, read: Callable[[str], Deadline]) -> list[DatedSentence]:
    """Return the sentences that begin with a deadline, each with the undated ones after it."""
    found: list[DatedSentence] = []
    for sentence in re.findall(r"[^。]+。?", line.text):
        opening = _DATED.match(narrow(sentence).strip())
        deadline = read(opening["due"]) if opening else None
        if deadline and deadline.known:
            found.append(DatedSentence(phase, deadline, sentence, line.address))
        elif found:
            found[-1] = replace(found[-1], text=found[-1].text + sentence)
    return found


def _attachments(document: Document) -> tuple[Attachment, ...]:
    """Pair each table with the nearest 附件 heading before it (its title may be on the next line)."""
    found: list[Attachment] = []
    heading, title = "", ""
    for block in document.blocks:
        if isinstance(block, Table):
            found.append(Attachment(heading, title, block))
            heading, title = "", ""
            continue
        opening = _ATTACHMENT.match(block.text)
        if opening:
            heading, title = opening[1], squeezed(opening[2])
        elif len(block.text) <= 60 and block.text[-1] not in _ENDS_A_LINE:
            title = title or squeezed(block.text)
    return tuple(found)


def _whole_text(document: Document) -> str:
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            parts.extend(" | ".join(c.text for c in row.cells if not c.covered) for row in block.rows)
        else:
            parts.append(block.text)
    return "\n".join(parts)
