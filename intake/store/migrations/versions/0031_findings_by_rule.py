"""What the rules found is asked for by rule and by time, and not gone through."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

INDEXES = {"rule": ["rule", "newest"], "newest": ["newest"]}


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.create_index(f"ix_audit_finding_{name}", "audit_finding", columns)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(f"ix_audit_finding_{name}", table_name="audit_finding")
