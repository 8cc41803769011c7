"""What stands in a row against the newest entry that says so: the policy, and the list of pages.

Both rows are a word of this machine: whoever owns the database can write another one. The entries
are signed, and copies of them lie elsewhere.
"""

from collections.abc import Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.audit.passing.stored import Mismatch
from intake.audit.tables.entries import Stored, read_entries, read_entry
from intake.audit.tables.seen import read_seen
from intake.crypto.encoding import b64u
from intake.log.events import Event, Log
from intake.log.tree import log_size
from intake.log.witnesses.standing import NOBODY, standing_text, text_hash
from intake.store.engine import Database
from intake.store.models import LogIx, PagesServed
from intake.verify.check.agreed import agreed_policy

POLICY, PAGES = "other_policy", "other_pages"  # Of ``codes.PASS_REASONS``.


def compare_said(database: Database) -> list[Mismatch]:
    """Compare both rows; one about pages that differs is thrown away, and pages are noted anew."""
    with database.reading() as db:
        found = [*_compare_policy(db), *_compare_pages(db)]
    if any(each.reason == PAGES for each in found):
        with database.session() as db:
            db.execute(delete(PagesServed))
            db.commit()
    return found


def _compare_policy(db: Session) -> Iterator[Mismatch]:
    agreed = ((each.idx, agreed_policy(each.leaf)) for each in _newest(db, Event.CONFIG_CHANGE))
    index, said = next(((at, text) for at, text in agreed if text), (0, text_hash(NOBODY)))
    if said != text_hash(standing_text(db)):
        yield Mismatch(Log.ACCESS, index, POLICY)


def _compare_pages(db: Session) -> Iterator[Mismatch]:
    kept = db.scalar(select(PagesServed.sha256))
    newest = next(_newest(db, Event.SYS_PAGES), None)
    said = newest.leaf.facts.get("pages") if newest and newest.leaf else None
    if kept is not None and b64u(kept) != said:
        yield Mismatch(Log.ACCESS, newest.idx if newest else 0, PAGES)


def _newest(db: Session, event: Event) -> Iterator[Stored]:
    """Yield the entries of an event, the newest first: those that were not taken in yet as well."""
    seen = read_seen(db, Log.ACCESS).tree.size
    rest = read_entries(db, Log.ACCESS, seen, log_size(db, Log.ACCESS))
    yield from (each for each in reversed(list(rest)) if each.leaf and each.leaf.event is event)
    listed = select(LogIx.idx).where(LogIx.log == Log.ACCESS, LogIx.e == event, LogIx.idx < seen)
    for index in db.scalars(listed.order_by(LogIx.idx.desc())).all():
        stored = read_entry(db, Log.ACCESS, index)
        if stored is not None and stored.leaf and stored.leaf.event is event:
            yield stored
