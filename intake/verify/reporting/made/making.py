"""Making a report of a copy (docs/spec/audit.md, 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from intake.crypto import ed25519
from intake.crypto.tlog.witnesses.policy import NONE, Policy
from intake.log.events import Log
from intake.verify.check.checking import verify_mirror
from intake.verify.report import Report
from intake.verify.reporting.folding import Span
from intake.verify.reporting.made.document import Asked, make_report
from intake.verify.reporting.reading import LogCopy, Progress, Signed
from intake.verify.reporting.signed import ReadingError, find_signed, open_copy
from intake.verify.reporting.values import Value, rows
from intake.verify.reporting.verdict import find_vouched
from intake.verify.rules.finding import LOOK
from intake.verify.signatures import find_verify
from intake.verify.witnessing.own_policy import read_policy


@dataclass(frozen=True)
class Wanted:
    """What a report is to be made of."""

    folder: Path
    policy: Policy | None = None  # The reader's own.
    policy_text: bytes = b""
    verify: ed25519.Verify = field(default_factory=find_verify)

    @classmethod
    def with_policy(cls, folder: Path, path: Path) -> "Wanted":
        """Return the same, by the reader's own policy in a file.

        Raises:
            VerifyError: It is none.
            OSError: It cannot be read.
        """
        return cls(folder, read_policy(path), path.read_bytes())


def report_on(wanted: Wanted, span: Span, progress: Progress) -> Value:
    """Check a copy, and report on it at its newest checkpoints.

    Raises:
        VerifyError: There is nothing to check.
        OSError: A file cannot be read.
    """
    copies = open_copy(wanted.folder, wanted.verify)
    vouched = {each.folder.log: _find_vouched(wanted, each) for each in copies}
    return make_at(wanted, copies, span, vouched, progress)


def has_findings(report: Value) -> bool:
    """Tell whether a report says that somebody should look."""
    found = [each for one in rows(report, "incidents") for each in rows(one, "findings")]
    levels = [each["level"] for each in found if not each["reviewed"]]
    logs = rows(report, "logs")
    is_short = report["policy"] is not None and any(_colour(each) != "green" for each in logs)
    is_broken = any(rows(each, "verification") for each in logs)
    return is_broken or is_short or any(isinstance(each, int) and each >= LOOK for each in levels)


def _colour(log: Value) -> object:
    verdict = log["verdict"]
    return verdict.get("colour") if isinstance(verdict, dict) else None


def make_at(
    wanted: Wanted,
    copies: list[LogCopy],
    span: Span,
    vouched: Mapping[Log, Signed | None],
    progress: Progress,
) -> Value:
    """Check a copy, and report on it at given checkpoints.

    Raises:
        VerifyError: There is nothing to check.
        OSError: A file cannot be read.
    """
    checked = _check(wanted, progress)
    asked = Asked(copies, span, wanted.policy, wanted.policy_text, vouched)
    return make_report(checked, asked, wanted.verify, progress)


def _check(wanted: Wanted, progress: Progress) -> Report:
    return verify_mirror(
        wanted.folder, policy=wanted.policy, verify=wanted.verify, progress=progress
    )


def _find_vouched(wanted: Wanted, copy: LogCopy) -> Signed | None:
    """Return the largest kept checkpoint that the reader's policy is met by."""
    if wanted.policy is None or wanted.policy.quorum == NONE or copy.head is None:
        return None
    kept = (each.decode("utf-8", "replace") for each in copy.folder.kept().values())
    signed = (_try_signed(copy, note, wanted.verify) for note in chain(kept, [copy.head.note]))
    return find_vouched((each for each in signed if each), wanted.policy, wanted.verify)


def _try_signed(copy: LogCopy, note: str, verify: ed25519.Verify) -> Signed | None:
    try:
        return find_signed(copy, note, verify)
    except ReadingError:
        return None
