"""What witnesses say of the checkpoints of a copy, by the verifier's policy or the served one."""

from typing import NamedTuple

from intake.crypto import ed25519
from intake.crypto.tlog.note import VerifierKey, encode_vkey
from intake.crypto.tlog.witnesses.counting import Standing, has_quorum, read_cosignatures
from intake.crypto.tlog.witnesses.policy import NONE, Policy, PolicyError, parse_policy
from intake.verify.check.agreed import hash_lines
from intake.verify.check.heads import Heads
from intake.verify.folder import LogFolder
from intake.verify.report import LogReport, Quorum, Witnessed


class Policies(NamedTuple):
    """Whose word counts."""

    own: Policy | None  # The verifier's.
    served: Policy | None  # The operator's, in the copy.


def read_served_policy(
    folder: LogFolder, key: VerifierKey | None, report: LogReport
) -> Policy | None:
    """Return the policy that was served beside the log, if it is one and names the log's key."""
    data = folder.read("policy.txt")
    if data is None:
        report.add("missing", None, "policy.txt is missing")
        return None
    try:
        policy = parse_policy(data)
    except PolicyError as error:
        report.add("signature", None, f"policy.txt: {error}")
        return None
    if key and [encode_vkey(each) for each in policy.logs] != [encode_vkey(key)]:
        report.add("signature", None, "policy.txt does not name the log's key, and only that")
        return None
    report.policy = hash_lines(
        data.partition(b"\n")[2]
    )  # The server's line about the log is first.
    return policy


def judge_witnesses(
    folder: LogFolder,
    heads: Heads,
    policies: Policies,
    verify: ed25519.Verify,
    report: LogReport,
) -> None:
    """Say who cosigned which checkpoint and when, and up to which entry there are enough.

    The served policy is the operator's: too few signatures by it are no finding, since whoever
    writes it could have written less. By the verifier's own policy they are one.

    Args:
        folder: The copy.
        heads: Its checkpoints whose own signatures hold.
        policies: The verifier's own goes before the served one.
        verify: How to check Ed25519 signatures.
        report: Takes what was found.
    """
    own, policy = policies.own, policies.own or policies.served
    if policy is None:
        return
    report.quorum = Quorum(is_own=own is not None, name=policy.quorum)
    for name, head in sorted(heads.kept.items(), key=lambda each: each[1].size):
        note = (folder.read(name) or b"").decode()
        cosigned = read_cosignatures(note, policy, verify)
        for each in cosigned:
            if each.standing is Standing.BROKEN:
                text = f"{name}: the cosignature by {each.name} does not hold"
                report.add("cosignature", None, text)
            found = Witnessed(head.size, each.name, each.standing, each.time)
            if found not in report.witnessed:
                report.witnessed.append(found)
        if has_quorum(cosigned, policy):
            report.quorum.size = head.size
    if own and own.quorum != NONE and report.quorum.size is None:
        text = f"no checkpoint is signed by the witnesses whom your policy asks for ({own.quorum})"
        report.add("quorum", None, text)
