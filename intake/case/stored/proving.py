"""What proves to a reporter that the openings of their case stand in the published intake log.

It goes with the box itself (wire.md 4): whoever asks for a proof alone would say which case is
theirs. An opening without proof is not published yet, or is not in the log; the browser tells the
two apart by its day.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from intake.clock import day_of
from intake.crypto.encoding import b64u
from intake.crypto.tlog.checkpoint import CheckpointError, parse_checkpoint
from intake.crypto.tlog.note import NoteError, parse_note
from intake.errors import AuditLogError
from intake.log.events import Log
from intake.log.leaf import LeafError, parse_leaf
from intake.log.proofs import ProvedEntry, prove_entries
from intake.log.signing.publishing import last_published
from intake.store.models import Case, LogPublished, Opening

Told = dict[str, object]


def prove_openings(db: Session, case: Case, openings: Sequence[Opening]) -> Told:
    """Return the proofs of these openings, in their order, as wire.md 4 has them."""
    published = last_published(db)
    entries = _prove(db, published, openings) if published else {}
    hashes: dict[bytes, int] = {}  # Each once: paths to one root have most of them in common.
    rows = [_row(row, entries.get(row.leaf_index), hashes) for row in openings]
    return {
        "checkpoint": published and published.checkpoint,
        "hashes": [b64u(each) for each in hashes],
        "openings": rows,
        "published_on": published and day_of(published.published_on).isoformat(),
        "ref": case.log_ref if entries else None,
        "v": 1,
    }


def _prove(
    db: Session, published: LogPublished, openings: Sequence[Opening]
) -> Mapping[int | None, ProvedEntry]:
    indices = [row.leaf_index for row in openings if row.leaf_index is not None]
    if not indices:
        return {}
    try:
        size = parse_checkpoint(parse_note(published.checkpoint).text).size
        found = prove_entries(db, Log.INTAKE, indices, size)
    except (AuditLogError, CheckpointError, NoteError):
        return {}  # The box opens all the same, and its browser says what is not proved.
    return {row.leaf_index: found[row.leaf_index] for row in openings if row.leaf_index in found}


def _row(row: Opening, entry: ProvedEntry | None, hashes: dict[bytes, int]) -> Told | None:
    if entry is None:
        return None
    try:
        time = parse_leaf(Log.INTAKE, entry.leaf).t
    except LeafError:
        return None
    return {
        "index": row.leaf_index,
        "path": [hashes.setdefault(each, len(hashes)) for each in entry.path],
        "salt": b64u(entry.salt),
        "seq": row.case_seq,
        "t": time,
    }
