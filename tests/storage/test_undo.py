"""Taking units back, doing them again, and refusing where something changed since."""

from __future__ import annotations

import pytest

from dangjian_desktop.domain.organisations import Area, Community
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.storage.database import Book


def codes(caught: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [f.code for f in caught.value.findings]


def import_roster(book: Book) -> int:
    with book.work("roster.import", "导入花名册") as work:
        work.areas.add(Area(id="a", name="东片"))
        work.communities.add_all(Community(id=f"c{n}", name=f"第{n}社区", area_id="a") for n in range(30))
        return work.commit()


def test_a_whole_import_is_taken_back_and_done_again(book: Book) -> None:
    with book.work("areas.add", "新建西片") as work:
        work.areas.add(Area(id="w", name="西片"))
        work.commit()
    operation = import_roster(book)
    back = book.undo(operation)
    with book.read() as view:
        assert [area.id for area in view.areas.all()] == ["w"]
        assert view.communities.count() == 0
    again = book.undo(back)
    with book.read() as view:
        assert view.communities.count(area_id="a") == 30
    assert [(o.action, o.standing, o.undoable) for o in book.operations(3)] == [
        ("book.redo", True, True),
        ("book.undo", False, False),
        ("roster.import", True, True),
    ]
    assert book.operations(1)[0].summary == "重做：导入花名册"
    book.undo(operation)
    with pytest.raises(Rejected) as caught:
        book.undo(again)
    assert codes(caught) == ["storage.undo_conflict"]
    assert book.check() == ()


def test_changes_and_removals_come_back(book: Book) -> None:
    with book.work("areas.add", "新建片") as work:
        work.areas.add(Area(id="a", name="东片"))
        work.areas.add(Area(id="b", name="西片"))
        work.commit()
    with book.work("areas.edit", "改名并删除") as work:
        assert work.areas.put(Area(id="a", name="东北片", order=3))
        assert work.areas.remove("b")
        assert not work.areas.remove("b")
        operation = work.commit()
    book.undo(operation)
    with book.read() as view:
        assert view.areas.all("id") == (Area(id="a", name="东片"), Area(id="b", name="西片"))


def test_refused_after_a_later_change(book: Book) -> None:
    operation = import_roster(book)
    with book.work("communities.edit", "改名") as work:
        work.communities.put(Community(id="c3", name="新名社区", area_id="a"))
        later = work.commit()
    with pytest.raises(Rejected) as caught:
        book.undo(operation)
    assert codes(caught) == ["storage.undo_conflict"]
    assert caught.value.findings[0].fact("since") == "改名"
    book.undo(later)
    book.undo(operation)
    with book.read() as view:
        assert view.communities.count() == 0


def test_refused_when_others_refer_to_it_and_nothing_is_half_done(book: Book) -> None:
    operation = import_roster(book)
    with book.work("communities.add", "新建社区") as work:
        work.communities.add(Community(id="new", name="新社区", area_id="a"))
        work.commit()
    with pytest.raises(Rejected) as caught:
        book.undo(operation)
    assert codes(caught) == ["storage.reference"]
    with book.read() as view:
        assert view.communities.count() == 31
    assert book.check() == ()


def test_unknown_twice_and_without_images(book: Book) -> None:
    with pytest.raises(Rejected) as caught:
        book.undo(99)
    assert codes(caught) == ["storage.undo_unknown"]
    with pytest.raises(Rejected) as caught:
        book.undo(1)  # making the book
    assert codes(caught) == ["storage.undo_impossible"]
    operation = import_roster(book)
    book.undo(operation)
    with pytest.raises(Rejected) as caught:
        book.undo(operation)
    assert codes(caught) == ["storage.undo_done"]


def test_images_from_before_a_new_column_still_serve(book: Book) -> None:
    operation = import_roster(book)
    book._raw.execute("ALTER TABLE areas ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
    assert book.check() == ()
    book.undo(book.undo(operation))
    assert book.check() == ()
    with book.read() as view:
        assert view.communities.count(area_id="a") == 30


def test_an_unchanged_value_is_no_change(book: Book) -> None:
    import_roster(book)
    with book.work("areas.edit", "没有改动") as work:
        assert not work.areas.put(Area(id="a", name="东片"))
        operation = work.commit()
    assert not next(o for o in book.operations() if o.id == operation).undoable
