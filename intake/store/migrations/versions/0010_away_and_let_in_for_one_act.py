"""Members are away until a day; a supervisor may be let into a case for one proposal."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("away_until", sa.Date(), nullable=True))
    op.create_table(
        "case_grants",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("object_id", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_grants"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_grants_case_id_cases"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_case_grants_account_id_accounts"
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("case_grants")
    op.drop_column("accounts", "away_until")
