"""Who cosigned a checkpoint, by a policy: whose line holds, and whose is nobody's we know."""

from enum import StrEnum
from typing import NamedTuple

from intake.crypto import ed25519
from intake.crypto.tlog.cosignature import CosignatureError, verify_cosignature
from intake.crypto.tlog.note import parse_note
from intake.crypto.tlog.witnesses.mldsa import MlDsaMissingError
from intake.crypto.tlog.witnesses.policy import Policy, PolicyWitness


class Standing(StrEnum):
    """What a signature line is worth."""

    HOLDS = "holds"
    BROKEN = "broken"  # By a witness of the policy, and wrong: nobody honest writes it.
    UNCHECKED = "unchecked"  # By one of the policy, of a kind that nothing here can check.
    UNKNOWN = "unknown"  # By somebody who is not in the policy.


class Cosigned(NamedTuple):
    """One line under a checkpoint."""

    name: str  # Of the witness in the policy; of an unknown one what the line calls itself.
    standing: Standing
    time: int = 0  # Unix seconds at which the witness says it signed; 0 unless it holds.


def read_cosignatures(
    note: str, policy: Policy, verify: ed25519.Verify = ed25519.verify
) -> list[Cosigned]:
    """Return what the lines of others than the log are worth, in the policy's order.

    Args:
        note: A checkpoint of this log.
        policy: Whose word counts.
        verify: How to check Ed25519 signatures.

    Raises:
        NoteError: Not a signed note.
    """
    parsed = parse_note(note)
    origin = parsed.text.partition("\n")[0]
    signers = [each[:2] for each in parsed.signatures]
    known = {(each.key.name, each.key.key_id): each for each in policy.witnesses}
    found = [_judge(note, each, verify) for key, each in known.items() if key in signers]
    strangers = dict.fromkeys(key[0] for key in signers if key not in known and key[0] != origin)
    return found + [Cosigned(name, Standing.UNKNOWN) for name in strangers]


def has_quorum(cosigned: list[Cosigned], policy: Policy) -> bool:
    """Tell whether the lines that hold are enough."""
    return policy.is_met({each.name for each in cosigned if each.standing is Standing.HOLDS})


def quorum_time(cosigned: list[Cosigned], policy: Policy) -> int | None:
    """Return the time since when enough of the lines stand there that hold, or None.

    It is the newest time that enough witnesses have reached, so one that signs again and again does
    not make the others' words any fresher.
    """
    held = [each for each in cosigned if each.standing is Standing.HOLDS]
    for time in sorted({each.time for each in held}, reverse=True):
        if policy.is_met({each.name for each in held if each.time >= time}):
            return time
    return None


def _judge(note: str, witness: PolicyWitness, verify: ed25519.Verify) -> Cosigned:
    try:
        time = verify_cosignature(note, witness.key, verify)
    except CosignatureError:
        return Cosigned(witness.name, Standing.BROKEN)
    except MlDsaMissingError:
        return Cosigned(witness.name, Standing.UNCHECKED)
    return Cosigned(witness.name, Standing.HOLDS, time)
