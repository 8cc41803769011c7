"""What stands in a row against what entries say of it: policy, list of pages, and accounts.

Rows are a word of this machine: whoever owns the database can write others. The entries are signed,
and copies of them lie elsewhere.
"""

from collections.abc import Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.audit.passing.said.accounts import compare_accounts
from intake.audit.passing.said.entries import newest
from intake.audit.passing.stored import Mismatch
from intake.crypto.encoding import b64u
from intake.log.events import Event, Log
from intake.log.witnesses.standing import NOBODY, standing_text, text_hash
from intake.store.engine import Database
from intake.store.models import PagesServed
from intake.verify.check.agreed import agreed_policy

POLICY, PAGES = "other_policy", "other_pages"  # Of ``codes.PASS_REASONS``.


def compare_said(database: Database) -> list[Mismatch]:
    """Compare all of it; a row about pages that differs is thrown away: they are noted anew."""
    with database.reading() as db:
        found = [*_compare_policy(db), *_compare_pages(db), *compare_accounts(db)]
    if any(each.reason == PAGES for each in found):
        with database.session() as db:
            db.execute(delete(PagesServed))
            db.commit()
    return found


def _compare_policy(db: Session) -> Iterator[Mismatch]:
    agreed = ((each.idx, agreed_policy(each.leaf)) for each in newest(db, Event.CONFIG_CHANGE))
    index, said = next(((at, text) for at, text in agreed if text), (0, text_hash(NOBODY)))
    if said != text_hash(standing_text(db)):
        yield Mismatch(Log.ACCESS, index, POLICY)


def _compare_pages(db: Session) -> Iterator[Mismatch]:
    kept = db.scalar(select(PagesServed.sha256))
    noted = next(newest(db, Event.SYS_PAGES), None)
    said = noted.leaf.facts.get("pages") if noted and noted.leaf else None
    if kept is not None and b64u(kept) != said:
        yield Mismatch(Log.ACCESS, noted.idx if noted else 0, PAGES)
