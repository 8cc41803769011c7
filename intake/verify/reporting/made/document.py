"""The report as a value (docs/spec/audit.md, 7): made of a copy, a span and a policy only.

No clock of this machine is asked: the same copy gives the same bytes, whenever and by whom.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from intake.crypto import ed25519
from intake.crypto.encoding import encode_json
from intake.crypto.tlog.note import encode_vkey
from intake.crypto.tlog.witnesses.policy import Policy
from intake.log.events import Log
from intake.verify.report import Finding as Broken
from intake.verify.report import Report
from intake.verify.reporting.folding import Folded, Span, fold_copy
from intake.verify.reporting.made.proving import prove_entries
from intake.verify.reporting.questions import QUESTIONS, Ruled, answer
from intake.verify.reporting.reading import LogCopy, Progress, Signed
from intake.verify.reporting.values import Value
from intake.verify.reporting.verdict import Outside, Verdict, judge_log
from intake.verify.rules import Finding, Incident
from intake.verify.rules.rulebook import EDITION, RULES

FORM = "ti-audit-report/v1"


@dataclass(frozen=True)
class Asked:
    """What a report is made of, beside the check of the copy.

    Attributes:
        copies: Both logs.
        span: The days it speaks of.
        policy: The reader's own.
        policy_text: Its bytes.
        vouched: By log the largest checkpoint by which the policy is met.
    """

    copies: Sequence[LogCopy]
    span: Span
    policy: Policy | None = None
    policy_text: bytes = b""
    vouched: Mapping[Log, Signed | None] = field(
        default_factory=dict
    )  # By log: the largest that the policy is met by.


def make_report(checked: Report, asked: Asked, verify: ed25519.Verify, progress: Progress) -> Value:
    """Return the report.

    Args:
        checked: What the check of the copy found.
        asked: What to report on.
        verify: How to check signatures.
        progress: Is told how far it is, once for each log.
    """
    folded = fold_copy(asked.copies, asked.span, progress)
    leaves, more = prove_entries(asked.copies, folded.findings)
    return {
        "form": FORM,
        "edition": EDITION,
        "rules": {name: rule.version for name, rule in RULES.items()},
        "unasked": sorted(RULES.keys() - set(folded.asked)),
        "from": asked.span.first.isoformat() if asked.span.first else None,
        "to": asked.span.last.isoformat() if asked.span.last else None,
        "newest": folded.newest,
        "policy": sha256(asked.policy_text).hexdigest() if asked.policy else None,
        "logs": [_log(each, checked, asked, folded, verify) for each in asked.copies],
        "incidents": [_incident(each, folded) for each in folded.incidents],
        "questions": _questions(folded),
        "leaves": [
            {"log": str(each.log), "index": each.index, "leaf": each.leaf, "proof": each.proof}
            for each in leaves
        ],
        "leaves_more": more,
    }


def encode_report(report: Value) -> bytes:
    """Return the canonical JSON of a report."""
    return encode_json(report)


def _log(
    copy: LogCopy, checked: Report, asked: Asked, folded: Folded, verify: ed25519.Verify
) -> Value:
    log = copy.folder.log
    found = find_broken(checked, copy)
    vouched = asked.vouched.get(log)
    witnessed = Outside(asked.policy, vouched, verify)
    verdict = judge_log(copy, found, folded.newest, witnessed)
    return {
        "log": str(log),
        "origin": copy.key.name if copy.key else "",
        "key": encode_vkey(copy.key) if copy.key else "",
        "checkpoint": copy.head.note if copy.head else "",
        "vouched": vouched.note if vouched else "",
        "size": copy.size,
        "root": b64encode(copy.head.checkpoint.root).decode() if copy.head else "",
        "details": {str(told): count for told, count in sorted(copy.told.items())},
        "erased": len(copy.missing & copy.erased),
        "unreadable": copy.unreadable,
        "verdict": _verdict(verdict),
        "verification": [
            {"kind": each.kind, "index": each.index, "text": each.text} for each in found
        ],
    }


def find_broken(checked: Report, copy: LogCopy) -> list[Broken]:
    """Return what the check found in a log, up to the entries that are reported on.

    Whether there are enough witnesses is the lamp's to say: that may change without the log. So may
    the policy that is served, which ``intake audit verify`` compares with its entry.
    """
    found = next(each.findings for each in checked.logs if each.log is copy.folder.log)
    of_log = [each for each in found if each.kind not in {"quorum", "policy"}]
    return [each for each in of_log if each.index is None or each.index < max(copy.size, 1)]


def _verdict(verdict: Verdict) -> Value:
    return {"colour": str(verdict.colour), "sentence": verdict.sentence}


def _incident(incident: Incident, folded: Folded) -> Value:
    return {
        "id": incident.id,
        "level": incident.level,
        "reviewed": incident.is_reviewed,
        "rules": list(incident.rules),
        "sentence": incident.sentence(),
        "ranges": {str(log): [list(each) for each in incident.ranges(log)] for log in Log},
        "findings": [_finding(each, folded) for each in incident.findings],
    }


def _finding(finding: Finding, folded: Folded) -> Value:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "title": RULES[finding.rule].title,
        "version": finding.version,
        "level": finding.level,
        "reviewed": finding.id in folded.reviewed,
        "actor": finding.actor,
        "refs": list(finding.refs),
        "numbers": dict(finding.numbers),
        "entries": [[str(each.log), each.index, each.time] for each in finding.entries],
    }


def _questions(folded: Folded) -> list[Value]:
    ruled = Ruled(folded.findings, folded.asked, folded.reviewed)
    return [
        {"number": number, "title": each.title, "answer": answer(each, folded.tally, ruled)}
        for number, each in enumerate(QUESTIONS, 1)
    ]
