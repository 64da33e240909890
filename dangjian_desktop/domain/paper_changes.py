"""How the words of a paper differ from the template's; what the record changed is merged with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Generic, TypeVar

from dangjian_desktop.domain.paper_rows import DOWN, TableRow, bare_text
from dangjian_desktop.domain.paper_texts import Piece, Words

BETWEEN = "｜"
AROUND = {"title": "标题", "unit": "表上左边", "dated": "表上右边", "signs": "签名"}
"""What stands around the lines of a piece, by field; a clerk reads the name."""
T = TypeVar("T", bound=str | TableRow)


class Sort(StrEnum):
    """How a text differs from the template's."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where the words differ: where it is, what the template says, what is printed."""

    sort: Sort
    place: str
    given: str
    printed: str


def differences(given: Words, words: Words) -> tuple[Difference, ...]:
    """Return where ``words`` differ from the template's, in the order of the page."""
    return tuple(difference for difference, _ in _reversible(given, words))


def restored(given: Words, words: Words, number: int) -> Words:
    """Return ``words`` with the difference ``number`` (as :func:`differences` counts) taken back."""
    return _reversible(given, words)[number][1]


def _reversible(given: Words, words: Words) -> list[tuple[Difference, Words]]:
    """Return each difference with what the words would be without it."""
    return [
        *_around_reversible(given, words),
        *_given_reversible(given, words),
        *_added_reversible(given, words),
        *_order_reversible(given, words),
    ]


def _around_reversible(given: Words, words: Words) -> Iterator[tuple[Difference, Words]]:
    for place, field in (("标题", "title"), ("主送机关", "receivers"), ("落款", "signature")):
        before, after = getattr(given, field), getattr(words, field)
        if before.strip() != after.strip():
            yield _difference(place, before, after), replace(words, **{field: before})


def _given_reversible(given: Words, words: Words) -> Iterator[tuple[Difference, Words]]:
    """Yield what became of the pieces of the template: changed, or taken out."""
    for old in given.pieces:
        new = words.piece(old.label)
        if new is None:
            yield _difference(old.label, old.title or old.label, ""), _put_back(given, words, old)
            continue
        for difference, piece in _piece_reversible(old, new):
            others = tuple(piece if one.label == piece.label else one for one in words.pieces)
            yield difference, replace(words, pieces=others)


def _added_reversible(given: Words, words: Words) -> Iterator[tuple[Difference, Words]]:
    for new in words.pieces:
        if given.piece(new.label) is None:
            others = tuple(one for one in words.pieces if one is not new)
            yield _difference(new.label, "", new.title or new.label), replace(words, pieces=others)


def _put_back(given: Words, words: Words, piece: Piece) -> Words:
    """Return the words with a piece of the template in its place again."""
    order = [one.label for one in given.pieces]
    before = set(order[: order.index(piece.label)])
    at = max((n for n, one in enumerate(words.pieces, 1) if one.label in before), default=0)
    return replace(words, pieces=(*words.pieces[:at], piece, *words.pieces[at:]))


def _order_reversible(given: Words, words: Words) -> Iterator[tuple[Difference, Words]]:
    both = [one.label for one in given.pieces if words.piece(one.label) is not None]
    now = [one.label for one in words.pieces if one.label in both]
    if now != both:
        kept = {one.label: one for one in words.pieces}
        turn = iter(both)
        pieces = tuple(kept[next(turn)] if one.label in kept and one.label in both else one
                       for one in words.pieces)  # fmt: skip
        yield _difference("附件次序", "、".join(both), "、".join(now)), replace(words, pieces=pieces)


def _piece_reversible(old: Piece, new: Piece) -> Iterator[tuple[Difference, Piece]]:
    for field, name in AROUND.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            difference = _difference(f"{old.label}{name}", _in_a_row(before), _in_a_row(after))
            yield difference, replace(new, **{field: before})
    for line in _each_change(old.lines, new.lines):
        place = f"{old.label or '正文'}第{line.number + 1}段"
        difference = _difference(place, "".join(line.before), "".join(line.after))
        yield difference, replace(new, lines=line.without)
    for table, (given, rows) in enumerate(zip(old.heads, new.heads, strict=False)):
        for row in _each_change(given, rows):
            heads = (*new.heads[:table], row.without, *new.heads[table + 1 :])
            place = f"{old.label}表格{table + 1}表头"
            yield _row_difference(place, row.before, row.after), replace(new, heads=heads)
    for table, (given, rows) in enumerate(zip(old.rows, new.rows, strict=False)):
        for row in _each_change(given, rows):
            tables = (*new.rows[:table], row.without, *new.rows[table + 1 :])
            place = f"{old.label}表格{table + 1}第{row.number + 1}行"
            yield _row_difference(place, row.before, row.after), replace(new, rows=tables)


def _in_a_row(text: str) -> str:
    return BETWEEN.join(text.splitlines())


def _row_difference(place: str, before: Sequence[TableRow], after: Sequence[TableRow]) -> Difference:
    if before and after and len(before[0]) == len(after[0]):
        return _cells_difference(place, before[0], after[0])
    return _difference(place, _row_text(before), _row_text(after))


def _cells_difference(place: str, before: TableRow, after: TableRow) -> Difference:
    """Tell the cells that differ in their texts; where none does, those merged otherwise."""
    pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    told = [(bare_text(one), bare_text(other)) for one, other in pairs]
    pairs = [pair for pair in told if pair[0] != pair[1]] or [
        (one.replace(DOWN, "，合并行数"), other.replace(DOWN, "，合并行数")) for one, other in pairs
    ]
    given, printed = map("、".join, zip(*pairs, strict=True))
    return Difference(sort=Sort.CHANGED, place=place, given=given, printed=printed)


def _row_text(rows: Sequence[TableRow]) -> str:
    """Write the texts of the first row, if there is one."""
    return (BETWEEN.join(filter(None, map(bare_text, rows[0]))) or "空行") if rows else ""


@dataclass(frozen=True, slots=True)
class _Change(Generic[T]):
    """A line that differs (none or one before, none or one after), its number, all lines ``without`` this."""

    before: Sequence[T]
    after: Sequence[T]
    number: int
    without: tuple[T, ...]


def _each_change(old: Sequence[T], new: Sequence[T]) -> Iterator[_Change[T]]:
    for start, stop, first, last in _stretches(old, new):
        befores, afters = old[start:stop], new[first:last]
        for number in range(max(len(befores), len(afters))):
            before, after = befores[number : number + 1], afters[number : number + 1]
            at = first + min(number, len(afters))
            lines = (*new[:at], *before, *new[at + len(after) :])
            yield _Change(before, after, (first if after else start) + number, lines)


def _stretches(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, stop, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield start, stop, first, last


def _difference(place: str, before: str, after: str) -> Difference:
    sort = Sort.ADDED if not before else Sort.REMOVED if not after else Sort.CHANGED
    return Difference(sort=sort, place=place, given=before, printed=after)


# ---------------------------------------------------------------- what the record changed


def followed(given: Words, now: Words, words: Words) -> tuple[Words, tuple[Difference, ...]]:
    """Take over what the record has changed since ``given``, where the clerk changed nothing.

    Returns:
        The words to print, and the places both have changed: there the clerk's words stay, ``given``
        of the difference is what the record says now.
    """
    both: list[Difference] = []

    def one(place: str, old: str, new: str, mine: str) -> str:
        if new in (old, mine):
            return mine
        if mine == old:
            return new
        both.append(Difference(sort=Sort.CHANGED, place=place, given=new, printed=mine))
        return mine

    def piece(old: Piece, new: Piece, mine: Piece) -> Piece:
        lines, clashes = _three(old.lines, new.lines, mine.lines, f"{new.label or '正文'}第{{}}段")
        both.extend(clashes)
        tables: list[tuple[TableRow, ...]] = []
        for number, rows in enumerate(new.rows):
            old_rows, own_rows = _table_kept(old, mine, number, rows)
            merged, clashes = _three(old_rows, rows, own_rows, f"{new.label}表格{number + 1}第{{}}行")
            tables.append(merged)
            both.extend(clashes)
        title, unit, dated, signs = (
            one(f"{new.label}{name}", *(str(getattr(each, field)) for each in (old, new, mine)))
            for field, name in AROUND.items()
        )
        heads = tuple(_head_kept(old, mine, number, rows) for number, rows in enumerate(new.heads))
        made = replace(new, title=title, lines=lines, rows=tuple(tables), heads=heads)
        return replace(made, unit=unit, dated=dated, signs=signs)

    title = one("标题", given.title, now.title, words.title)
    receivers = one("主送机关", given.receivers, now.receivers, words.receivers)
    signature = one("落款", given.signature, now.signature, words.signature)
    pieces: list[Piece] = []
    for own in words.pieces:
        old, new = given.piece(own.label), now.piece(own.label)
        if new is not None:
            pieces.append(piece(old or new, new, own))
        elif old is None:
            pieces.append(own)
    known = {one.label for one in (*given.pieces, *words.pieces)}
    pieces += [new for new in now.pieces if new.label not in known]
    ordered = _in_order(given, now, pieces)
    return Words(title=title, receivers=receivers, signature=signature, pieces=ordered), tuple(both)


def settled(given: Words, now: Words, words: Words) -> Words:
    """Return frozen words as they are; what versions before did not keep is taken from today's record."""
    pieces = []
    for own in words.pieces:
        old, new = given.piece(own.label), now.piece(own.label)
        if old is None or new is None or old.heads or old.around():
            pieces.append(own)
        else:
            pieces.append(replace(own, heads=new.heads, unit=new.unit, dated=new.dated, signs=new.signs))
    return replace(words, pieces=tuple(pieces))


def _in_order(given: Words, now: Words, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces in the record's order of today, unless the clerk has moved some."""
    before, today = ([one.label for one in words.pieces] for words in (given, now))
    places = [before.index(one.label) for one in pieces if one.label in before]
    order = [today.index(one.label) for one in pieces if one.label in today]
    if places != sorted(places) or order == sorted(order):
        return tuple(pieces)
    return tuple(sorted(pieces, key=lambda one: today.index(one.label) if one.label in today else len(today)))


def _table_kept(
    old: Piece, mine: Piece, number: int, now: tuple[TableRow, ...]
) -> tuple[tuple[TableRow, ...], tuple[TableRow, ...]]:
    """Return a table as it was given and as the clerk has it; older versions kept mended rows alone."""
    if number < len(old.rows) and number < len(mine.rows):
        return old.rows[number], mine.rows[number]
    kept = mine.tables[number] if number < len(mine.tables) else ()
    mended = {row.given: row.printed for row in kept}
    return now, tuple(mended.get(row, row) for row in now)


def _head_kept(old: Piece, mine: Piece, number: int, now: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """Return a table's header: the clerk's where it was mended and has the shape of today's."""
    if number >= len(old.heads) or number >= len(mine.heads) or mine.heads[number] == old.heads[number]:
        return now
    own = mine.heads[number]
    return own if [len(row) for row in own] == [len(row) for row in now] else now


def _three(
    old: Sequence[T], new: Sequence[T], own: Sequence[T], place: str
) -> tuple[tuple[T, ...], list[Difference]]:
    """Merge two changes of ``old`` line by line; where both touch the same lines, ``own`` stays."""
    theirs = _changes(old, new)
    mine = _changes(old, own)
    clashes = []
    for start, stop, lines in theirs:
        own_lines = [one[2] for one in mine if _touch((start, stop), one[:2]) and one[2] != lines]
        if own_lines:
            told = (_said(lines), "".join(_said(one) for one in own_lines))
            where = place.format(start + 1)
            clashes.append(Difference(sort=Sort.CHANGED, place=where, given=told[0], printed=told[1]))
    free = [one for one in theirs if not any(_touch(one[:2], other[:2]) for other in mine)]
    found: list[T] = []
    at = 0
    for start, stop, lines in sorted([*mine, *free], key=lambda one: one[:2]):
        found.extend(old[at:start])
        found.extend(lines)
        at = stop
    found.extend(old[at:])
    return tuple(found), clashes


def _said(lines: Sequence[str | TableRow]) -> str:
    return "".join(line if isinstance(line, str) else BETWEEN.join(line) for line in lines)


def _changes(old: Sequence[T], new: Sequence[T]) -> list[tuple[int, int, tuple[T, ...]]]:
    """Return what becomes of lines ``start`` to ``stop`` of ``old``, for each stretch that differs."""
    return [(start, stop, tuple(new[first:last])) for start, stop, first, last in _stretches(old, new)]


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches share a line, or are put in at the same place."""
    return one == other or (one[0] < other[1] and other[0] < one[1])
