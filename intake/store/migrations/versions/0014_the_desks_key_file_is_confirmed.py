"""What is known of the desk's key file of a case, and who made one that nobody else has opened.

An emergency that somebody holds may have one from a holder: it counts as not opened yet, and the
next triage member who opens the case confirms it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("desk_key", sa.SmallInteger(), nullable=False, server_default="0")
    op.add_column("cases", column)
    op.add_column("cases", sa.Column("desk_key_by", sa.String(32), nullable=True))
    op.execute("UPDATE cases SET desk_key = 1 WHERE level = 0 AND assignee IS NOT NULL")
    op.execute(
        "UPDATE cases SET desk_key = 3 WHERE NOT EXISTS (SELECT 1 FROM key_files"
        " WHERE key_files.case_id = cases.id AND key_files.holder LIKE 'desk:%')"
    )


def downgrade() -> None:
    for name in ("desk_key_by", "desk_key"):
        op.drop_column("cases", name)
