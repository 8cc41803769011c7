"""Every entry of some events: those that the side tables did not take in yet as well."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.tables.entries import Stored, read_entries, read_entry
from intake.audit.tables.seen import read_seen
from intake.log.events import Event, Log
from intake.log.tree import log_size
from intake.store.models import LogIx


def newest(db: Session, *events: Event) -> Iterator[Stored]:
    """Yield the entries of these events in the access log, the newest first."""
    seen = read_seen(db, Log.ACCESS).tree.size
    rest = read_entries(db, Log.ACCESS, seen, log_size(db, Log.ACCESS))
    yield from (each for each in reversed(list(rest)) if each.leaf and each.leaf.event in events)
    listed = select(LogIx.idx).where(LogIx.log == Log.ACCESS, LogIx.e.in_(events), LogIx.idx < seen)
    for index in db.scalars(listed.order_by(LogIx.idx.desc())).all():
        stored = read_entry(db, Log.ACCESS, index)
        if stored is not None and stored.leaf and stored.leaf.event in events:
            yield stored
