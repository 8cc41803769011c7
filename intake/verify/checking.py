"""Checking a copied log: signatures, every kept checkpoint, every entry, every tile."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from intake.crypto import ed25519
from intake.crypto.checkpoint import Checkpoint, CheckpointError, open_checkpoint
from intake.crypto.note import NoteError, VerifierKey, parse_vkey
from intake.crypto.tiles import TILE_WIDTH
from intake.logevents import Log
from intake.verify.folder import LogFolder
from intake.verify.rehash import Progress, Rehash
from intake.verify.report import LogReport, Report, VerifyError
from intake.verify.signatures import find_verify


class Heads(NamedTuple):
    """The checkpoints of a copy whose signatures hold."""

    newest: Checkpoint
    kept: dict[str, Checkpoint]  # By file name, below the folder of the log.


def verify_mirror(
    folder: Path,
    *,
    trusted: Collection[str] = (),
    verify: ed25519.Verify | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Report:
    """Check every log in a folder that ``intake audit mirror`` made.

    Args:
        folder: Holds ``log/access``, ``log/intake`` or both.
        trusted: Verifier keys known from elsewhere; if given, each log's must be among them.
        verify: How to check signatures; found out if left out.
        progress: Is told how far it is.

    Raises:
        VerifyError: There is no log, or one without key or without any signed checkpoint.
    """
    verify = verify or find_verify()
    logs = [LogFolder(folder, log) for log in Log if (folder / "log" / log).is_dir()]
    if not logs:
        raise VerifyError(f"no log in {folder}")
    return Report(tuple(_check_log(each, trusted, verify, progress) for each in logs))


def _check_log(
    folder: LogFolder, trusted: Collection[str], verify: ed25519.Verify, progress: Progress
) -> LogReport:
    key = read_key(folder)
    report = LogReport(folder.log, key.name, 0, b"")
    if trusted and (folder.read("log.vkey") or b"").decode().strip() not in trusted:
        report.add("signature", None, "the log's key is not one of the trusted ones")
    if f"log {(folder.read('log.vkey') or b'').decode()}" not in _policy(folder):
        report.add("signature", None, "policy.txt does not name the log's key")
    heads = _open_heads(folder, key, verify, report)
    report.size, report.root = heads.newest.size, heads.newest.root
    rehash = Rehash(folder, report, heads.newest, [each.size for each in heads.kept.values()])
    rehash.run(progress)
    _compare_heads(heads, rehash, report)
    return report


def read_key(folder: LogFolder) -> VerifierKey:
    """Return the key of a copied log.

    Raises:
        VerifyError: There is none, or it is malformed.
    """
    try:
        return parse_vkey((folder.read("log.vkey") or b"").decode().removesuffix("\n"))
    except (NoteError, UnicodeDecodeError) as error:
        raise VerifyError(f"{folder.path}: log.vkey is missing or malformed: {error}") from None


def _policy(folder: LogFolder) -> str:
    return (folder.read("policy.txt") or b"").decode("utf-8", "replace")


def _open_heads(
    folder: LogFolder, key: VerifierKey, verify: ed25519.Verify, report: LogReport
) -> Heads:
    notes = {f"checkpoints/{name}": note for name, note in folder.kept().items()}
    notes["checkpoint"] = folder.read("checkpoint") or b""
    opened = {}
    for name, note in notes.items():
        try:
            opened[name] = open_checkpoint(note.decode(), key, verify)
        except (CheckpointError, UnicodeDecodeError) as error:
            report.add("signature", None, f"{name}: {error}")
    if not opened:
        raise VerifyError(f"{folder.path}: no checkpoint signed by the log's key")
    newest = opened.get("checkpoint") or max(opened.values(), key=lambda head: head.size)
    report.checkpoints = len(opened)
    return Heads(newest, opened)


def _compare_heads(heads: Heads, rehash: Rehash, report: LogReport) -> None:
    """Compare the roots that were signed with those that the entries give."""
    agreed = [head.size for head in heads.kept.values() if rehash.roots.get(head.size) == head.root]
    base = max(agreed, default=0)
    newest = heads.newest
    is_whole = rehash.roots[newest.size] == newest.root
    for level, place, _ in rehash.wrong_tiles:
        count = TILE_WIDTH**level
        what = f"entries {place * count} to {(place + 1) * count - 1}"
        if is_whole:
            report.add("tile", place * count, f"a tile of level {level} is wrong about {what}")
        else:
            report.add("changed", place * count, f"{what} are not those that were signed")
    if not is_whole:
        text = f"entries {base} to {newest.size - 1} do not give the root that was signed"
        report.add("changed", base, text)
    for name, head in heads.kept.items():
        if head.size > newest.size:
            text = f"{name} was signed with {head.size} entries, the newest has {newest.size}"
            report.add("rolled-back", newest.size, text)
        elif is_whole and rehash.roots[head.size] != head.root:
            parted = max((size for size in agreed if size < head.size), default=0)
            text = f"{name} was signed over another history; the two part after entry {parted}"
            report.add("forked", parted, text)
