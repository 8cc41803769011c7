"""Who is kept away by one person's word is told apart; acts of the staff have longer names."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "case_people", sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _set_kind(8, 16)


def downgrade() -> None:
    op.drop_column("case_people", "named")
    op.execute("DELETE FROM sealed_objects WHERE length(kind) > 8")
    _set_kind(16, 8)


def _set_kind(old: int, new: int) -> None:
    options = {"sqlite_with_rowid": False}  # SQLite makes the table anew.
    with op.batch_alter_table("sealed_objects", table_kwargs=options) as table:
        table.alter_column("kind", existing_type=sa.String(old), type_=sa.String(new))
