"""Whether an entry of the log listed a pseudonym among those of its quarter."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("log_actor") as table:
        table.add_column(
            sa.Column("is_listed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("log_actor") as table:
        table.alter_column("is_listed", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("log_actor") as table:
        table.drop_column("is_listed")
