"""What an auditor's own copies signed, as the entries of their visits tell."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.reading.records import records_at
from intake.crypto.encoding import EncodingError, parse_b64u
from intake.crypto.tlog.merkle import HASH_BYTES
from intake.log.events import Event, Log
from intake.log.proofs import Head
from intake.store.models import LogIx
from intake.verify.rules import Record

MOST = 20  # Entries under a pseudonym that are looked through: a visit leaves one of each log.


class Visit(NamedTuple):
    """A visit, and the tree that it signed."""

    time: int  # Unix seconds
    signed: Head


def newest_visit(db: Session, names: Iterable[str], log: Log, below: int = 2**53) -> Visit | None:
    """Return the newest visit that signed a log; None if there is none.

    Args:
        db: A reading session.
        names: Every pseudonym of one person.
        log: Which log was signed.
        below: An index of the access log, below which the entry stands.
    """
    own = sorted(index for name in names for index in _visited(db, name, below))[-MOST:]
    found = [visit for each in records_at(db, own) if (visit := _read(each, log))]
    return found[-1] if found else None


def _visited(db: Session, name: str, below: int) -> Iterable[int]:
    """Return indices of the newest visits under a pseudonym: one, so that its index is used."""
    theirs = (LogIx.log == Log.ACCESS, LogIx.a == name, LogIx.e == Event.AUDIT_VISIT)
    query = select(LogIx.idx).where(*theirs, LogIx.idx < below)
    return db.scalars(query.order_by(LogIx.idx.desc()).limit(MOST))


def _read(record: Record, log: Log) -> Visit | None:
    """Return what an entry tells; None if that is of the other log, or its details are gone."""
    size, root = record.number("size"), record.facts.get("root", "")
    if not size or record.text("log") != log or not record.is_done:
        return None
    try:
        return Visit(record.time, Head(size, parse_b64u(root, HASH_BYTES)))
    except EncodingError:
        return None
