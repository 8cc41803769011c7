"""What members signed for auditors whose account is over goes, as it does with the account now."""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE accounts SET vouch = NULL WHERE disabled")


def downgrade() -> None:
    """Nothing: nobody can sign it again for somebody who is gone."""
