"""Accounts keep what a member of the desk signed for an auditor's key."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Who was vouched for before counts, and is answered in words once a member has signed.
    op.add_column("accounts", sa.Column("vouch", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "vouch")
