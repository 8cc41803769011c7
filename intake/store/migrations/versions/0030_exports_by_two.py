"""What waits for a second person before the files of a case leave."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "export_asks",
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("recipient", sa.String(16), nullable=False),
        sa.Column("approver", sa.String(32), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("idx", name="pk_export_asks"),
        *(
            sa.ForeignKeyConstraint([column], [f"{of}.id"], name=f"fk_export_asks_{column}_{of}")
            for column, of in (("case_id", "cases"), ("by", "accounts"), ("approver", "accounts"))
        ),
    )
    op.create_index("ix_export_asks_case_id", "export_asks", ["case_id"])


def downgrade() -> None:
    op.drop_table("export_asks")
