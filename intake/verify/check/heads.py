"""The checkpoints of a copy: which are signed, and whether they tell one history."""

import re
from collections.abc import Collection, Iterable
from hashlib import sha256
from itertools import chain, pairwise
from typing import NamedTuple

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import (
    Checkpoint,
    CheckpointError,
    open_checkpoint,
    parse_checkpoint,
)
from intake.crypto.tlog.note import NoteError, VerifierKey, encode_vkey, parse_note, parse_vkey
from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.verify.check.rehashing.rehash import Rehash
from intake.verify.folder import NEXT, LogFolder
from intake.verify.report import LogReport, VerifyError

KEPT = re.compile(r"checkpoints/(0|[1-9][0-9]*)(?:\.([0-9a-f]{16}))?")


class Heads(NamedTuple):
    """The checkpoints of a copy whose signatures hold."""

    newest: Checkpoint
    kept: dict[str, Checkpoint]  # By file name, below the folder of the log.
    copied: int  # Size of the checkpoint that is being copied, or of the newest.


def find_key(folder: LogFolder, trusted: Collection[str], report: LogReport) -> VerifierKey | None:
    """Return the key to check with: the copy's own, or the trusted one if that cannot be read.

    Raises:
        VerifyError: A trusted key is malformed.
    """
    ours = [key for key in map(_parse_trusted, trusted) if key.name.endswith(f"/log/{folder.log}")]
    text = folder.read("log.vkey")
    try:
        key = parse_vkey((text or b"").decode().removesuffix("\n"))
    except (NoteError, UnicodeDecodeError) as error:
        if text is None:
            report.add("missing", None, "log.vkey is missing")
        else:
            report.add("signature", None, f"log.vkey: {error}")
        return ours[0] if ours else None
    report.is_key_compared = bool(ours)
    if ours and encode_vkey(key) not in trusted:
        report.add("signature", None, "the log's key is not the one that is trusted")
    return key


def _parse_trusted(text: str) -> VerifierKey:
    try:
        return parse_vkey(text)
    except NoteError as error:
        raise VerifyError(f"a trusted key is malformed: {error}") from None


def open_heads(
    folder: LogFolder, key: VerifierKey | None, verify: ed25519.Verify, report: LogReport
) -> Heads | None:
    """Return the checkpoints, or None if there is none that can be gone on with.

    Without a key, which was reported, nothing that is signed can be told from what is not; then the
    entries are compared with the newest checkpoint as it lies there.
    """
    newest, under_way = folder.read("checkpoint"), folder.read(NEXT)
    named = {"checkpoint": newest, NEXT: under_way}
    others = ((name, note) for name, note in named.items() if note is not None)
    kept = ((f"checkpoints/{name}", note) for name, note in folder.kept().items())
    if newest is None:
        text = "checkpoint is missing" if under_way is None else "the copy is not whole yet"
        report.add("missing", None, text)
    opened = _open_all(chain(kept, others), key, verify, report)
    report.checkpoints = len(opened) if key else 0
    following = opened.pop(NEXT, None)
    largest = max(opened.values(), key=lambda head: head.size, default=following)
    head = opened.get("checkpoint") or largest
    if head is None:
        return None
    if following and following.size <= head.size:
        opened[NEXT] = following
    return Heads(head, opened, max(head.size, following.size if following else 0))


def _open_all(
    notes: Iterable[tuple[str, bytes]],
    key: VerifierKey | None,
    verify: ed25519.Verify,
    report: LogReport,
) -> dict[str, Checkpoint]:
    opened = {}
    for name, note in notes:
        try:
            opened[name] = _open(note.decode(), key, verify)
        except (CheckpointError, NoteError, UnicodeDecodeError) as error:
            report.add("signature", None, f"{name}: {error}")
            continue
        if name.startswith("checkpoints/") and not _is_named(name, note, opened[name].size):
            text = f"{name} holds the checkpoint of {opened[name].size} entries"
            report.add("misnamed", None, text)
    return opened


def _open(note: str, key: VerifierKey | None, verify: ed25519.Verify) -> Checkpoint:
    return open_checkpoint(note, key, verify) if key else parse_checkpoint(parse_note(note).text)


def _is_named(name: str, note: bytes, size: int) -> bool:
    found = KEPT.fullmatch(name)
    if not found or found[1] != str(size):
        return False
    return found[2] in {None, sha256(note).hexdigest()[:16]}


def _judge_twins(heads: dict[str, Checkpoint], report: LogReport) -> None:
    """Find two signed histories of one size; entries, which do not fit, are not needed for it."""
    order = sorted(heads.items(), key=lambda each: (each[1].size, each[1].root))
    for (one, first), (other, second) in pairwise(order):
        if first.size == second.size and first.root != second.root:
            text = f"{one} and {other} are two histories of {first.size} entries, both signed"
            report.add("forked", first.size, text)


def compare_heads(heads: Heads, rehash: Rehash, report: LogReport) -> None:
    """Compare the roots that were signed with those that the entries give."""
    roots, newest = rehash.roots, heads.newest
    agreed = [head.size for head in heads.kept.values() if roots.get(head.size) == head.root]
    given = roots.get(newest.size)  # None where so much is missing that nothing can be told.
    _judge_tiles(rehash, report, is_whole=given == newest.root)
    if given != newest.root:
        _judge_twins(heads.kept, report)
    if given not in {None, newest.root}:
        base = max(agreed, default=0)
        text = f"entries {base} to {newest.size - 1} do not give the root that was signed"
        report.add("changed", base, text)
    for name, head in heads.kept.items():
        if head.size > newest.size:
            text = f"{name} was signed with {head.size} entries, the newest has {newest.size}"
            report.add("rolled-back", newest.size, text)
        elif given == newest.root and roots.get(head.size) not in {None, head.root}:
            parted = max((size for size in agreed if size < head.size), default=0)
            text = f"{name} was signed over another history; the two part after entry {parted}"
            report.add("forked", parted, text)


def _judge_tiles(rehash: Rehash, report: LogReport, *, is_whole: bool) -> None:
    for level, place, _ in rehash.wrong_tiles:
        count = TILE_WIDTH**level
        what = f"entries {place * count} to {(place + 1) * count - 1}"
        if is_whole:
            report.add("tile", place * count, f"a tile of level {level} is wrong about {what}")
        else:
            report.add("changed", place * count, f"{what} are not those that were signed")
