"""The gravest level that a case ever stood at: lowering it does not spare the second person."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "cases", sa.Column("highest", sa.SmallInteger(), nullable=False, server_default="0")
    )
    op.execute("UPDATE cases SET highest = level")


def downgrade() -> None:
    op.drop_column("cases", "highest")
