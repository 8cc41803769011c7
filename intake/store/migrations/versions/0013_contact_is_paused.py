"""That contact is paused stands beside the status: closing and reopening do not lose it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("paused", sa.SmallInteger(), nullable=False, server_default="0")
    op.add_column("cases", column)
    op.execute("UPDATE cases SET paused = 1 WHERE status = 'paused_safety'")


def downgrade() -> None:
    op.drop_column("cases", "paused")
