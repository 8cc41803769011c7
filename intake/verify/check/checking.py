"""Checking a copied log: signatures, every kept checkpoint, every entry, every tile.

No finding ends the check: what cannot be read is said, and everything else is looked at.
"""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from intake.crypto import ed25519
from intake.crypto.tlog.note import encode_vkey
from intake.crypto.tlog.witnesses.policy import Policy
from intake.log.events import Log
from intake.verify.check.agreed import judge_agreed
from intake.verify.check.chains import Chains
from intake.verify.check.details import DetailsCheck
from intake.verify.check.heads import compare_heads, find_key, open_heads
from intake.verify.check.rehashing.rehash import Progress, Rehash
from intake.verify.check.strays import judge_strays
from intake.verify.check.witnessed import Policies, judge_witnesses, read_served_policy
from intake.verify.folder import LogFolder
from intake.verify.report import LogReport, Report, VerifyError
from intake.verify.signatures import find_verify


class _Asked(NamedTuple):
    """What a check goes by."""

    trusted: Collection[str]
    policy: Policy | None
    verify: ed25519.Verify
    progress: Progress


def verify_mirror(
    folder: Path,
    *,
    trusted: Collection[str] = (),
    policy: Policy | None = None,
    verify: ed25519.Verify | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Report:
    """Check both logs in a folder that ``intake audit mirror`` made.

    Args:
        folder: Holds ``log/access`` and ``log/intake``; if one is missing, that is a finding.
        trusted: Verifier keys known from elsewhere; a log that one of them names must have it. A
            log that none of them names is checked with the key in the copy.
        policy: The verifier's own: its logs are trusted keys, its witnesses are counted. Without
            one those of the served policy are, which is only what the operator says.
        verify: How to check signatures; found out if left out.
        progress: Is told how far it is.

    Raises:
        VerifyError: There is no log at all, or a trusted key is malformed.
    """
    folders = [LogFolder(folder, log) for log in Log]
    if not any(each.path.is_dir() for each in folders):
        raise VerifyError(f"no log in {folder}")
    trusted = [*trusted, *(encode_vkey(each) for each in (policy.logs if policy else ()))]
    asked, chains = _Asked(trusted, policy, verify or find_verify(), progress), Chains()
    reports = [_check_log(each, asked, chains) for each in folders]
    judge_agreed(reports)
    _compare_origins([report for report in reports if report.origin])
    _require_use(trusted, reports)
    return Report(tuple(reports))


def _check_log(folder: LogFolder, asked: _Asked, chains: Chains) -> LogReport:
    report = LogReport(folder.log, "")
    if not folder.path.is_dir():
        report.add("missing", None, f"log/{folder.log} is not in the copy")
        return report
    key = find_key(folder, asked.trusted, report)
    policies = Policies(asked.policy, read_served_policy(folder, key, report))
    heads = open_heads(folder, key, asked.verify, report)
    report.origin = key.name if key else heads.newest.origin if heads else ""
    if heads is None:
        return report
    report.size, report.root = heads.newest.size, heads.newest.root
    if key:
        judge_witnesses(folder, heads, policies, asked.verify, report)
    details = DetailsCheck(folder, report, chains, heads.copied)
    sizes = [each.size for each in heads.kept.values()]
    rehash = Rehash(folder, details, heads.newest, sizes)
    rehash.run(asked.progress)
    details.finish()
    judge_strays(folder, report, heads.newest.size, heads.copied)
    compare_heads(heads, rehash, report)
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


def _require_use(trusted: Collection[str], reports: Iterable[LogReport]) -> None:
    """Report trusted keys that name neither log: whoever gave them believes that they were used."""
    names = tuple(f"/log/{log}" for log in Log)
    for vkey in trusted:
        name = vkey.partition("+")[0]
        if not name.endswith(names):
            for report in reports:
                report.add("signature", None, f"no log of the copy is {name}, which is trusted")
