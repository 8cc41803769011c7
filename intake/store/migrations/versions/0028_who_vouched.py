"""Accounts know who invited them, and who vouched for them."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of those made before nobody knows it: somebody has to vouch for each of them.
    op.add_column("accounts", sa.Column("invited_by", sa.String(length=32), nullable=True))
    op.add_column("accounts", sa.Column("vouched_by", sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "vouched_by")
    op.drop_column("accounts", "invited_by")
