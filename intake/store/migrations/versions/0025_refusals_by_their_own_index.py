"""What was refused has an index that begins with it: by the old one SQLite went through all."""

from alembic import op
from sqlalchemy import text

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_ONLY = text("o = 'deny'")


def upgrade() -> None:
    """Make it anew."""
    op.drop_index("ix_log_ix_refused", "log_ix")
    op.create_index(
        "ix_log_ix_refused", "log_ix", ["o", "idx"], sqlite_where=_ONLY, postgresql_where=_ONLY
    )


def downgrade() -> None:
    """Make the old one."""
    op.drop_index("ix_log_ix_refused", "log_ix")
    op.create_index(
        "ix_log_ix_refused", "log_ix", ["log", "idx"], sqlite_where=_ONLY, postgresql_where=_ONLY
    )
