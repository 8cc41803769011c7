"""What was shown first on a day is in the log once: rows know whether it is."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

HERE, THERE = sa.text("is_logged = 0"), sa.text("NOT is_logged")
DUE = ["shown_on", "account_id"]


def upgrade() -> None:
    op.add_column(
        "shown", sa.Column("is_logged", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.drop_index("ix_shown_shown_on", "shown")
    op.create_index("ix_shown_due", "shown", DUE, sqlite_where=HERE, postgresql_where=THERE)


def downgrade() -> None:
    op.drop_index("ix_shown_due", "shown")
    op.create_index("ix_shown_shown_on", "shown", ["shown_on"])
    op.drop_column("shown", "is_logged")
