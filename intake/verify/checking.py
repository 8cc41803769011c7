"""Checking a copied log: signatures, every kept checkpoint, every entry, every tile."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, CheckpointError, open_checkpoint
from intake.crypto.tlog.note import NoteError, VerifierKey, encode_vkey, parse_vkey
from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.log.events import Log
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
    """Check both logs in a folder that ``intake audit mirror`` made.

    Args:
        folder: Holds ``log/access`` and ``log/intake``; if one is missing, that is a finding.
        trusted: Verifier keys known from elsewhere; if given, each log's must be among them.
        verify: How to check signatures; found out if left out.
        progress: Is told how far it is.

    Raises:
        VerifyError: There is no log, or one without key or without any signed checkpoint.
    """
    verify = verify or find_verify()
    folders = [LogFolder(folder, log) for log in Log]
    found = [each for each in folders if each.path.is_dir()]
    if not found:
        raise VerifyError(f"no log in {folder}")
    checked = {each.log: _check_log(each, trusted, verify, progress) for each in found}
    _compare_origins(checked.values())
    return Report(tuple(checked.get(log) or _report_missing(log) for log in Log))


def _report_missing(log: Log) -> LogReport:
    report = LogReport(log, f"log/{log}", 0, b"")
    report.add("missing", None, f"log/{log} is not in the copy")
    return report


def _compare_origins(reports: Iterable[LogReport]) -> None:
    """Check that each log is the one its folder says, and that all are of one instance."""
    instances: dict[str, Log] = {}
    for report in reports:
        name = f"/log/{report.log}"
        instance = report.origin.removesuffix(name)
        if instance in {"", report.origin}:
            text = f"log/{report.log} holds a log with the origin {report.origin}, not …{name}"
            report.add("origin", None, text)
        elif instances and instance not in instances:
            ((other, log),) = instances.items()
            text = f"log/{report.log} is of {instance}, log/{log} of {other}"
            report.add("origin", None, text)
        else:
            instances[instance] = report.log


def _check_log(
    folder: LogFolder, trusted: Collection[str], verify: ed25519.Verify, progress: Progress
) -> LogReport:
    key = read_key(folder)
    report = LogReport(folder.log, key.name, 0, b"")
    vkey = encode_vkey(key)
    if trusted and vkey not in trusted:
        report.add("signature", None, "the log's key is not one of the trusted ones")
    if folder.read("policy.txt") != f"log {vkey}\nquorum none\n".encode():
        report.add("signature", None, "policy.txt does not name the log's key, and only that")
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
