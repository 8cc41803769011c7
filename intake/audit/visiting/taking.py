"""Taking a checkpoint that an auditor's own machine signed, and brings back.

Nothing is believed: the log's own signature must be on it, what is stored must begin with it, and
the line must hold under the key that is named (``intake.log.witnesses.keeping``).
"""

from intake.clock import DAY
from intake.crypto.encoding import b64u
from intake.crypto.tlog.checkpoint import CheckpointError, parse_checkpoint
from intake.crypto.tlog.cosignature import CosignatureError, verify_cosignature
from intake.crypto.tlog.note import NoteError, VerifierKey, parse_note
from intake.crypto.tlog.witnesses.policy import Policy, PolicyWitness
from intake.errors import Refused
from intake.log.act import Act
from intake.log.events import Event, Log
from intake.log.signing.signer import Signer
from intake.log.witnesses.keeping import CosignedError, keep_cosigned, require_cosigned
from intake.log.witnesses.standing import standing_policy

AHEAD = 300  # seconds that the clock of the copy's machine may be before ours
NAME = "visit"  # Of its witness, in a policy of one.


def take_note(act: Act, signer: Signer, log: Log, note: str, key: VerifierKey) -> int:
    """Keep what a visit signed, log that it came, and return its size.

    Args:
        act: Of the auditor.
        signer: Knows the log's key.
        log: Which log.
        note: The checkpoint with the log's signature, and the line of the witness.
        key: The witness's.

    Raises:
        Refused: ``note``: it is not this log's, or not signed by this key within the last day.
    """
    _require_time(note, key, act.now)
    checkpoint = parse_checkpoint(parse_note(note).text)
    try:
        _keep(act, signer, log, note, key)
    except CosignedError:
        raise Refused("note") from None
    facts, detail = {"root": b64u(checkpoint.root)}, {"log": str(log), "size": checkpoint.size}
    act.log(Event.AUDIT_VISIT, facts=facts, detail=detail)
    return checkpoint.size


def _keep(act: Act, signer: Signer, log: Log, note: str, key: VerifierKey) -> None:
    """Keep the line where the policy that stands knows its key; else only look whether it holds.

    What one person brings and nobody agreed to is served to nobody: everybody who copies would pay.
    """
    known = any(each.key == key for each in standing_policy(act.db).witnesses)
    only = Policy(witnesses=[PolicyWitness(NAME, key)], quorum=NAME)
    if known:
        keep_cosigned(act.db, signer, log, note, only)
    else:
        require_cosigned(act.db, signer, log, note, only)


def _require_time(note: str, key: VerifierKey, now: int) -> None:
    try:
        time = verify_cosignature(note, key)
    except (CosignatureError, NoteError, CheckpointError):
        raise Refused("note") from None
    if not now - DAY <= time <= now + AHEAD:
        raise Refused("note")
