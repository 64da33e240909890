"""An export is written into the audit log so that all of it is found again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.exports import ExportRecord, Numbers, read_record

TEXTS = st.text(st.characters(exclude_characters="；", exclude_categories=("Z", "C")))
HEADS = st.lists(st.text(st.characters(exclude_characters="；、", exclude_categories=("Z", "C")), min_size=1))


@given(TEXTS, st.integers(0, 10**6), HEADS, st.sampled_from(Numbers), TEXTS, TEXTS)
def test_what_is_written_is_read_again(
    what: str, persons: int, columns: list[str], numbers: Numbers, purpose: str, file: str
) -> None:
    record = ExportRecord(
        what=what, persons=persons, columns=tuple(columns), numbers=numbers, purpose=purpose, file=file
    )
    assert read_record(record.words()) == record


@given(st.text(), st.text())
def test_any_purpose_and_file_leave_the_other_parts_whole(purpose: str, file: str) -> None:
    record = ExportRecord(
        what="花名册", persons=3, columns=("姓名",), numbers=Numbers.FULL, purpose=purpose, file=file
    )
    again = read_record(record.words())
    assert again is not None
    assert (again.what, again.persons, again.columns, again.numbers) == (
        "花名册", 3, ("姓名",), Numbers.FULL,
    )  # fmt: skip


def test_entries_of_earlier_versions_are_shown_as_they_are() -> None:
    assert read_record("导出花名册（证号电话已遮盖），用途：备案") is None
