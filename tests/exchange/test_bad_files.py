"""What cannot be read is refused with its sentence; mutated files never break the readers."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_desktop.exchange.grid import Source
from dangjian_desktop.kernel.findings import ExpectedError, Rejected, Unavailable
from dangjian_desktop.kernel.texts import sentence
from tests.exchange.invented_notice import flattened_groups, flattened_notice, word, workbook
from tests.exchange.shapes import codes, document, plan, roster

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512


def packed(**members: bytes) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return data.getvalue()


BOMB = packed(xl__workbook_dot_xml=b"<x/>", xl__sheet_dot_xml=b"0" * (64 << 20))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.xlsx", b"", "files.empty"),
        ("空.csv", b"\xef\xbb\xbf \n", "files.empty"),
        ("文.xlsx", b"%PDF-1.7 ...", "files.pdf"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n....", "files.image"),
        ("图.docx", b"\xff\xd8\xff\xe0....", "files.image"),
        ("旧.docx", OLE + "WordDocument".encode("utf-16-le"), "files.legacy_doc"),
        ("密.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "files.encrypted"),
        ("坏.xls", OLE + "Workbook".encode("utf-16-le"), "files.damaged"),
        ("别.xlsx", OLE, "files.wrong_type"),
        ("库.xlsx", b"SQLite format 3\x00" + b"\x00" * 100, "files.wrong_type"),
        ("网.xls", b"<html><p>1</p></html>", "files.web_page"),
        ("坏.xlsx", b"PK\x03\x04" + b"\x00" * 200, "files.damaged"),
        ("截.xlsx", workbook().data[:1500], "files.damaged"),
        ("包.xlsx", packed(a_dot_txt=b"1"), "files.archive"),
        ("弹.xlsx", BOMB, "files.bomb"),
        ("实.docx", packed(word__document_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "files.damaged"),
        ("缺.docx", packed(word__document_dot_xml=b"<a/>"), "files.damaged"),
        ("二.txt", bytes(range(256)) * 4, "files.not_text"),
        ("引.csv", '姓名,职务\n"秦知远,书记\n'.encode(), "files.broken_csv"),
    ],
)
def test_refused_by_content_whatever_the_name(name: str, data: bytes, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        document(Source(name, data))
    assert codes(refused.value.findings) == [code]
    assert name in sentence(refused.value.findings[0])


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "没有.xlsx", "files.missing"), (tmp_path, "files.is_folder")):
        with pytest.raises(Unavailable) as told:
            Source.from_path(path)
        assert codes(told.value.findings) == [code]


def test_a_table_without_its_heading_row_says_which_words_are_missing() -> None:
    with pytest.raises(Rejected) as refused:
        roster(workbook(head=False), "work_groups")
    assert codes(refused.value.findings) == ["files.header_missing"]
    assert "社区名称" in sentence(refused.value.findings[0])


def test_text_without_a_table() -> None:
    with pytest.raises(Rejected) as refused:
        roster("各社区党组织:\n请按时上报。")
    assert codes(refused.value.findings) == ["roster.no_table"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_in_every_encoding_and_delimiter(encoding: str, mark: str) -> None:
    text = (
        f"姓名{mark}性别{mark}出生年月{mark}职务{mark}社区\n秦知远{mark}男{mark}1975.03{mark}书记{mark}柳岸\n"
    )
    reading = roster(Source("干部.csv", text.encode(encoding)))
    assert [(one.name, one.address) for one in reading.persons] == [("秦知远", "A2")]


def test_traditional_text_becomes_simplified_and_keeps_the_original() -> None:
    reading = roster("姓名\t職務\t社區\t學歷\n趙紹鈞\t書記\t柳岸\t大學")
    person = reading.persons[0]
    assert (person.name, person.name_written, person.education) == ("赵绍钧", "趙紹鈞", "本科")
    assert "files.traditional" in codes(reading.findings)


def test_a_simplified_file_keeps_rare_characters_of_names() -> None:
    assert [one.name for one in roster("姓名\t职务\n赵乾\t书记\n林邨\t委员").persons] == ["赵乾", "林邨"]


GOOD = [flattened_notice().encode(), flattened_groups().encode("gb18030"), workbook().data, word().data]


CUTS = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), st.binary(max_size=20)), min_size=1, max_size=6
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(range(len(GOOD))), CUTS)
def test_mutated_files_give_findings_never_a_traceback(
    which: int, cuts: list[tuple[int, int, bytes]]
) -> None:
    mutated = bytearray(GOOD[which])
    for at, cut, put in cuts:
        place = at % len(mutated)
        mutated[place : place + cut] = put
    both(Source("改.xlsx", bytes(mutated)))


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mutated_lines_give_findings_never_a_traceback(data: st.DataObject) -> None:
    lines = flattened_notice().split("\n")
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "double", "swap", "replace", "pipe"])):
            case "drop" if len(lines) > 1:
                del lines[place]
            case "double":
                lines.insert(place, lines[place])
            case "swap":
                lines[place], lines[0] = lines[0], lines[place]
            case "replace":
                lines[place] = data.draw(st.text(alphabet="秦|\t 、1月日片社区党支部-", max_size=12))
            case _:
                lines[place] += data.draw(st.sampled_from([" |", "||||", "\t", " | a | b"]))
    both(Source.pasted("\n".join(lines)))


def both(source: Source) -> None:
    """Read as roster and as plan: either a reading or expected findings with sentences."""
    for read in (roster, plan):
        try:
            findings = read(source).findings
        except ExpectedError as error:
            findings = error.findings
            assert findings
        assert all(sentence(one) for one in findings)
