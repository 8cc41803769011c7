"""Who named somebody, and on which day: said again by the same person it hides nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLE = "case_people"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("named_by", sa.String(32), nullable=True))
    op.add_column(TABLE, sa.Column("named_on", sa.Date(), nullable=True))
    op.add_column(
        TABLE, sa.Column("named_again", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    for name in ("named_again", "named_on", "named_by"):
        op.drop_column(TABLE, name)
