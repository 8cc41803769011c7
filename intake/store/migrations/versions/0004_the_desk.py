"""The desk knows what is read, answered, proposed and set aside; clients keep drafts and cards."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ACCOUNT = ("account_id", "accounts.id")
CASE = ("case_id", "cases.id")


def upgrade() -> None:
    for column in _columns():
        op.add_column("cases", column)
    _tell_what_was_said()
    _without_row_numbers(
        "case_people",
        [CASE, ACCOUNT],
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("excluded", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_case_people_account", "case_people", ["account_id"])
    op.create_table(
        "case_proposals",
        *_keys("case_proposals", [CASE]),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("for_account", sa.String(32), nullable=True),
        sa.Column("value", sa.String(20), nullable=False),
        sa.Column("object_id", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "act", name="pk_case_proposals"),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name="fk_case_proposals_by_accounts"),
        sa.ForeignKeyConstraint(
            ["for_account"], ["accounts.id"], name="fk_case_proposals_for_account_accounts"
        ),
        sqlite_with_rowid=False,
    )
    _without_row_numbers("shown", [ACCOUNT, CASE], sa.Column("shown_on", sa.Date(), nullable=False))
    op.create_index("ix_shown_shown_on", "shown", ["shown_on"])
    _without_row_numbers(
        "drafts", [ACCOUNT, CASE], sa.Column("data", sa.LargeBinary(), nullable=False)
    )
    op.create_table(
        "watches",
        *_keys("watches", [ACCOUNT]),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_watches"),
    )
    op.create_table(
        "cards",
        *_keys("cards", [ACCOUNT]),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "month", name="pk_cards"),
    )


def _columns() -> list[sa.Column[object]]:
    no, zero = sa.false(), "0"
    return [
        sa.Column("on_it", sa.String(32), nullable=True),
        sa.Column("aside", sa.Boolean(), nullable=False, server_default=no),
        sa.Column("screened", sa.SmallInteger(), nullable=False, server_default=zero),
        sa.Column("rekey", sa.Boolean(), nullable=False, server_default=no),
        sa.Column("said", sa.Integer(), nullable=False, server_default=zero),
        sa.Column("answered", sa.Integer(), nullable=False, server_default="-1"),
        sa.Column("waiting_on", sa.Date(), nullable=True),
    ]


def _keys(table: str, keys: list[tuple[str, str]]) -> list[SchemaItem]:
    columns: list[SchemaItem] = [sa.Column(name, sa.String(32), nullable=False) for name, _ in keys]
    return columns + [
        sa.ForeignKeyConstraint([name], [to], name=f"fk_{table}_{name}_{to.split('.')[0]}")
        for name, to in keys
    ]


def _without_row_numbers(
    table: str, keys: list[tuple[str, str]], *columns: sa.Column[object]
) -> None:
    primary = sa.PrimaryKeyConstraint(*(name for name, _ in keys), name=f"pk_{table}")
    op.create_table(table, *_keys(table, keys), *columns, primary, sqlite_with_rowid=False)


def _tell_what_was_said() -> None:
    """Fill in of the cases there are what is unanswered: whatever came after the last answer."""
    for statement in (
        """UPDATE cases SET said = COALESCE((SELECT MAX(position) FROM sealed_objects AS o
           WHERE o.case_id = cases.id AND o."by" <> 'staff'), 0)""",
        """UPDATE cases SET answered = COALESCE((SELECT MAX(o.position) FROM sealed_objects AS o
           WHERE o.case_id = cases.id AND o."by" <> 'staff' AND o.position <
           (SELECT MAX(s.position) FROM sealed_objects AS s
            WHERE s.case_id = cases.id AND s."by" = 'staff' AND s.kind = 'message')), -1)""",
        """UPDATE cases SET waiting_on = (SELECT MIN(o.received_on) FROM sealed_objects AS o
           WHERE o.case_id = cases.id AND o."by" <> 'staff' AND o.position > cases.answered)
           WHERE answered < said""",
    ):
        op.execute(statement)


def downgrade() -> None:
    for table in ("cards", "watches", "drafts", "shown", "case_proposals", "case_people"):
        op.drop_table(table)
    for column in reversed(_columns()):
        op.drop_column("cases", column.name)
