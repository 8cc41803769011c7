"""Up to which entry of each log the findings of the rules speak."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # 0: nobody can tell of those found before; the rules are at it again within a minute.
    with op.batch_alter_table("log_seen") as table:
        table.add_column(
            sa.Column("found_size", sa.BigInteger(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("log_seen") as table:
        table.alter_column("found_size", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("log_seen") as table:
        table.drop_column("found_size")
