"""All lines of a policy as they are to stand, so that an auditor's own witness is in it.

They are made out of the policy that the copy has: who pastes them on the page of witnesses takes
nobody's word away, neither that of another auditor nor that of witnesses which are asked each hour.
"""

from typing import NamedTuple

from intake.crypto.tlog.witnesses.policy import NONE, VISITS, Policy, PolicyError, parse_policy
from intake.verify.report import VerifyError


class Proposal(NamedTuple):
    """What is to be proposed, and what it does."""

    text: str
    effect: str  # A sentence.


def has_witness(served: bytes, vkey: str) -> bool:
    """Tell whether a policy names this key."""
    return vkey.encode() in served.split()


def propose_witness(served: bytes, name: str, vkey: str) -> Proposal:
    """Return the lines of a served policy with a witness of visits, without those of logs.

    It joins the group of visits. Where witnesses are asked each hour and make the quorum, that
    stays theirs: a visit four times a year is no signature each hour.

    Raises:
        VerifyError: What is served is no policy, or this witness does not fit into it.
    """
    try:
        policy = parse_policy(served)
        lines = [line for line in served.decode().split("\n")[:-1] if line.split()[:1] != ["log"]]
        joined = _join(lines, policy, name, f"witness {name} {vkey}")
        text = "".join(f"{line}\n" for line in joined)
        made = parse_policy(text.encode())
    except PolicyError as error:
        raise VerifyError(f"policy.txt: {error}") from None
    return Proposal(text, _effect(made))


def _join(lines: list[str], policy: Policy, name: str, ours: str) -> list[str]:
    if VISITS in policy.groups:
        at = next(n for n, line in enumerate(lines) if line.split()[:2] == ["group", VISITS])
        lines = [*lines[:at], ours, f"{lines[at].rstrip()} {name}", *lines[at + 1 :]]
    elif policy.quorum == NONE and not policy.knows(VISITS):
        lines = [*lines, ours, f"group {VISITS} 1 {name}"]
    else:
        return [*lines, ours]
    if policy.quorum != NONE:
        return lines
    return [*(line for line in lines if line.split()[:1] != ["quorum"]), f"quorum {VISITS}"]


def _effect(made: Policy) -> str:
    if made.quorum == VISITS and VISITS in made.groups:
        group = made.groups[VISITS]
        return f"{group.least} of {len(group.members)} who visit must have signed"
    return (
        f"the quorum stays “{made.quorum}”: your signature is kept and served, and is not one of"
        " those that it asks for"
    )
