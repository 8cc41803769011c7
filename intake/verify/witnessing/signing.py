"""Signing as a witness what a checked copy holds, with proofs out of its own tiles."""

from intake.crypto.tlog.checkpoint import CheckpointError, parse_checkpoint
from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.note import NoteError, parse_note
from intake.crypto.tlog.tiles import TileError, TileTree
from intake.crypto.tlog.witnesses.request import make_request
from intake.verify.folder import LogFolder
from intake.verify.report import VerifyError
from intake.verify.witnessing.witness import Answer, Witness


def cosign_copy(folder: LogFolder, witness: Witness, now: int | None = None) -> Answer:
    """Let a witness judge the newest checkpoint of a copy; nothing of it is looked at by the log.

    Check the copy first (``verify_mirror``): a witness vouches that a log was extended, not for
    what stands in it. The witness must watch the log (``Witness.add_log`` with the copy's
    ``log.vkey``).

    Args:
        folder: The copy.
        witness: One of one's own.
        now: Unix seconds; the time of this machine if left out.

    Returns:
        Status 200 and the signature lines to send back, or why it refuses: 409 and 422 mean that
        the copy contradicts what this witness signed before, which it has kept as evidence.

    Raises:
        VerifyError: The copy has no checkpoint, or its tiles do not reach so far.
        WitnessError: The witness has lost its state, or cannot sign.
    """
    try:
        note = (folder.read("checkpoint") or b"").decode()
        head = parse_checkpoint(parse_note(note).text)
        old = witness.last(head.origin).size if head.origin in witness.logs else 0
        tree = TileTree(head.size, folder.tile)
        # A smaller log needs no proof to be refused; the witness keeps what it is shown.
        body = make_request(note, min(old, head.size), tree.subtree)
    except (NoteError, CheckpointError, UnicodeDecodeError) as error:
        raise VerifyError(f"the copy of log {folder.log} has no checkpoint: {error}") from None
    except (MerkleError, TileError) as error:
        raise VerifyError(f"the copy of log {folder.log} does not hang together: {error}") from None
    return witness.add_checkpoint(body, now)
