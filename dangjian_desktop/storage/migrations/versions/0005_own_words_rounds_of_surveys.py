"""own words, rounds of surveys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Bring the file from the revision before to this one."""
    op.add_column("meetings", sa.Column("scrutineers", sa.Text(), server_default="", nullable=False))
    op.add_column("meetings", sa.Column("tellers", sa.Text(), server_default="", nullable=False))
    op.add_column("meetings", sa.Column("compare_with", sa.Text(), server_default="", nullable=False))
