"""Invitations know who made them, and end with that account."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of those made before nobody knows it; they are over within a week.
    op.add_column("invites", sa.Column("made_by", sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.drop_column("invites", "made_by")
