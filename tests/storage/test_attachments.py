"""Stored files: once per content, never half-written, verified when read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Unavailable
from dangjian_desktop.storage.attachments import FileStore
from dangjian_desktop.storage.database import Book
from dangjian_desktop.storage.repositories.book import MadePaper


def test_same_content_is_stored_once(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "x.files")
    digest = store.put(b"picture")
    assert store.put(b"picture") == digest
    assert [path.name for path in store.folder.rglob("*") if path.is_file()] == [digest]
    assert store.path(digest).parent.name == digest[:2]
    assert store.get(digest) == b"picture"


def test_missing_and_changed_files_are_found(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    digest = store.put(b"picture")
    store.path(digest).write_bytes(b"pixture")
    with pytest.raises(Unavailable) as caught:
        store.get(digest)
    assert caught.value.findings[0].code == "storage.attachment_damaged"
    store.path(digest).unlink()
    with pytest.raises(Unavailable) as caught:
        store.get(digest)
    assert caught.value.findings[0].code == "storage.attachment_missing"
    with pytest.raises(ValueError, match="not a sha256"):
        store.path("../../etc/passwd")


def test_a_paper_and_its_bytes(book: Book, clock: FixedClock) -> None:
    with book.work("papers.make", "制作通知") as work:
        stored = book.keep_file(work, "通知.pdf", b"%PDF-1.7")
        paper = MadePaper(
            id=new_id(),
            kind="notice",
            title="通知",
            form_code="gbt9704",
            form_edition="2012",
            attachment_id=stored.id,
            sha256=stored.sha256,
            created=clock.now(),
        )
        work.papers.add(paper)
        work.commit()
    with book.read() as view:
        assert view.papers.all() == (paper,)
        assert view.attachments.all() == (stored,)
        assert view.attachments.digests() == (stored.sha256,)
    assert book.files.get(paper.sha256) == b"%PDF-1.7"
    assert book.check() == ()
