"""Names with characters of CJK extensions: read, kept, sorted, searched, sent out and taken in unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.catalog.characters import stroke_codes
from dangjian_desktop.domain.name_order import stroke_key
from dangjian_desktop.domain.names import is_person_name, several_names, squeezed, tidy
from dangjian_desktop.exchange.plans import ChangeKind, Entity
from dangjian_desktop.gui.pinyin import find
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.roster_export import RosterPart
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
RANGES = (
    (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x30000, 0x3134A), (0x31350, 0x323AF),
)  # fmt: skip
RARE = st.one_of(*(st.integers(low, high).map(chr) for low, high in RANGES))
NAMES = st.builds(
    "".join,
    st.tuples(st.sampled_from("单仇解林曾") | RARE, st.text(RARE, min_size=1, max_size=2)),
)
KNOWN = ("林㛃䶮", "单𬭎", "解𠅤", "仇𫖯", "曾𬱟儿")


@settings(deadline=None)
@given(NAMES)
def test_a_name_stays_what_it_is(name: str) -> None:
    assert is_person_name(name)
    assert tidy(name) == name == squeezed(f" {' '.join(name)}　")
    assert tidy("　".join(name)) == name
    assert several_names(f"{name}、林禾田") == tuple(dict.fromkeys((name, "林禾田")))
    assert find(name, name[-1]) is not None


@settings(deadline=None)
@given(st.lists(NAMES, min_size=2, max_size=12))
def test_names_have_one_order_of_strokes_and_a_reading(names: list[str]) -> None:
    codes = stroke_codes()
    keys = [stroke_key(name, codes) for name in names]
    assert len(set(keys)) == len(set(names))
    for name in names:
        pinyin, initials = name_reading(name)
        assert pinyin
        assert initials


@settings(deadline=None)
@given(st.sampled_from([chr(code) for low, high in RANGES[1:5] for code in range(low, high, 61)]))
def test_every_extension_stands_by_the_number_of_its_strokes(char: str) -> None:
    assert stroke_codes()[char][:2].isdigit()


def test_rare_names_are_found_by_their_sound() -> None:
    assert [name_reading(name)[0] for name in KNOWN] == [
        "linjieyan", "shanhong", "xiexi", "qiufu", "zengweier",
    ]  # fmt: skip
    assert all(find(name, name_reading(name)[0]) for name in ("林㛃䶮", "解𠅤"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    book = Book.create(tmp_path / "柳溪.djb", clock=CLOCK)
    yield office_of(book, Catalog(forms_folder(), None), CLOCK)
    book.close()


def people(office: Office) -> set[str]:
    return {line.person.name for line in office.rosters.people()}


def listed(names: tuple[str, ...]) -> str:
    rows = [f"{name}\t男\t1975.03\t石桥\t委员" for name in names]
    return "\n".join(("姓名\t性别\t出生年月\t社区\t职务", *rows))


def test_names_of_every_extension_are_kept_and_taken_in_again_unchanged(office: Office) -> None:
    chars = [chr(low + step) for low, high in RANGES for step in range(0, min(high - low, 600), 150)]
    names = tuple(f"林{char}" for char in chars)
    text = listed(names)
    office.rosters.apply(office.rosters.preview(text))
    assert people(office) == set(names)
    assert all(office.rosters.named(name, Entity.PERSON) for name in names)
    again = office.rosters.preview(text)
    assert {kind for kind, count in again.counts.items() if count} == {ChangeKind.UNCHANGED}


def _xlsx(names: tuple[str, ...]) -> bytes:
    book, held = openpyxl.Workbook(), BytesIO()
    assert book.active is not None
    for line in listed(names).splitlines():
        book.active.append(line.split("\t"))
    book.save(held)
    return held.getvalue()


def _docx(names: tuple[str, ...]) -> bytes:
    lines = [line.split("\t") for line in listed(names).splitlines()]
    document, held = Document(), BytesIO()
    table = document.add_table(len(lines), len(lines[0]))
    for place, line in enumerate(lines):
        for column, text in enumerate(line):
            table.cell(place, column).text = text
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("file", "make"),
    [
        ("名册.xlsx", _xlsx),
        ("名册.docx", _docx),
        ("名册.csv", lambda names: listed(names).replace("\t", ",").encode("gb18030")),
        ("名册.txt", lambda names: listed(names).encode("utf-8-sig")),
        ("名册.csv", lambda names: listed(names).replace("\t", ",").encode("utf-16")),
    ],
)
def test_rare_names_come_in_from_every_kind_of_file(office: Office, file: str, make: object) -> None:
    office.rosters.apply(office.rosters.preview(make(KNOWN), name=file))  # type: ignore[operator]
    assert set(KNOWN) <= people(office)


def test_rare_names_go_out_and_come_back(office: Office, tmp_path: Path) -> None:
    office.rosters.apply(office.rosters.preview(listed(KNOWN)))
    path = tmp_path / "干部.xlsx"
    office.exports.roster(path, parts=[RosterPart.CADRES], purpose="核对")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert set(KNOWN) <= cells
    again = office.rosters.preview(path.read_bytes(), name=path.name)
    assert not again.counts[ChangeKind.ADDED]
