"""${message}."""
# ruff: noqa: E501, PLR0915 - written by packaging/make_migration.py, frozen once released

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision: str = ${repr(up_revision)}
down_revision: str | None = ${repr(down_revision)}
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Bring the file from the revision before to this one."""
    ${upgrades if upgrades else "pass"}
