"""Schema revisions. Alembic itself is loaded only when a file has to be brought up to date."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0006"


def revision_of(connection: Connection) -> str | None:
    """Return the revision the file is at, or None when it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if found is None else str(found)


def is_newer(revision: str) -> bool:
    """Tell whether a file at ``revision`` was written by a newer program."""
    return not revision.isdigit() or int(revision) > int(HEAD)


def upgrade(connection: Connection, target: str = HEAD) -> None:
    """Bring the schema to ``target`` inside the transaction that is open on ``connection``."""
    from alembic import command
    from alembic.config import Config

    # Alembic tells every step at INFO; the audit log says what a clerk needs to know.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    # Alembic reads percent signs as placeholders.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, target)
