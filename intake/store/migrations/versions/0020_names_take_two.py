"""Asks of auditors who a pseudonym is, decided by a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_ask",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("idx", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("ground", sa.String(16), nullable=False),
        sa.Column("of", sa.String(33), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(32), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("shown_at", sa.BigInteger(), nullable=True),
        sa.Column("deferred_by", sa.String(32), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit_ask"),
        *(
            sa.ForeignKeyConstraint([name], ["accounts.id"], name=f"fk_audit_ask_{name}_accounts")
            for name in ("by", "decided_by", "deferred_by")
        ),
    )


def downgrade() -> None:
    op.drop_table("audit_ask")
