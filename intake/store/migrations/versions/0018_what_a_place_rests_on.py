"""Which entry of the access log let somebody read a case that they hold or decide about."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_people", sa.Column("assign", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("case_people", "assign")
