"""Accounts can be suspended; a proposal for the roster may let nobody in, but take somebody off."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("suspended_at", sa.BigInteger(), nullable=True))
    _let_newcomer_be_nobody(nullable=True)


def downgrade() -> None:
    op.drop_column("accounts", "suspended_at")
    op.execute(sa.text("DELETE FROM roster_proposals WHERE newcomer IS NULL"))
    _let_newcomer_be_nobody(nullable=False)


def _let_newcomer_be_nobody(*, nullable: bool) -> None:
    with op.batch_alter_table("roster_proposals") as batch:
        batch.alter_column("newcomer", existing_type=sa.String(32), nullable=nullable)
