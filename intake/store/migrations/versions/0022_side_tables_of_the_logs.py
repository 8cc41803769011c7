"""Side tables of the logs: made from them, for the auditors' pages; empty until they are filled."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NEW = ("log_seen", "log_ix", "log_hour", "log_pair", "log_fold", "audit_finding", "audit_page")
INDEXES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("a", ("log", "a", "idx"), ""),
    ("e", ("log", "e", "idx"), ""),
    ("a_e", ("log", "a", "e", "idx"), ""),
    ("ref", ("log", "ref", "idx"), "ref IS NOT NULL"),
    ("way", ("way", "idx"), "way IS NOT NULL"),
    ("refused", ("log", "idx"), "o = 'deny'"),
    ("said", ("log", "idx"), "e <> 'pad'"),
)


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "log_seen",
        _text("log", 8),
        _big("size"),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("full_at", sa.BigInteger(), nullable=True),
        _big("full_size"),
        sa.Column("full_reason", sa.Text(), nullable=False),
        _big("erased"),
        sa.PrimaryKeyConstraint("log", name="pk_log_seen"),
    )
    op.create_table(
        "log_ix",
        *(_text("log", 8), _big("idx"), _big("t"), _text("e", 32), _text("a", 16)),
        *(_text("o", 5, nullable=True), _text("ref", 32, nullable=True)),
        _text("way", 7, nullable=True),
        sa.PrimaryKeyConstraint("log", "idx", name="pk_log_ix"),
        sqlite_with_rowid=False,
    )
    for name, columns, only in INDEXES:
        where = sa.text(only) if only else None
        op.create_index(
            f"ix_log_ix_{name}", "log_ix", columns, sqlite_where=where, postgresql_where=where
        )
    op.create_table(
        "log_hour",
        *(_text("log", 8), _big("day"), _text("a", 16)),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        *(_text("e", 32), _big("n")),
        sa.PrimaryKeyConstraint("log", "day", "a", "hour", "e", name="pk_log_hour"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log_pair",
        *(_big("day"), _text("a", 16), _text("ref", 32)),
        *(_big("inside"), _big("desk"), _big("outside"), _big("last")),
        sa.PrimaryKeyConstraint("day", "a", "ref", name="pk_log_pair"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_log_pair_ref", "log_pair", ["ref"])
    op.create_table(
        "log_fold",
        _big("day"),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_log_fold"),
    )
    op.create_table(
        "audit_finding",
        *(_text("id", 16), _text("rule", 32)),
        *(sa.Column(name, sa.SmallInteger(), nullable=False) for name in ("version", "level")),
        *(_big("newest"), _text("a", 16, nullable=True)),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_finding"),
    )
    op.create_table(
        "audit_page",
        _big("size"),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_audit_page"),
    )


def downgrade() -> None:
    for table in reversed(NEW):
        op.drop_table(table)
