"""Printing a batch: a job for each, who is not reached when it is stopped, what the log says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dangjian_desktop.documents.preview import PageImage
from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.kernel.findings import Rejected, Unavailable
from dangjian_desktop.kernel.progress import Cancelled
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office
from tests.services.test_batches import (
    HOUSEHOLDS,
    LATE_ONE,
    LETTER,
    TYPED,
    Stop,
    let_one_be_late,
    office,
    township,
)

__all__ = ["office", "township"]


class Tray:
    """A printer that takes so many jobs."""

    def __init__(self, most: int = 99) -> None:
        self.most, self.jobs = most, list[str]()
        self.sizes: list[list[tuple[int, int]]] = []

    def take(self, name: str, pages: Sequence[PageImage]) -> bool:
        if len(self.jobs) == self.most:
            return False
        self.jobs.append(name)
        self.sizes.append([(page.width, page.height) for page in pages])
        return True


def test_each_gets_a_job_of_its_own_named_by_paper_and_receiver(office: Office) -> None:
    tray = Tray()
    done = office.batches.send(LETTER, HOUSEHOLDS, tray.take, 1.0)
    assert (done.value.papers, done.value.rest, done.findings) == (3, (), ())
    title = "".join(office.papers.template(LETTER).title.split())
    assert tray.jobs == [f"{title} {one.name}" for one in HOUSEHOLDS]
    assert tray.sizes == [[(596, 842)]] * 3


def test_what_is_stopped_tells_who_is_left_and_goes_on_from_there(office: Office) -> None:
    tray = Tray()
    done = office.batches.send(LETTER, HOUSEHOLDS, tray.take, 0.2, Stop(2))
    assert (done.value.papers, done.value.rest) == (2, HOUSEHOLDS[2:])
    office.batches.send(LETTER, done.value.rest, tray.take, 0.2)
    assert [name.rpartition(" ")[2] for name in tray.jobs] == [one.name for one in HOUSEHOLDS]
    with pytest.raises(Cancelled):
        office.batches.send(LETTER, HOUSEHOLDS, tray.take, 0.2, Stop(0))


def test_a_printer_that_takes_no_more_is_told_with_who_is_left(office: Office) -> None:
    done = office.batches.send(LETTER, HOUSEHOLDS, Tray(1).take, 0.2)
    assert (done.value.papers, done.value.rest) == (1, HOUSEHOLDS[1:])
    assert "给邓栖霞的一份，打印机没有收下" in "".join(map(sentence, done.findings))
    with pytest.raises(Unavailable):
        office.batches.send(LETTER, HOUSEHOLDS, Tray(0).take, 0.2)


def test_nobody_is_accused_who_is_on_time_and_whom_it_cannot_be_made_for_is_left_out(office: Office) -> None:
    let_one_be_late(office)
    names = "\n".join(line.community.name for line in office.rosters.communities())
    tray, everyone = Tray(), office.batches.pasted(names).value
    done = office.batches.send(TYPED, everyone, tray.take, 0.2).value
    assert [name.rpartition(" ")[2] for name in tray.jobs] == [LATE_ONE]
    assert done.left_out == len(everyone) - 1
    wrong = (Addressee(name="甲\U0010fffd"), *HOUSEHOLDS[:1])
    done = office.batches.send(LETTER, wrong, tray.take, 0.2).value
    assert (done.papers, done.left_out) == (1, 1)
    with pytest.raises(Rejected):
        office.batches.send(LETTER, (), tray.take, 0.2)


def test_names_that_leave_to_the_printer_stand_in_the_log(office: Office) -> None:
    office.batches.send(LETTER, HOUSEHOLDS, Tray(2).take, 0.2)
    record = office.exports.past()[0].record
    assert record is not None
    assert (record.persons, record.file) == (2, "（打印）")
