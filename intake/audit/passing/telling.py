"""What a full pass found beside the logs becomes an entry ``sys.mismatch``, once for each.

What stands in a row and can be set right, or be wrong again, is told each night that it is wrong.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.passing.again import FINDING, MIDNIGHT
from intake.audit.passing.said.accounts import ACCOUNT
from intake.audit.passing.said.rows import PAGES, POLICY
from intake.audit.passing.stored import Mismatch
from intake.audit.tables.entries import read_entry
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.store.engine import Database
from intake.store.models import LogIx

EACH_NIGHT = frozenset({FINDING, MIDNIGHT, POLICY, PAGES, ACCOUNT})
MOST = 100  # Entries after one pass: a table that is gone is told in a few of them, and again.


def tell(database: Database, found: list[Mismatch], now: int) -> int:
    """Append an entry for each that none tells of yet, at most ``MOST``; return how many."""
    if not found:
        return 0
    with database.reading() as db:
        known = _told(db)
    fresh = [each for each in found if each.reason in EACH_NIGHT or each not in known][:MOST]
    for each in fresh:
        with database.session() as db:
            Act(db, SYSTEM, now).log(Event.SYS_MISMATCH, outcome="error", detail=_detail(each))
            db.commit()
    return len(fresh)


def _detail(found: Mismatch) -> dict[str, object]:
    return {"log": str(found.log), "index": found.entry, "reason": found.reason}


def _told(db: Session) -> set[Mismatch]:
    query = select(LogIx.idx).where(LogIx.log == Log.ACCESS, LogIx.e == Event.SYS_MISMATCH)
    entries = (read_entry(db, Log.ACCESS, index) for index in db.scalars(query).all())
    details = [each.told for each in entries if each and each.told.get("log") in set(Log)]
    return {
        Mismatch(Log(str(told["log"])), index, str(told.get("reason")))
        for told in details
        if isinstance(index := told.get("index"), int)
    }
