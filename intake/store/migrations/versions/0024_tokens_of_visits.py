"""What an auditor's own machine may fetch for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_tokens",
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("session_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("copy_key", sa.Text(), nullable=True),
        sa.Column("given", sa.BigInteger(), nullable=False),
        sa.Column("exported", sa.Text(), nullable=False),
        sa.Column("signed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_visit_tokens"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_visit_tokens_account_id_accounts"
        ),
    )
    for column in ("account_id", "session_hash"):
        op.create_index(f"ix_visit_tokens_{column}", "visit_tokens", [column])


def downgrade() -> None:
    op.drop_table("visit_tokens")
