"""What a report says first of each log: the lamp's sentence, where it can be told off the server.

Whether others saw the same log is told by witnesses of the reader's own policy; without one there
is nothing to compare with. The time is that of the newest thing the copy holds, so that whoever
makes the report anew later comes to the same.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from intake.crypto import ed25519
from intake.crypto.tlog.note import NoteError
from intake.crypto.tlog.witnesses.counting import (
    Cosigned,
    Standing,
    has_quorum,
    quorum_time,
    read_cosignatures,
)
from intake.crypto.tlog.witnesses.policy import NONE, Policy
from intake.verify.lamp import Blind, Break, Broken, Colour, Lamp, Seen, Vouched, judge
from intake.verify.report import Finding
from intake.verify.reporting.reading import LogCopy, Signed

ALONE = (
    "Whole as far as this copy can say: every signature, entry and tile fits. There is nothing to"
    " compare with: give a policy of your own (--policy) that names witnesses."
)
_BREAKS = {
    "forked": Break.NOT_EXTENDED,
    "rolled-back": Break.NOT_EXTENDED,
    "changed": Break.CHANGED,
    "re-ordered": Break.CHANGED,
    "dropped": Break.DROPPED,
    "inserted": Break.CHANGED,
}


class Verdict(NamedTuple):
    """Whether a log is whole."""

    colour: Colour
    sentence: str


class Outside(NamedTuple):
    """Whom the reader believes, and what those signed."""

    policy: Policy | None  # The reader's own.
    vouched: Signed | None  # The largest checkpoint that enough witnesses of it signed.
    verify: ed25519.Verify


def judge_log(
    copy: LogCopy,
    found: Sequence[Finding],
    newest: int,
    outside: Outside,
) -> Verdict:
    """Return the verdict on one log.

    Args:
        copy: The log.
        found: What the check of the copy found in it, the gravest first.
        newest: Time of the newest entry, Unix seconds.
        outside: What others say of it.
    """
    policy = outside.policy
    if found:
        broken = [_broken(each) for each in found]
        return _told(judge(Seen(newest, copy.size, NONE, broken=broken)))
    if copy.head is None:
        return Verdict(Colour.GREY, judge(Seen(newest, 0, NONE, blind=Blind.UNREADABLE)).sentence)
    if policy is None or policy.quorum == NONE:
        return Verdict(Colour.AMBER, ALONE)
    held = _vouched(outside.vouched, policy, outside.verify)
    now = max(newest, held.time if held else 0)
    seen = Seen(now, copy.size, policy.quorum, vouched=held, whole_at=now)
    return _told(judge(seen))


def find_vouched(
    signed: Iterable[Signed], policy: Policy | None, verify: ed25519.Verify
) -> Signed | None:
    """Return the largest of some checkpoints that enough witnesses of a policy signed."""
    if policy is None or policy.quorum == NONE:
        return None
    enough = (each for each in signed if has_quorum(_cosigned(each, policy, verify), policy))
    return max(enough, key=lambda each: each.checkpoint.size, default=None)


def _vouched(signed: Signed | None, policy: Policy, verify: ed25519.Verify) -> Vouched | None:
    if signed is None:
        return None
    cosigned = _cosigned(signed, policy, verify)
    names = [each.name for each in cosigned if each.standing is Standing.HOLDS]
    time = quorum_time(cosigned, policy) or 0
    return Vouched(signed.checkpoint.size, time, ", ".join(names))


def _cosigned(signed: Signed, policy: Policy, verify: ed25519.Verify) -> list[Cosigned]:
    try:
        return read_cosignatures(signed.note, policy, verify)
    except NoteError:
        return []


def _broken(finding: Finding) -> Broken:
    kind = _BREAKS.get(finding.kind)
    if kind and finding.index is not None:
        return Broken(kind, finding.index)
    return Broken(Break.FOUND, who=finding.text)


def _told(lamp: Lamp) -> Verdict:
    return Verdict(lamp.colour, lamp.sentence)
