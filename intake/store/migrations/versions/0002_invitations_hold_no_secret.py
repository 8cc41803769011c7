"""Invitations hold no secret of the code app: the newcomer's browser makes it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invites") as invites:
        invites.drop_column("totp_wrapped")


def downgrade() -> None:
    # The older program cannot use an invitation without a secret, and asks for none.
    op.execute(sa.text("DELETE FROM invites"))
    with op.batch_alter_table("invites") as invites:
        invites.add_column(sa.Column("totp_wrapped", sa.LargeBinary(length=64), nullable=False))
