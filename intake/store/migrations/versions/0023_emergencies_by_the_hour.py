"""The full hour by which a case had come as an emergency, until the access log says so."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("alarm_at", sa.BigInteger(), nullable=True))
    op.create_index("ix_cases_alarm_at", "cases", ["alarm_at"])


def downgrade() -> None:
    op.drop_index("ix_cases_alarm_at", table_name="cases")
    op.drop_column("cases", "alarm_at")
