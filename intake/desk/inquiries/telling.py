"""What a question is about, as who is asked reads it: what was done and when, and nobody's name."""

import json
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.log.codes import EVENT_WORDS
from intake.log.events import Log
from intake.log.leaf import LeafError, parse_leaf
from intake.store.models import Inquiry, LogEntry
from intake.web.words.i18n import gettext as _


class Deed(NamedTuple):
    """An entry of the access log."""

    idx: int
    time: int  # Unix seconds
    words: str


def list_deeds(db: Session, row: Inquiry) -> list[Deed]:
    """Return the entries that a question is about, as far as they can be read."""
    chosen = LogEntry.log == Log.ACCESS, LogEntry.idx.in_(json.loads(row.entries))
    query = select(LogEntry).where(*chosen).order_by(LogEntry.idx)
    return [deed for entry in db.scalars(query) if (deed := _read(entry))]


def _read(entry: LogEntry) -> Deed | None:
    try:
        leaf = parse_leaf(Log.ACCESS, entry.leaf)
    except LeafError:
        return None
    return Deed(entry.idx, leaf.t, _(EVENT_WORDS[leaf.event]))
