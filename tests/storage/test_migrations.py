"""A migrated file has exactly the tables the program speaks of; older files are brought up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from dangjian_desktop.domain.organisations import Area
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.storage import backups, migrations
from dangjian_desktop.storage.connect import connect
from dangjian_desktop.storage.database import Book
from dangjian_desktop.storage.rows import metadata

FOLDER = Path(migrations.__file__).parent


@contextmanager
def connected(path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        yield connection
        connection.commit()
    engine.dispose()


def tables(connection: Connection) -> dict[str, list[str]]:
    """The parts of every table and index: columns and constraints, in no order."""
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {name: sorted(parts(sql)) for name, sql in rows if name != "alembic_version"}


def parts(sql: str) -> list[str]:
    """Split at the commas between the columns and constraints; a column's own reference stands apart."""
    inside = re.sub(r"\s+", " ", sql[sql.index("(") + 1 : sql.rindex(")")])
    found, depth, start = [], 0, 0
    for place, sign in enumerate(inside):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            found.append(inside[start:place])
            start = place + 1
    found.extend((inside[start:], sql[sql.rindex(")") + 1 :]))
    made = [re.sub(r"\( | \)", lambda edge: edge[0].strip(), one).strip() for one in found]
    reference = re.compile(r"^(\w+) (\w+) (CONSTRAINT \w+) (REFERENCES .*)$")
    return [part for one in made for part in (reference.sub(r"\1 \2|\3 FOREIGN KEY(\1) \4", one).split("|"))]


def test_migrated_equals_metadata(tmp_path: Path) -> None:
    with connected(tmp_path / "migrated.db") as migrated, connected(tmp_path / "made.db") as made:
        migrations.upgrade(migrated)
        metadata.create_all(made)
        assert tables(migrated) == tables(made)
        assert compare_metadata(MigrationContext.configure(migrated), metadata) == []
        assert migrations.revision_of(migrated) == migrations.HEAD


def test_head_is_the_last_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


def test_migrations_do_not_know_todays_tables() -> None:
    for script in (FOLDER / "versions").glob("*.py"):
        assert "dangjian_desktop" not in script.read_text("utf-8")


def test_an_older_file_is_backed_up_then_brought_up_to_date(
    file: Path, password: str | None, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        Book.open(file, password=password, clock=clock) as book,
        book.work("areas.add", "新建片") as work,
    ):
        work.areas.add(Area(id="a", name="东片"))
        work.commit()
    raw = connect(file, password)
    raw.execute("UPDATE alembic_version SET version_num = '0000'")
    raw.close()
    stamp = text("UPDATE alembic_version SET version_num = :head").bindparams(head=migrations.HEAD)
    monkeypatch.setattr(migrations, "upgrade", lambda connection: connection.execute(stamp))
    with Book.open(file, password=password, clock=clock) as book:
        assert book.operations(1)[0].action == "book.migrate"
        assert book.check() == ()
        with book.read() as view:
            assert view.areas.count() == 1
    (kept,) = backups.listed(backups.default_folder(file))
    raw = connect(kept.path, password)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone()[0] == "0000"
    raw.close()


def test_a_failed_migration_leaves_the_file_as_it_was(
    file: Path, password: str | None, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = connect(file, password)
    raw.execute("UPDATE alembic_version SET version_num = '0000'")
    raw.close()

    def half(connection: Connection) -> None:
        connection.execute(text("DROP TABLE papers"))
        connection.execute(text("nonsense"))

    monkeypatch.setattr(migrations, "upgrade", half)
    with pytest.raises(Exception, match="syntax error"):
        Book.open(file, password=password, clock=clock)
    raw = connect(file, password)
    assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'papers'").fetchone()[0] == 1
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone()[0] == "0000"
    raw.close()
    assert not file.with_name(file.name + ".lock").exists()


def test_ballots_printed_before_there_was_a_register_are_carried_into_it(tmp_path: Path) -> None:
    with connected(tmp_path / "old.db") as old:
        migrations.upgrade(old, "0003")
        for at, words in enumerate(
            (
                "印测评票：上塘村测评会；党员；120 张；党员票.pdf",
                "印测评票：上塘村测评会；不分人员；8 张；（打印）",
                "别的",
            )
        ):
            old.execute(
                text(
                    "INSERT INTO audit (id, at, actor, action, summary, journal, previous, digest)"
                    " VALUES (:id, '2026-11-20T09:00:00', '办公室', 'ballots.print', :words, '', '', '')"
                ).bindparams(id=at + 1, words=words)
            )
        migrations.upgrade(old)
        found = old.execute(
            text('SELECT about, "group", count, "by", note, move FROM print_register')
        ).fetchall()
    assert [tuple(line) for line in found] == [
        ("上塘村测评会", "党员", 120, "办公室", "党员票.pdf", "printed"),
        ("上塘村测评会", "", 8, "办公室", "（打印）", "printed"),
    ]


def test_words_of_ballots_keep_their_count_and_begin_with_none_of_the_second_entry(tmp_path: Path) -> None:
    with connected(tmp_path / "old.db") as old:
        migrations.upgrade(old, "0005")
        old.execute(
            text(
                "INSERT INTO ballot_remarks (meeting_id, question, text, redacted, copies)"
                " VALUES ('met', 'advice', '修好村口的路', '', 3)"
            )
        )
        migrations.upgrade(old)
        found = old.execute(text("SELECT text, copies, seconds, only_second FROM ballot_remarks")).fetchall()
    assert [tuple(line) for line in found] == [("修好村口的路", 3, 0, 0)]
