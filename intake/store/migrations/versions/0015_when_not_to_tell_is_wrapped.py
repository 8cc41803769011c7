"""Zone and quiet hours of a member are wrapped together with the address under the server key."""

from typing import Any

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy import Connection

from intake.crypto.encoding import encode_json, parse_json
from intake.crypto.wrapping import unwrap_text, wrap_text

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LABEL, LENGTH = "intake/v1/notice", 512
TABLE = "notice_addresses"
PLAIN = ("zone", "quiet_from", "quiet_until")
ADDRESSES = sa.table(
    TABLE,
    *(sa.column(name) for name in ("account_id", "wrapped", *PLAIN)),
)


def upgrade() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(ADDRESSES)).all():
        quiet = None if row.quiet_from is None else [row.quiet_from, row.quiet_until]
        told = {"address": _unwrap(row), "quiet": quiet, "zone": row.zone}
        _write(connection, row, encode_json(told).decode().ljust(LENGTH))
    with op.batch_alter_table(TABLE) as table:
        for name in PLAIN:
            table.drop_column(name)


def downgrade() -> None:
    op.add_column(TABLE, sa.Column("zone", sa.String(64), nullable=True))
    for name in PLAIN[1:]:
        op.add_column(TABLE, sa.Column(name, sa.SmallInteger(), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(ADDRESSES)).all():
        told: Any = parse_json(_unwrap(row).rstrip().encode())
        first, last = told["quiet"] or (None, None)
        plain = {"zone": told["zone"], "quiet_from": first, "quiet_until": last}
        _write(connection, row, told["address"], **plain)


def _unwrap(row: Any) -> str:  # noqa: ANN401 - a row of the table as it was
    return unwrap_text(_server_key(), LABEL, row.account_id, row.wrapped)


def _write(connection: Connection, row: Any, text: str, **plain: object) -> None:  # noqa: ANN401
    wrapped = wrap_text(_server_key(), LABEL, row.account_id, text)
    mine = ADDRESSES.c.account_id == row.account_id
    connection.execute(sa.update(ADDRESSES).where(mine).values(wrapped=wrapped, **plain))


def _server_key() -> bytes:
    key: bytes | None = context.config.attributes.get("server_key")
    if key is None:
        raise RuntimeError("addresses of notices are wrapped again: the server key is needed")
    return key
