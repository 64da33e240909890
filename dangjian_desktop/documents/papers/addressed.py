"""Papers that go to many, one each: 通知书, 催办通知, 公开信."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dangjian_desktop.documents.papers.wording import demand
from dangjian_desktop.domain.addressees import Addressee, Matter, blanks_in, fill
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_tables import Cell, Row, TableBlock
from dangjian_desktop.domain.papers import Block, Heading, OfficialLetter, Paper, Paragraph, block_texts
from dangjian_desktop.kernel.findings import Rejected, Where, finding

MATTERS, COUNT = "事项", "项数"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressedFacts:
    """What all papers of a batch share: words with {blanks}, and the fields that fill them.

    A line with a blank whose field is empty is left out.
    """

    issuer: str
    title: str
    salute: str
    body: tuple[str, ...]
    fields: Mapping[str, str]
    dated: date


def blank_letter(facts: AddressedFacts, form: DocumentForm) -> Paper:
    """Return the letter all of them get, its {blanks} still open. Raises ``papers.blank``."""
    demand(form, 发文机关=facts.issuer, 标题=facts.title)
    letter = OfficialLetter(
        title=facts.title,
        blocks=tuple(Paragraph(line) for line in facts.body),
        receivers=facts.salute.rstrip("：:"),
        signature=facts.issuer,
        dated=facts.dated,
    )
    return Paper(form.code, facts.title, (letter,), facts.issuer, facts.dated)


def addressed(blank: Paper, facts: AddressedFacts, to: Addressee, form: DocumentForm) -> Paper:
    """Return the letter ``blank`` for one addressee.

    Raises:
        Rejected: no addressee (``papers.blank``), a blank nobody knows (``papers.unknown_slot``),
            one this addressee has nothing for (``papers.slot_empty``), nothing that is late
            (``papers.nothing_late``).
    """
    demand(form, 收件人=to.name)
    demand(form, **{name: facts.fields.get(name, "") for name in form.lines("demanded")})
    (letter,) = blank.parts
    if not isinstance(letter, OfficialLetter):
        raise TypeError(blank.kind)
    own = to.values() | ({COUNT: str(len(to.matters))} if to.matters else {})
    _check(texts_with_blanks(letter), facts.fields, own, to)
    values = {**facts.fields, **own}

    def filled(blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(made for block in blocks for made in _filled(block, facts.fields, values, to, form))

    made = replace(
        letter,
        title=fill(letter.title, values),
        blocks=filled(letter.blocks),
        receivers=fill(to.called(letter.receivers), values),
        attachments=tuple(
            replace(one, title=fill(one.title, values), blocks=filled(one.blocks))
            for one in letter.attachments
        ),
        listed=tuple(fill(name, values) for name in letter.listed),
    )
    return replace(blank, title=made.title, parts=(made,), record=to.name)


def texts_with_blanks(letter: OfficialLetter) -> tuple[str, ...]:
    """Return every text of a letter that may have {blanks}."""
    blocks = (*letter.blocks, *(block for one in letter.attachments for block in one.blocks))
    texts = (text for block in blocks for text in block_texts(block))
    return (letter.title, letter.receivers, *texts, *letter.listed)


def _filled(
    block: Block, fields: Mapping[str, str], values: Mapping[str, str], to: Addressee, form: DocumentForm
) -> Iterator[Block]:
    if isinstance(block, TableBlock):
        yield replace(block, body=tuple(_filled_row(row, values) for row in block.body))
        return
    names = blanks_in("".join(block_texts(block)))
    if MATTERS in names:
        yield from (Paragraph(text) for text in _matters(to.matters, form))
    elif all(fields[name] for name in names if name in fields):
        if not names:
            yield block
        elif isinstance(block, Heading):
            yield replace(block, text=fill(block.text, values), run_in=fill(block.run_in, values))
        else:
            yield replace(block, text=fill(block.text, values))


def _filled_row(row: Row, values: Mapping[str, str]) -> Row:
    return replace(row, cells=tuple(_filled_cell(cell, values) for cell in row.cells))


def _filled_cell(cell: Cell, values: Mapping[str, str]) -> Cell:
    return replace(cell, text=fill(cell.text, values)) if "{" in cell.text else cell


def _check(lines: tuple[str, ...], fields: Mapping[str, str], own: Mapping[str, str], to: Addressee) -> None:
    found = []
    wanted = tuple(dict.fromkeys(name for line in lines for name in blanks_in(line)))
    if not to.matters and {MATTERS, COUNT}.intersection(wanted):
        raise Rejected(finding("papers.nothing_late", where=Where(record=to.name)))
    for name in wanted:
        if name in fields or name == MATTERS:
            continue
        if name not in own:
            known = "、".join((*own, *fields))
            found.append(finding("papers.unknown_slot", where=Where(field="正文"), blank=name, known=known))
        elif not own[name].strip():
            found.append(finding("papers.slot_empty", where=Where(record=to.name), blank=name))
    if found:
        raise Rejected(*found)


def _matters(matters: tuple[Matter, ...], form: DocumentForm) -> list[str]:
    texts = []
    for number, one in enumerate(matters, 1):
        wording = form.text("late" if one.days else "matter")
        task = one.task.rstrip("。；")
        texts.append(wording.format(number=number, task=task, due=one.due, days=one.days))
    return [*texts[:-1], *(text.rstrip("；") + "。" for text in texts[-1:])]
