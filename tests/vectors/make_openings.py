"""Writes openings.json (``python -m tests.vectors.make_openings``); verdicts stand here by hand."""

import json
from base64 import b64encode
from collections.abc import Mapping
from copy import deepcopy
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from intake.clock import DAY
from intake.crypto import ed25519
from intake.crypto.encoding import b64u
from intake.crypto.tlog.checkpoint import Checkpoint, encode_checkpoint, sign_checkpoint
from intake.crypto.tlog.merkle import complete_root, leaf_hash, node_hash
from intake.crypto.tlog.merkleproof import inclusion_proof
from intake.crypto.tlog.note import VerifierKey, encode_vkey, sign_note
from intake.log.events import Event, Log
from intake.log.leaf import Leaf, commitment, encode_detail, encode_leaf

SEED, OTHER = bytes([11]) * 32, bytes([12]) * 32
ORIGIN = "intake.example.org/log/intake"
FIRST = 1_795_824_000  # 2026-11-28
REF = "00112233445566778899aabbccddeeff"
SIZE = 256
HUGE = 2**33  # An index that no 32 bits hold.
OPENINGS = [
    {"day": "2026-11-26", "purpose": "triage", "role": "caseworker"},
    {"day": "2026-11-26", "purpose": "casework", "role": "caseworker"},
    {"day": "2026-11-27", "purpose": "review", "role": "supervisor"},
    {"day": "2026-11-28", "purpose": "casework", "role": "caseworker"},
]
PLACES = (3, 129, 250)  # Of the first three; the fourth waits.
DONE = ["proved", "proved", "proved", "tomorrow"]

Told = dict[str, Any]


def _salt(at: int) -> bytes:
    return sha256(b"salt %d" % at).digest()


def _leaf(at: int) -> bytes:
    detail = encode_detail({"case_seq": at + 1, "log_ref": REF, **OPENINGS[at]})
    hidden = commitment(_salt(at), detail)
    return encode_leaf(Log.INTAKE, Leaf(Event.CASE_OPENED, FIRST, commitment=hidden))


def _sign(root: bytes, size: int = SIZE, seed: bytes = SEED, origin: str = ORIGIN) -> str:
    return sign_checkpoint(Checkpoint(origin, size, root), seed)


def _note(text: str) -> str:
    return sign_note(text, ORIGIN, SEED)


LEAVES = [encode_leaf(Log.INTAKE, Leaf(Event.PAD, FIRST))] * SIZE
for _at, _place in enumerate(PLACES):
    LEAVES[_place] = _leaf(_at)
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
ROOT = complete_root(HASHES)


def _subtree(height: int, index: int) -> bytes:
    return complete_root(HASHES[index << height : (index + 1) << height])


def right() -> Told:
    """Return the proofs as they should be."""
    hashes: dict[bytes, int] = {}
    rows: list[Told | None] = [
        {
            "index": place,
            "path": [
                hashes.setdefault(each, len(hashes))
                for each in inclusion_proof(place, SIZE, _subtree)
            ],
            "salt": b64u(_salt(at)),
            "seq": at + 1,
            "t": FIRST,
        }
        for at, place in enumerate(PLACES)
    ]
    return {
        "checkpoint": _sign(ROOT),
        "hashes": [b64u(each) for each in hashes],
        "openings": [*rows, None],
        "published_on": "2026-11-28",
        "ref": REF,
        "v": 1,
    }


def _vector(  # What is otherwise than in the right one.
    name: str,
    verdicts: list[str],
    *,
    part: Told | str | None = None,
    openings: object = None,
    now: int = FIRST + DAY // 2,
    vkey: str = "",
) -> Told:
    told = right() if part is None else part
    text = told if isinstance(told, str) else json.dumps(told, separators=(",", ":")) + "   "
    key = vkey or encode_vkey(VerifierKey(ORIGIN, ed25519.public_key(SEED)))
    return {
        "name": name,
        "vkey": key,
        "now": now,
        "openings": openings or OPENINGS,
        "proofs": text,
        "verdicts": verdicts,
    }


def _changed(at: int | None = None, /, **values: object) -> Told:
    """Return the right proofs with other values, of one opening or of all."""
    told = deepcopy(right())
    (told if at is None else told["openings"][at]).update(values)
    return told


def _flipped(at: int) -> list[str]:
    """Return the hashes with one bit of one of them changed."""
    hashes = list(right()["hashes"])
    first = "A" if hashes[at][0] != "A" else "B"
    return [*hashes[:at], first + hashes[at][1:], *hashes[at + 1 :]]


def _shown(at: int, **values: str) -> list[Mapping[str, str]]:
    """Return the openings with another word in one."""
    return [row | values if at == place else row for place, row in enumerate(OPENINGS)]


def _huge() -> Told:
    left, beside = (sha256(text).digest() for text in (b"all before", b"beside it"))
    root = node_hash(left, node_hash(beside, leaf_hash(_leaf(0))))
    return _alone(root, HUGE + 2, HUGE + 1, [beside, left])


def _alone(root: bytes, size: int, index: int, path: list[bytes]) -> Told:
    """Return proofs of the first opening alone, in a tree of this root and size, signed."""
    row = right()["openings"][0] | {"index": index, "path": [*range(len(path))]}
    hashes = [b64u(each) for each in path]
    return right() | {"hashes": hashes, "openings": [row], "checkpoint": _sign(root, size)}


def _misfits() -> list[Told]:
    """Return proofs that lead to the root that is signed, in trees of another size."""
    leaf, extra = leaf_hash(_leaf(0)), sha256(b"extra").digest()
    path = inclusion_proof(PLACES[0], SIZE, _subtree)
    parts = {
        "too long": _alone(node_hash(extra, ROOT), SIZE, PLACES[0], [*path, extra]),
        "too short": _alone(_subtree(7, 0), SIZE, PLACES[0], path[:-1]),
        "beyond the tree": _alone(leaf, 1, 5, []),
    }
    return [
        _vector(f"fits the root alone: {name}", ["absent"], part=part, openings=OPENINGS[:1])
        for name, part in parts.items()
    ]


LOST = ["absent", "absent", "absent", "tomorrow"]
UNREAD = ["absent", "absent", "tomorrow", "tomorrow"]
FIRST_LOST = ["absent", *DONE[1:]]


def _altered() -> list[Told]:
    path = right()["openings"][0]["path"]
    first = partial(_changed, 0)
    leaf = {
        "seq": first(seq=2),
        "t": first(t=FIRST - DAY),
        "salt": first(salt=b64u(_salt(9))),
        "no number": first(t="1"),
        "another key": first(more=1),
    }
    proof = {
        "index": first(index=2),
        "index out of the tree": first(index=SIZE),
        "index below": first(index=-1),
        "too short": first(path=path[:-1]),
        "too long": first(path=[*path, 0]),
        "another order": first(path=path[::-1]),
        "no such hash": first(path=[*path[:-1], 999]),
        "no list": first(path="0"),
    }
    return [
        *(_vector(f"altered leaf: {name}", FIRST_LOST, part=each) for name, each in leaf.items()),
        *(_vector(f"altered proof: {name}", FIRST_LOST, part=each) for name, each in proof.items()),
        _vector("altered proof: a hash of all", LOST, part=_changed(hashes=_flipped(0))),
        _vector(
            "altered proof: its own hash", FIRST_LOST, part=_changed(hashes=_flipped(path[-1]))
        ),
        _vector("shown otherwise: day", FIRST_LOST, openings=_shown(0, day="2026-11-25")),
        _vector("shown otherwise: purpose", FIRST_LOST, openings=_shown(0, purpose="legal")),
        _vector("shown otherwise: role", FIRST_LOST, openings=_shown(0, role="auditor")),
        _vector("of another case", LOST, part=_changed(ref=REF[::-1])),
    ]


def _heads() -> list[Told]:
    note: str = right()["checkpoint"]
    text = encode_checkpoint(Checkpoint(ORIGIN, SIZE, ROOT))
    root, other = b64encode(ROOT).decode(), b64encode(bytes(32)).decode()
    access = encode_vkey(VerifierKey(ORIGIN[:-6] + "access", ed25519.public_key(SEED)))
    others = encode_vkey(VerifierKey(ORIGIN, ed25519.public_key(OTHER)))
    heads = {
        "root": note.replace(root, other),
        "size": note.replace(f"\n{SIZE}\n", "\n512\n"),
        "a fourth line": note.replace("\n\n", "\nmore\n\n", 1),
        "without a signature": note.partition("\n\n")[0] + "\n\n",
        "by another key": _sign(ROOT, seed=OTHER),
        "of another log": _sign(ROOT, origin=ORIGIN[:-6] + "access"),
        "none": None,
        "signed, of another log": _note(text.replace("/intake", "/access")),
        "signed, with a fourth line": _note(text + "more\n"),
        "signed, with a leading zero": _note(text.replace(f"\n{SIZE}", f"\n0{SIZE}")),
        "signed, with another line": _note(text.replace("=\n", "\n")),
    }
    return [
        *(
            _vector(f"altered checkpoint: {name}", LOST, part=_changed(checkpoint=head))
            for name, head in heads.items()
        ),
        _vector("another root, signed", LOST, part=_changed(checkpoint=_sign(bytes(32)))),
        _vector("the page names another key", LOST, vkey=others),
        _vector("the page names the key of the other log", LOST, vkey=access),
    ]


def _days() -> list[Told]:
    rows = right()["openings"]
    late = [*DONE[:3], "absent"]
    twice = _changed(openings=[*rows[:3], rows[1]])
    row = OPENINGS[1]
    return [
        _vector("right", DONE),
        _vector("the last second of the second day", DONE, now=FIRST + 2 * DAY - 1),
        _vector("past its day", late, now=FIRST + 2 * DAY),
        _vector("a day that is none", late, openings=_shown(3, day="2026-11-31")),
        _vector("one entry for two", late, part=twice, openings=[*OPENINGS[:3], row]),
        _vector("fewer proofs than openings", [*DONE[:2], "tomorrow", "tomorrow"],
                part=_changed(openings=rows[:2])),
        _vector("beyond 32 bits", ["proved"], part=_huge(), openings=OPENINGS[:1]),
    ]  # fmt: skip


def _unreadable() -> list[Told]:
    parts: dict[str, Told | str] = {
        "nothing": "",
        "no JSON": "{",
        "no object": "[]",
        "another version": _changed(v=2),
        "another key": _changed(more=1),
        "no list of openings": _changed(openings=None),
    }
    return [
        *(_vector(f"unreadable: {name}", UNREAD, part=part) for name, part in parts.items()),
        _vector("unreadable: no hash", LOST, part=_changed(hashes=["AA"])),
        _vector("unreadable: no reference", LOST, part=_changed(ref=None)),
    ]


def build() -> dict[str, object]:
    """Return what the file holds."""
    return {
        "about": "proofs of a box's openings (wire.md 4): what a reporter's client says of each",
        "vectors": [*_days(), *_altered(), *_misfits(), *_heads(), *_unreadable()],
    }


if __name__ == "__main__":
    file = Path(__file__).with_name("openings.json")
    file.write_text(json.dumps(build(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
