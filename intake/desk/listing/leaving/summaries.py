"""Sealed summaries as one stream of frames: short headers, no parsing, the first one at once.

    u32 | meta, JSON: {"count": 2, "desk_key": b64u or null}
    case, 16 bytes | u32 | age file          as many as ``count``

Lengths are big-endian. They leave under the hour's ``case.watch`` (``watching``), and only for who
can open them: triage members with the desk's key, of cases that they may read.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.clock import day_of
from intake.crypto.encoding import b64u
from intake.desk.listing.order.lists import visible
from intake.desk.listing.order.viewer import Viewer
from intake.log.act import Act
from intake.store.models import SealedObject, Shown
from intake.store.statements import add_if_new


class Summary(NamedTuple):
    """A sealed summary, and whether it leaves for this person for the first time."""

    case: str  # 32 hexadecimal digits
    data: bytes  # the age file
    is_new: bool


def read_summaries(db: Session, viewer: Viewer, cases: Collection[str], now: int) -> list[Summary]:
    """Return the summaries that this person may have of these cases; of others there are none."""
    if viewer.desk_key is None:
        return []
    seen = visible(viewer, now)
    mine = select(Shown.case_id).where(Shown.account_id == viewer.account)
    query = (
        select(SealedObject.case_id, SealedObject.data, SealedObject.case_id.not_in(mine))
        .join(seen, seen.c.id == SealedObject.case_id)
        .where(SealedObject.case_id.in_(cases), SealedObject.kind == "summary", seen.c.reads)
    )
    by_case = {row[0]: Summary._make(row) for row in db.execute(query)}
    return [by_case[case] for case in cases if case in by_case]


def note_shown(act: Act, summaries: Iterable[Summary]) -> None:
    """Keep on which day each of these, at least one, left for this person first."""
    account, today = act.actor.id, day_of(act.now)
    rows = [
        {"account_id": account, "case_id": each.case, "shown_on": today, "is_logged": False}
        for each in sorted(summaries)
    ]
    add_if_new(act.db, Shown, *rows)


def frame(meta: Mapping[str, object], summaries: Iterable[Summary]) -> bytes:
    """Return the stream."""
    blocks = [_sized(json.dumps(meta).encode())]
    blocks += [bytes.fromhex(each.case) + _sized(each.data) for each in summaries]
    return b"".join(blocks)


def describe(viewer: Viewer | None, summaries: Collection[Summary]) -> dict[str, object]:
    """Return the stream's first frame: how many follow, and what opens the desk's key files."""
    key = viewer.desk_key if viewer else None
    return {"count": len(summaries), "desk_key": b64u(key) if key else None}


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data
