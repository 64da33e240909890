"""What a paper is, whatever it is printed with: the tree of letters, tables, ballots, posters."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dangjian_desktop.domain.ballot_blocks import BallotBlock, BallotTable
from dangjian_desktop.domain.paper_charts import ChartBlock
from dangjian_desktop.domain.paper_lists import LabelSheet, NameRoll
from dangjian_desktop.domain.paper_tables import Align, Cell, Column, Row, TableBlock, plain_table
from dangjian_desktop.domain.posters import Poster

__all__ = [
    "Align",
    "Attachment",
    "Attendance",
    "BallotSheet",
    "Block",
    "Cell",
    "ChartBlock",
    "Column",
    "Heading",
    "Imprint",
    "LabelSheet",
    "LetterFormat",
    "ListTable",
    "NameRoll",
    "OfficialLetter",
    "Paper",
    "Paragraph",
    "Part",
    "Poster",
    "PrintRun",
    "Row",
    "Seal",
    "TableBlock",
    "chinese_date",
    "on_one_line",
    "plain_table",
    "sample_of",
    "texts_of",
]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4 with its number (一、（一）1.（1）); ``run_in`` follows it on the same line.

    Source: GB/T 9704-2012, 7.3.3: 黑体, 楷体, 仿宋, 仿宋.
    """

    level: int
    text: str
    run_in: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text, indented two characters unless said otherwise."""

    text: str
    indent: bool = True
    align: Align = Align.LEFT


Block = Heading | Paragraph | TableBlock


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: its own page; ``label`` is 附件 or 附件1; ``landscape`` turns the whole page (横排表格)."""

    label: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


class LetterFormat(StrEnum):
    """The formats of GB/T 9704-2012: 文件 (7), 信函 (10.1), 命令 (10.2), 纪要 (10.3)."""

    FILE = "file"
    CORRESPONDENCE = "correspondence"
    ORDER = "order"
    MINUTES = "minutes"


class Seal(StrEnum):
    """Whether a paper is sealed: not at all, with room left for the seal, with the seal's place drawn."""

    NONE = "none"
    ROOM = "room"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: 抄送 (may be empty), 印发机关, 印发日期 (GB/T 9704-2012, 7.4); ``receivers``: 主送 moved here."""

    printer: str
    printed: date
    copies_to: str = ""
    receivers: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """A line of 纪要 (10.3): 出席, 请假 or 列席, and who."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class OfficialLetter:
    """An official letter; an empty element is left out of the page.

    ``mark`` is the 发文机关标志 (empty: a paper without a red head, such as a posted 公示); joint issuers
    stand in it one a line, ``mark_word`` (文件) to their right. ``number`` is the 发文字号 (令号, 期号),
    ``signers`` the 签发人 of an upward document, ``receivers`` the 主送机关 without the colon, ``listed`` the
    names in the 附件说明, ``remark`` the 附注 without its brackets. ``signature`` holds joint issuers one a
    line; ``post`` is the office of who signs an order. ``preprinted`` leaves out what is red (套红).
    An order prints no title; it is the file's name.
    """

    title: str
    blocks: tuple[Block, ...]
    mark: str = ""
    number: str = ""
    receivers: str = ""
    signature: str = ""
    dated: date | None = None
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    listed: tuple[str, ...] = ()
    remark: str = ""
    attachments: tuple[Attachment, ...] = ()
    imprint: Imprint | None = None
    format: LetterFormat = LetterFormat.FILE
    mark_word: str = ""
    signers: tuple[str, ...] = ()
    post: str = ""
    seal: Seal = Seal.NONE
    attendance: tuple[Attendance, ...] = ()
    preprinted: bool = False


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table that is a paper of its own: title, a line with unit and date, the table, notes, signatures.

    ``note_head`` stands before the first note; ``about`` tells a sheet from others of the same paper.
    ``hung`` ones are boards put up for everyone: set as large as their sheet allows. ``chart`` draws what
    the table says; it stands below the table, or above it.
    """

    title: str
    table: TableBlock
    unit: str = ""
    dated: str = ""
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    landscape: bool = True
    note_head: str = "注："
    about: str = ""
    hung: bool = False
    chart: ChartBlock | None = None
    chart_first: bool = False

    def drawn(self) -> tuple[TableBlock | ChartBlock, ...]:
        """Return the table, and the chart where there is one, in the order they stand in."""
        if self.chart is None:
            return (self.table,)
        return (self.chart, self.table) if self.chart_first else (self.table, self.chart)


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """An anonymous ballot, the same for everyone of ``group``: items × options with a box each, or
    ``blocks`` in place of them.

    It has, on purpose, no place for a number, code, name or seat (domain.md §4). ``band`` is the colour
    of the strip that tells the respondents' group (``#1f4e79``), empty for none. How many go on a sheet
    and how many are printed says the paper's :class:`PrintRun`.
    """

    title: str
    items: tuple[str, ...]
    options: tuple[str, ...]
    group: str = ""
    item_head: str = ""
    instructions: tuple[str, ...] = ()
    footer: str = ""
    band: str = ""
    blocks: tuple[BallotBlock, ...] = ()

    def parts(self) -> tuple[BallotBlock, ...]:
        """Return what the ballot is made of."""
        return self.blocks or (BallotTable(self.items, self.options, self.item_head),)


@dataclass(frozen=True, slots=True)
class PrintRun:
    """How a form for many hands is printed: all alike to the dot, with cut marks where several share a sheet.

    ``count`` are printed; 0: one full sheet. ``per_sheet`` (1, 2, 4, 8) go on each; 0: two where they fit.
    ``sheet`` is A4 or A3.
    """

    count: int = 0
    per_sheet: int = 0
    sheet: str = "A4"


Part = OfficialLetter | ListTable | BallotSheet | Poster | NameRoll | LabelSheet


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper: one or more parts, each on new pages, and what the file says about itself.

    Its ``title`` stands in file names and lists, on one line; a part's title keeps its breaks.
    ``kind`` is the code of the document form, ``record`` the thing in the data file it is about (named in
    messages), ``dated`` the date written into the file, so that the same paper gives the same bytes.
    ``run`` is set for forms that many people fill in; without it each part stands on pages of its own.
    """

    kind: str
    title: str
    parts: tuple[Part, ...]
    author: str
    dated: date
    record: str = ""
    run: PrintRun | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", on_one_line(self.title))


_SPREAD = re.compile(r"\S(?:[ 　]+\S)+")


def on_one_line(title: str) -> str:
    """Return a title without its breaks, and without the blanks that spread a few characters: 通 知 书."""
    return re.sub(r"[ 　]", "", title) if _SPREAD.fullmatch(title) else title.replace("\n", "")


def chinese_date(day: date) -> str:
    """Write a date as GB/T 9704-2012, 7.3.5.4 wants it: 2026年3月5日, no leading zero."""
    return f"{day.year}年{day.month}月{day.day}日"


def sample_of(paper: Paper) -> Paper:
    """Return the paper with one full sheet of its form, however many are to be printed."""
    return replace(paper, run=replace(paper.run, count=0)) if paper.run else paper


def texts_of(part: Part) -> tuple[str, ...]:
    """Return every text a part puts on paper, in reading order."""
    if isinstance(part, OfficialLetter):
        return _letter_texts(part)
    if isinstance(part, ListTable):
        head = (part.title, part.unit, part.dated)
        body = (text for block in part.drawn() for text in block.texts())
        return tuple(text for text in (*head, *body, *part.notes, *part.signatures) if text)
    if isinstance(part, NameRoll | LabelSheet):
        return part.texts()
    if isinstance(part, BallotSheet):
        texts = (
            part.title,
            part.group,
            *part.instructions,
            *(text for block in part.parts() for text in block.texts()),
            part.footer,
        )
        return tuple(text for text in texts if text)
    return part.texts()


def block_texts(block: Block) -> tuple[str, ...]:
    """Return the texts of one block of a letter."""
    if isinstance(block, TableBlock):
        return block.texts()
    return (block.text + block.run_in,) if isinstance(block, Heading) else (block.text,)


def _letter_texts(letter: OfficialLetter) -> tuple[str, ...]:
    texts = [letter.copy_number, letter.secrecy, letter.urgency]
    texts += [] if letter.preprinted else [letter.mark, letter.mark_word]
    texts.append(letter.number)
    texts += ["签发人：", *letter.signers] if letter.signers else []
    texts += [] if letter.format is LetterFormat.ORDER else [letter.title]
    texts.append(letter.receivers)
    for block in letter.blocks:
        texts.extend(block_texts(block))
    texts.extend(letter.listed)
    for line in letter.attendance:
        texts.extend((line.label, line.names))
    texts.extend((letter.post, letter.signature, chinese_date(letter.dated) if letter.dated else ""))
    texts.append(letter.remark)
    for attachment in letter.attachments:
        texts.extend((attachment.label, attachment.title))
        for block in attachment.blocks:
            texts.extend(block_texts(block))
    if letter.imprint:
        texts.extend(_imprint_texts(letter.imprint, letter.format))
    return tuple(filter(None, texts))


def _imprint_texts(imprint: Imprint, form: LetterFormat) -> tuple[str, ...]:
    texts = (imprint.receivers, imprint.copies_to)
    if form is LetterFormat.CORRESPONDENCE:
        return texts
    return (*texts, imprint.printer, chinese_date(imprint.printed))
