"""What auditors signed on their own machines and handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_statements",
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("idx", name="pk_audit_statements"),
        sa.UniqueConstraint("sha256", name="uq_audit_statements_sha256"),
    )


def downgrade() -> None:
    op.drop_table("audit_statements")
