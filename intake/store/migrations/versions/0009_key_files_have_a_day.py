"""On which day somebody got a key file: unconfirmed for a working day is an alarm."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_people", sa.Column("keyed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("case_people", "keyed_on")
