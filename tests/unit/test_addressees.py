"""Names of the files of a batch, and whom a search finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.addressees import Addressee, blanks_in, file_names, fill


@given(st.lists(st.text(max_size=120), min_size=1, max_size=12), st.text(max_size=60))
def test_any_names_make_safe_and_different_files(names: list[str], pattern: str) -> None:
    to = tuple(Addressee(name=name, unit=name[::-1]) for name in names)
    made = file_names(f"{{收件人}}{pattern}", "通 知 书", to)
    assert len({name.casefold() for name in made}) == len(to)
    for name in made:
        stem = name.removesuffix(".pdf")
        assert stem
        assert not set(stem) & set('\\/:*?"<>|')
        assert stem == stem.strip(" .")
        assert stem.partition(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_the_number_is_as_wide_as_the_last_and_the_title_loses_its_blanks() -> None:
    to = tuple(Addressee(name=f"村{at}") for at in range(120))
    names = file_names("{序号}{收件人}{标题}", "催 办 通 知", to)
    assert (names[0], names[119]) == ("001村0催办通知.pdf", "120村119催办通知.pdf")


def test_equal_names_are_told_apart() -> None:
    to = (Addressee(name="程暮山"), Addressee(name="程暮山"), Addressee(name="CON"))
    assert file_names("{收件人}", "信", to) == ("程暮山.pdf", "程暮山（2）.pdf", "CON_.pdf")


def test_blanks_are_read_and_filled() -> None:
    assert blanks_in("{收件人}，{ 门牌 }，{收件人}") == ("收件人", "门牌")
    assert fill("{收件人}住{ 门牌 }{无}", {"收件人": "程", "门牌": "3号"}) == "程住3号"


def test_a_search_wants_every_word_somewhere() -> None:
    one = Addressee(name="程暮山", unit="柏树下村", words=("东篱片", "两委"))
    assert one.found_by("两委 柏树")
    assert one.found_by("")
    assert not one.found_by("两委 西")
