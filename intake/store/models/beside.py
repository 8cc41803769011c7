"""Side tables of the logs: what the auditors' pages ask for, made from the logs and never a proof.

No part of the format of the logs (docs/spec/log.md). None is guarded: all can be emptied, and
``intake audit rebuild`` fills them again. ``intake.audit.tables`` alone writes them. ``day`` is
Unix time divided by 86,400; ``a`` is an actor as the pages name it, ``system`` where none is named.
"""

from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.engine import Base

WITHOUT_ROWID: dict[str, Any] = {"sqlite_with_rowid": False}


class LogSeen(Base):
    """How far the side tables go in a log, and when all of it was hashed last."""

    __tablename__ = "log_seen"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, default=0)  # Entries that were taken in.
    frontier: Mapped[bytes] = mapped_column(LargeBinary, default=b"")  # Of the tree they make.
    full_at: Mapped[int | None] = mapped_column(BigInteger, default=None)  # End of the last pass.
    full_size: Mapped[int] = mapped_column(BigInteger, default=0)  # Entries it covered.
    full_reason: Mapped[str] = mapped_column(Text, default="")  # What it found; empty: whole.
    erased: Mapped[int] = mapped_column(BigInteger, default=0)  # How often references were erased.
    found_size: Mapped[int] = mapped_column(BigInteger, default=0)  # Entries the findings speak of.


LETTER = "substr(ref, 1, 1)"  # How a case's reference begins.


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class LogIx(Base):
    """One entry, as the lists are filtered by it."""

    __tablename__ = "log_ix"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    t: Mapped[int] = mapped_column(BigInteger)  # Unix seconds; 0 where the entry is none.
    e: Mapped[str] = mapped_column(String(32))
    a: Mapped[str] = mapped_column(String(16))
    o: Mapped[str | None] = mapped_column(String(5))
    ref: Mapped[str | None] = mapped_column(String(32))  # The case; of a detail that is there.
    way: Mapped[str | None] = mapped_column(String(7))  # Of an opening: inside, desk or outside.

    __table_args__ = (
        Index("ix_log_ix_a", "log", "a", "idx"),
        Index("ix_log_ix_e", "log", "e", "idx"),
        Index("ix_log_ix_a_e", "log", "a", "e", "idx"),
        Index("ix_log_ix_ref", "log", "ref", "idx", **_only("ref IS NOT NULL")),
        Index("ix_log_ix_letter", "log", text(LETTER), "idx", **_only("ref IS NOT NULL")),
        Index("ix_log_ix_way", "way", "idx", **_only("way IS NOT NULL")),
        Index("ix_log_ix_refused", "o", "idx", **_only("o = 'deny'")),
        Index("ix_log_ix_said", "log", "idx", **_only("e <> 'pad'")),
        WITHOUT_ROWID,
    )


class LogHour(Base):
    """How many entries of an event an actor has in one hour; of the intake log all in hour 0."""

    __tablename__ = "log_hour"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    day: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    a: Mapped[str] = mapped_column(String(16), primary_key=True)
    hour: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    e: Mapped[str] = mapped_column(String(32), primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (WITHOUT_ROWID,)


class LogPair(Base):
    """How often an actor opened a case on one day, by the way they came to it."""

    __tablename__ = "log_pair"

    day: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    a: Mapped[str] = mapped_column(String(16), primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), primary_key=True)
    inside: Mapped[int] = mapped_column(BigInteger)
    desk: Mapped[int] = mapped_column(BigInteger)
    outside: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger)  # Index of the newest of them.

    __table_args__ = (Index("ix_log_pair_ref", "ref"), WITHOUT_ROWID)


class AuditPage(Base):
    """What the first page says of a checkpoint of the access log, as JSON: read in one go."""

    __tablename__ = "audit_page"

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    json: Mapped[str] = mapped_column(Text)


class LogFold(Base):
    """What the rules of the audit know at the end of a day (docs/spec/audit.md, 3)."""

    __tablename__ = "log_fold"

    day: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    state: Mapped[bytes] = mapped_column(LargeBinary)  # Canonical JSON.


class AuditFinding(Base):
    """What a rule of the audit found in the entries that were taken in."""

    __tablename__ = "audit_finding"
    __table_args__ = (
        Index("ix_audit_finding_rule", "rule", "newest"),
        Index("ix_audit_finding_newest", "newest"),
        Index("ix_audit_finding_a", "a"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    rule: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(SmallInteger)
    level: Mapped[int] = mapped_column(SmallInteger)
    newest: Mapped[int] = mapped_column(BigInteger)  # Unix seconds, of its newest entry.
    a: Mapped[str | None] = mapped_column(String(16))  # Whom it is about, if one person.
    json: Mapped[str] = mapped_column(Text)  # entries: [log, index, time]; refs; numbers
