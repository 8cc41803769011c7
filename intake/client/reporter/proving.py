"""Whether the openings of a box stand in the published intake log (wire.md 4).

What a browser does in ``static/js/public/box/proving.js``: each entry is rebuilt from what the
reporter is shown, so that it proves these words and no others.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from intake.clock import day_of
from intake.crypto import shapes
from intake.crypto.encoding import EncodingError, encode_json
from intake.crypto.tlog.checkpoint import CheckpointError, open_checkpoint
from intake.crypto.tlog.merkle import MerkleError, leaf_hash
from intake.crypto.tlog.merkleproof import verify_inclusion
from intake.crypto.tlog.note import VerifierKey, parse_vkey
from intake.log.leaf import commitment

Opening = Mapping[str, Any]  # ``day``, ``purpose`` and ``role``.
PROVED, TOMORROW, ABSENT = "proved", "tomorrow", "absent"
DAYS = 2  # The day itself and that of the publication: then it must be there.
_KEYS = ("checkpoint", "hashes", "openings", "published_on", "ref", "v")
_ROW_KEYS = ("index", "path", "salt", "seq", "t")


class _Log(NamedTuple):
    size: int
    root: bytes
    hashes: Sequence[bytes]
    ref: str


def prove_openings(vkey: str, openings: Sequence[Opening], part: bytes, now: int) -> list[str]:
    """Return what came of each opening: PROVED, TOMORROW (too new to be published) or ABSENT.

    Args:
        vkey: The intake log's verifier key, as the page names it.
        openings: Of ``meta``.
        part: ``proofs`` of the answer.
        now: Unix seconds, by the reporter's clock.

    Raises:
        NoteError: The page names no verifier key.
    """
    key = parse_vkey(vkey)
    told = _read_part(part)
    rows = told["openings"] if told and isinstance(told["openings"], list) else []
    try:
        log = _read_log(key, told) if told else None
    except (CheckpointError, EncodingError):
        log = None
    taken: set[int] = set()
    return [
        _judge(log, opening, rows[at] if at < len(rows) else None, taken, now)
        for at, opening in enumerate(openings)
    ]


def _judge(log: _Log | None, opening: Opening, row: object, taken: set[int], now: int) -> str:
    index = _prove(log, opening, row) if log and row is not None else None
    if index is not None and index not in taken:  # Each by an entry of its own.
        taken.add(index)
        return PROVED
    return ABSENT if row is not None or not _is_new(str(opening["day"]), now) else TOMORROW


def _read_part(part: bytes) -> dict[str, Any] | None:
    try:
        told = shapes.exact_object(json.loads(part), _KEYS)
        shapes.constant(told["v"], 1)
    except (ValueError, RecursionError):
        return None
    return told


def _read_log(key: VerifierKey, told: Mapping[str, Any]) -> _Log:
    head = open_checkpoint(shapes.text(told["checkpoint"]), key)
    hashes = [shapes.binary(each) for each in shapes.texts(told["hashes"])]
    return _Log(head.size, head.root, hashes, shapes.hex_id(told["ref"]))


def _prove(log: _Log, opening: Opening, row: object) -> int | None:
    """Return the index of the entry that tells of an opening, or None."""
    try:
        given = shapes.exact_object(row, _ROW_KEYS)
        index = shapes.integer(given["index"])
        seq, time = shapes.integer(given["seq"]), shapes.integer(given["t"])
        shown = {name: opening[name] for name in ("day", "purpose", "role")}
        detail = {"case_seq": seq, "log_ref": log.ref, **shown}
        hidden = commitment(shapes.binary(given["salt"]), encode_json(detail))
        leaf = encode_json({"c": hidden, "e": "case.opened", "t": time, "v": 1})
        path = [log.hashes[shapes.integer(each)] for each in shapes.items(given["path"])]
        verify_inclusion(index, log.size, leaf_hash(leaf), log.root, path)
    except (EncodingError, IndexError, MerkleError):
        return None
    return index


def _is_new(day: str, now: int) -> bool:
    try:
        return (day_of(now) - date.fromisoformat(day)).days < DAYS
    except ValueError:
        return False
