"""Whose word counts about the logs, what they signed, and how asking them went."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "witness_policies",
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("state", name="pk_witness_policies"),
    )
    op.create_table(
        "log_cosigned",
        sa.Column("log", sa.String(8), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("checkpoint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("log", "size", name="pk_log_cosigned"),
    )
    op.create_table(
        "witness_asked",
        sa.Column("log", sa.String(8), nullable=False),
        sa.Column("witness", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("log", "witness", name="pk_witness_asked"),
    )


def downgrade() -> None:
    for table in ("witness_asked", "log_cosigned", "witness_policies"):
        op.drop_table(table)
