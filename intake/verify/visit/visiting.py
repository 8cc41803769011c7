"""One visit: copy what is new, read a part of the rest again, check everything, and sign.

A run that is killed anywhere leaves a copy that the next one completes: the copy stands for the
old checkpoint until all of the new one is there, and the witness signs the same size twice.
"""

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from intake.clock import Clock, system_clock
from intake.crypto.tlog.checkpoint import CheckpointError, parse_checkpoint
from intake.crypto.tlog.note import NoteError, parse_note
from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.log.events import Log
from intake.verify.check.checking import verify_mirror
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import CopyResult, mirror_log
from intake.verify.mirror.limits import Limits
from intake.verify.mirror.refusal import MirrorRefusal
from intake.verify.mirror.sources import Source
from intake.verify.report import Report
from intake.verify.signatures import find_verify
from intake.verify.visit.signing import Contradicted, Line, open_witness, sign

Progress = Callable[[str, int, int], None]
"""(what is done, how much of it, in all); 0 in all where it only begins."""
COPYING, CHECKING = "copying {log}", "checking"
AGAIN = 8  # Full entry bundles of each log that the copy holds and that are read again.


@dataclass
class Visit:
    """What a visit came to."""

    found: list[str] = field(default_factory=list)  # Findings of copying and signing.
    unfinished: list[str] = field(default_factory=list)  # Logs of which more is to be copied.
    report: Report | None = None  # Of the check; none if copying ended before.
    lines: list[Line] = field(default_factory=list)  # To be brought back; none after a finding.

    @property
    def verdict(self) -> int:
        """0 clean, 1 findings, 2 cannot tell yet."""
        if self.found or (self.report and self.report.findings):
            return 1
        return 2 if self.unfinished or self.report is None else 0


def visit(
    source: Source,
    copy: Path,
    *,
    trusted: Collection[str] = (),
    limits: Limits,
    clock: Clock = system_clock,
    progress: Progress = lambda _part, _done, _all: None,
) -> Visit:
    """Visit an instance, or a copy of it on a stick.

    Args:
        source: Where to copy from.
        copy: The folder of the auditor's copy; a new one begins it.
        trusted: Keys of the logs, known from elsewhere.
        limits: What one run may cost.
        clock: Of this machine; the time of the signature.
        progress: Is told how far it is: a first copy over Tor may take an hour.

    Raises:
        SourceError: The source has no such log, or cannot be reached.
        VerifyError: Nothing can be checked or signed here.
    """
    told = Visit()
    for log in Log:
        _copy(source, LogFolder(copy, log), limits, told, progress)
    if not told.unfinished and all((copy / "log" / log).is_dir() for log in Log):
        told.report = verify_mirror(copy, trusted=trusted, progress=_part(CHECKING, progress))
    if told.verdict == 0:
        _sign(copy, told, clock())
    return told


def _part(name: str, progress: Progress) -> Callable[[int, int], None]:
    """Return what is told of one part of the visit; that it began is told at once."""
    progress(name, 0, 0)
    return lambda done, total: progress(name, done, total)


def _copy(
    source: Source, folder: LogFolder, limits: Limits, told: Visit, progress: Progress
) -> None:
    try:
        copied = mirror_log(
            source,
            folder,
            limits=limits,
            is_brief=True,
            sample=_draw(folder),
            verify=find_verify(),
            progress=_part(COPYING.format(log=folder.log), progress),
        )
    except MirrorRefusal as error:
        told.found.append(f"log {folder.log}: refused, {error.kind}: {error}")
        return
    told.found += _differences(copied, folder)
    if copied.size < copied.signed:
        left = copied.signed - copied.size
        told.unfinished.append(f"log {folder.log}: {left} entries are not copied yet")


def _differences(copied: CopyResult, folder: LogFolder) -> list[str]:
    named = copied.differences.named
    texts = [f"log {folder.log}: {kind}: {text}" for kind, text in named]
    rest = copied.differences.count - len(named)
    return texts + ([f"log {folder.log}: and {rest} more"] if rest else [])


def _draw(folder: LogFolder) -> frozenset[int]:
    """Draw bundles that are read again: a source cannot know before which they will be."""
    try:
        note = (folder.read("checkpoint") or b"").decode()
        full = parse_checkpoint(parse_note(note).text).size // TILE_WIDTH if note else 0
    except (NoteError, CheckpointError, UnicodeDecodeError):
        return frozenset()  # The check says what is wrong with it.
    return frozenset(secrets.SystemRandom().sample(range(full), min(AGAIN, full)))


def _sign(copy: Path, told: Visit, now: int) -> None:
    """Sign both logs; the access log last, because its line ends the run."""
    witness = open_witness(copy)
    for log in (Log.INTAKE, Log.ACCESS):
        try:
            line = sign(LogFolder(copy, log), witness, now)
        except Contradicted as error:
            told.found.append(f"log {log}: the witness refuses: {error}")
            told.lines.clear()
            return
        told.lines += [line] if line else []
