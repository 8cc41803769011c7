"""What auditors ask who holds a case, and what is answered."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inquiries",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("idx", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asks", sa.String(16), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("words_for", sa.String(32), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("own", sa.LargeBinary(), nullable=False),
        sa.Column("answered_by", sa.String(32), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_as", sa.String(16), nullable=True),
        sa.Column("answer", sa.String(16), nullable=True),
        sa.Column("answer_words", sa.LargeBinary(), nullable=True),
        sa.Column("answer_idx", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inquiries"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_inquiries_case_id_cases"),
        *(
            sa.ForeignKeyConstraint([name], ["accounts.id"], name=f"fk_inquiries_{name}_accounts")
            for name in ("by", "words_for", "answered_by")
        ),
    )
    op.create_index("ix_inquiries_by", "inquiries", ["by"])


def downgrade() -> None:
    op.drop_table("inquiries")
