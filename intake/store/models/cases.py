"""What reporters sent and staff answered: ciphertext, and the few plain columns DESIGN allows.

Plain are only: case id, desk and epoch, level, status, ``server_saw``, days, the hour of an
emergency until the log says it, assignment, how far a case is read and answered, padded sizes and
hashes. Identifiers are random, except ``position``, the order of objects inside one case.
"""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.engine import Base

# SQLite numbers rows in the order they came; beside the log's times that would date each report.
WITHOUT_ROWID = {"sqlite_with_rowid": False}


def _held_index(holder: str) -> Index:
    """Return the index of the cases that somebody holds; a report that arrives is not in it."""
    is_held = text(f"{holder} IS NOT NULL")
    columns = (holder, "level", "received_on", "id")
    return Index(f"ix_cases_{holder}", *columns, sqlite_where=is_held, postgresql_where=is_held)


class Case(Base):
    """One case. Its id is the hash of its first recipient (SPEC section 4)."""

    __tablename__ = "cases"
    __guarded__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    desk: Mapped[str] = mapped_column(String(32))
    desk_epoch: Mapped[int]
    epoch: Mapped[int] = mapped_column(default=0)
    level: Mapped[int] = mapped_column(SmallInteger)  # The place in LEVELS of crypto.bodies.
    highest: Mapped[int] = mapped_column(
        SmallInteger, default=0, server_default="0"
    )  # Gravest level.
    claimed_from: Mapped[int | None] = mapped_column(
        SmallInteger, default=None
    )  # The level before the reporter raised it, until staff opened what they said.
    status: Mapped[str] = mapped_column(String(20), default="new")
    alarm_at: Mapped[int | None] = mapped_column(
        BigInteger, default=None, index=True
    )  # Full hour by which it had come as an emergency, until the log says so.
    server_saw: Mapped[bool] = mapped_column(Boolean, default=False)
    received_on: Mapped[date] = mapped_column(Date)
    active_on: Mapped[date] = mapped_column(Date)
    assignee: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    cover: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    on_it: Mapped[str | None] = mapped_column(
        String(32), default=None
    )  # Account id: is acting now.
    aside: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    screened: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    paused: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    rekey: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    desk_key: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    desk_key_by: Mapped[str | None] = mapped_column(String(32), default=None)  # Account id.
    said: Mapped[int] = mapped_column(default=0, server_default="0")  # Position of the newest word.
    answered: Mapped[int] = mapped_column(default=-1, server_default="-1")  # Up to this position.
    waiting_on: Mapped[date | None] = mapped_column(Date, default=None)  # Of the oldest unanswered.
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sent_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    log_ref: Mapped[str] = mapped_column(String(32), unique=True)
    log_seq: Mapped[int] = mapped_column(default=0)
    log_prev: Mapped[str | None] = mapped_column(String(43), default=None)

    __table_args__ = (
        Index("ix_cases_queue", "desk", "assignee", "level", "received_on", "id"),
        _held_index("assignee"),
        _held_index("cover"),
        WITHOUT_ROWID,
    )


class SealedObject(Base):
    """One age file of a case; the id is that of the frame inside (SPEC section 5)."""

    __tablename__ = "sealed_objects"
    __guarded__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(String(8))
    epoch: Mapped[int]
    received_on: Mapped[date] = mapped_column(Date)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    data: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_sealed_objects_case", "case_id", "position", unique=True),
        WITHOUT_ROWID,
    )


class KeyFileRow(Base):
    """One key file: per case, epoch and holder (SPEC section 6)."""

    __tablename__ = "key_files"
    __guarded__ = True

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(String(64), primary_key=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    data: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_key_files_holder", "holder"), WITHOUT_ROWID)


class Opening(Base):
    """That somebody on the staff opened a case: day, role and purpose, for the reporter's eyes."""

    __tablename__ = "openings"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    opened_on: Mapped[date] = mapped_column(Date)
    role: Mapped[str] = mapped_column(String(13))
    purpose: Mapped[str] = mapped_column(String(16))
    case_seq: Mapped[int]
    leaf_index: Mapped[int | None] = mapped_column(BigInteger, default=None, index=True)

    __table_args__ = (WITHOUT_ROWID,)


class Attachment(Base):
    """A sealed file of any size, stored in chunks; its card is a sealed object."""

    __tablename__ = "attachments"
    __guarded__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    epoch: Mapped[int]
    received_on: Mapped[date] = mapped_column(Date)
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))

    __table_args__ = (WITHOUT_ROWID,)


class Chunk(Base):
    """At most 256 KiB of an attachment's age file."""

    __tablename__ = "chunks"
    __guarded__ = True

    attachment_id: Mapped[str] = mapped_column(ForeignKey("attachments.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (WITHOUT_ROWID,)
