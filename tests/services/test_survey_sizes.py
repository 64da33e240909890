"""A pile of questionnaires as one table: read, stored, counted, put on a table and printed as one pack."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.papers import ListTable
from dangjian_desktop.services.papers import PaperWish
from tests.services import questionnaires
from tests.services.polled_township import CLOCK, Village, village

SIZES = (60, 120, 80)


def read_in(tmp_path: Path) -> Village:
    made = village(tmp_path / "本镇.djb")
    made.ballots.save_meeting(questionnaires.meeting(SIZES))
    plan = made.ballots.preview_import(questionnaires.write(tmp_path / "问卷.xlsx", SIZES), "survey")
    assert (len(plan.drafts), plan.refused, plan.findings) == (sum(SIZES), 0, ())
    assert made.ballots.apply_import(plan).value == sum(SIZES)
    return made


def test_every_answer_of_the_table_is_counted(tmp_path: Path) -> None:
    made, form = read_in(tmp_path), questionnaires.form()
    written: Counter[tuple[int, str]] = Counter()
    for _, _, cells, _ in questionnaires.answers(SIZES):
        for place, cell in enumerate(cells):
            names = {option.key: option.text for option in form.options_of(place)}
            written.update((place, names.get(part, part)) for part in cell.split("、"))
    made_tally = made.ballots.tally("survey")
    counted = {
        (place, option.text): count
        for place, item in enumerate(made_tally.total.items)
        for option, count in zip(item.options, item.counts, strict=True)
    }
    assert counted == {key: written[key] for key in counted}
    assert [made_tally.total.items[n].blank for n in range(4)] == [written[n, ""] for n in range(4)]
    assert [group.valid for group in made_tally.groups] == list(SIZES)
    assert made.ballots.proof("survey").errors == ()
    made.book.close()


def test_the_pile_is_on_the_tables_and_printed_as_one_pack(tmp_path: Path) -> None:
    made = read_in(tmp_path)
    office = office_of(made.book, Catalog(), CLOCK)
    wish = PaperWish(kind="survey_figures", meeting_id="survey", values={"issuer": "临江镇党委"})
    tables = [part for part in office.papers.draft(wish).parts if isinstance(part, ListTable)]
    assert [row.cells[2].text for row in tables[0].table.body] == ["260"] * 3
    pack = PaperWish(kind="ballot", meeting_id="survey", values={"copies": str(sum(SIZES))})
    pdf = pypdfium2.PdfDocument(office.papers.make(pack, "pdf").content)
    assert len(pdf) == sum(SIZES) // 2
    made.book.close()
