"""remarks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Bring the file from the revision before to this one."""
    op.add_column("ballot_remarks", sa.Column("seconds", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "ballot_remarks", sa.Column("only_second", sa.Integer(), server_default="0", nullable=False)
    )
