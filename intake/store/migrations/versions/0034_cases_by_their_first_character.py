"""Cases that begin with one character are asked for by an index of their own."""

from alembic import op
from sqlalchemy import TextClause, text

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_NAME = "ix_log_ix_letter"
_ONLY = text("ref IS NOT NULL")


def upgrade() -> None:
    columns: list[str | TextClause] = ["log", text("substr(ref, 1, 1)"), "idx"]
    op.create_index(_NAME, "log_ix", columns, sqlite_where=_ONLY, postgresql_where=_ONLY)


def downgrade() -> None:
    op.drop_index(_NAME, table_name="log_ix")
