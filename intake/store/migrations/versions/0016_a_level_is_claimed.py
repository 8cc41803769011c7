"""From which level a reporter raised a case, until somebody opened what they said."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("claimed_from", sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("cases", "claimed_from")
