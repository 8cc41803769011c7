"""The two logs as rows; ``intake.log.writing`` alone writes them.

``log`` is "access" or "intake" everywhere. Entries are never changed or deleted: triggers refuse
it, on SQLite and PostgreSQL alike. They stand here as plain statements, so that the migrations and
``Base.metadata.create_all`` make the same schema.
"""

from typing import Any

from sqlalchemy import BigInteger, Connection, Index, LargeBinary, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.engine import Base


class LogEntry(Base):
    """One entry: the bytes that were hashed, and their leaf hash (tiles of level 0 are these)."""

    __tablename__ = "log_entry"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    leaf: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    # One B-tree ordered by log and index: 256 entries lie side by side, as they are served.
    __table_args__: Any = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's form


class LogTile(Base):
    """A tile of level 1 or above, 32 bytes per hash, growing until it holds 256."""

    __tablename__ = "log_tile"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    lvl: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary(8192))


class LogState(Base):
    """Size and frontier of one log; its row is the lock that puts entries in order."""

    __tablename__ = "log_state"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    frontier: Mapped[bytes] = mapped_column(LargeBinary)


class LogDetail(Base):
    """What the commitment ``c`` of an entry stands for; may be deleted, the entry stays."""

    __tablename__ = "log_detail"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    detail: Mapped[bytes] = mapped_column(LargeBinary)


class LogActor(Base):
    """Which account a pseudonym stands for in one quarter; may be deleted, the entries stay."""

    __tablename__ = "log_actor"

    pseudonym: Mapped[str] = mapped_column(String(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64))
    since: Mapped[int] = mapped_column(BigInteger)  # Unix time at which the quarter began.
    is_listed: Mapped[bool] = mapped_column(default=False)  # By an entry ``sys.accounts``.

    __table_args__ = (Index("ix_log_actor_account", "account_id", "since", unique=True),)


class LogPublished(Base):
    """A signed checkpoint that was published; of the intake log nothing beyond it is served."""

    __tablename__ = "log_published"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    checkpoint: Mapped[str] = mapped_column(Text)
    published_on: Mapped[int] = mapped_column(BigInteger)  # Unix time of that UTC day's beginning.


class PagesServed(Base):
    """Of which list of pages the log spoke last; one row."""

    __tablename__ = "pages_served"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))


_REFUSAL = "log_entry is append-only"

CREATE_LOG: dict[str, tuple[str, ...]] = {
    "sqlite": (
        f"""CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry
            BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
        f"""CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry
            BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
        "INSERT INTO log_state (log, size, frontier) VALUES ('access', 0, X''), ('intake', 0, X'')",
    ),
    "postgresql": (
        f"""CREATE FUNCTION log_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$""",
        """CREATE TRIGGER log_entry_no_change BEFORE UPDATE OR DELETE ON log_entry
            FOR EACH ROW EXECUTE FUNCTION log_entry_refuse()""",
        """CREATE TRIGGER log_entry_no_truncate BEFORE TRUNCATE ON log_entry
            FOR EACH STATEMENT EXECUTE FUNCTION log_entry_refuse()""",
        "INSERT INTO log_state (log, size, frontier) VALUES ('access', 0, ''), ('intake', 0, '')",
    ),
}
"""Run after the tables are made, by dialect name: triggers, then one state row per log."""

DROP_LOG: dict[str, tuple[str, ...]] = {
    "sqlite": (),  # A table takes its triggers with it.
    "postgresql": ("DROP FUNCTION IF EXISTS log_entry_refuse()",),
}
"""Run after the tables are dropped, by dialect name."""


@event.listens_for(Base.metadata, "after_create")
def _create_log(_target: object, connection: Connection, **options: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
    if LogEntry.__table__ in options.get("tables", ()):
        for statement in CREATE_LOG[connection.dialect.name]:
            connection.exec_driver_sql(statement)


@event.listens_for(Base.metadata, "after_drop")
def _drop_log(_target: object, connection: Connection, **_options: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
    for statement in DROP_LOG[connection.dialect.name]:
        connection.exec_driver_sql(statement)
