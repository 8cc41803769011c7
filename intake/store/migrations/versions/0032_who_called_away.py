"""Accounts know who said that somebody is away."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of absences of before nobody knows it: they stand as said by somebody else.
    op.add_column("accounts", sa.Column("away_by", sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "away_by")
