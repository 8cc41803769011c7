"""What the rules found about an auditor is asked for on every page of a supervisor."""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_NAME = "ix_audit_finding_a"


def upgrade() -> None:
    op.create_index(_NAME, "audit_finding", ["a"])


def downgrade() -> None:
    op.drop_index(_NAME, table_name="audit_finding")
