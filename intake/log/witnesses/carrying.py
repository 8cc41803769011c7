"""Requests and lines that somebody carries, by mail or on a stick, where no address reaches."""

from sqlalchemy.orm import Session

from intake.crypto.tlog.note import NoteError, parse_note
from intake.crypto.tlog.witnesses.policy import PolicyWitness
from intake.crypto.tlog.witnesses.request import make_request
from intake.log.events import Log
from intake.log.signing.signer import Signer
from intake.log.tree import tree
from intake.log.witnesses.asking import Problem, witness_id
from intake.log.witnesses.keeping import CosignedError, keep_cosigned, read_note
from intake.log.witnesses.standing import standing_policy
from intake.store.engine import Database
from intake.store.models import WitnessAsked


def prepare_request(database: Database, signer: Signer, log: Log, name: str) -> bytes:
    """Return what a witness of the policy is asked about the newest signed checkpoint.

    Raises:
        CosignedError: The policy has no such witness.
        MerkleError: It signed more entries than there are.
        SignerRefusal, TileError, LogStoreError: What is signed or stored cannot be had.
    """
    note = signer.last(log)
    size = int(note.split("\n", 2)[1])
    with database.reading() as session:
        row = session.get(WitnessAsked, (log, witness_id(_find(session, name))))
        return make_request(note, row.size if row else 0, tree(session, log, size).subtree)


def prepare_requests(database: Database, signer: Signer, name: str) -> bytes:
    """Return the same of both logs, one after the other; an empty log is nothing to sign.

    Raises:
        CosignedError, MerkleError, SignerRefusal, TileError, LogStoreError: As above.
    """
    grown = [log for log in Log if int(signer.last(log).split("\n", 2)[1])]
    return b"".join(prepare_request(database, signer, log, name) for log in grown or [Log.ACCESS])


def carry_back(
    database: Database, signer: Signer, request: str, lines: str, now: int
) -> tuple[Log, list[str]]:
    """Keep the lines that came back for a request; return the log and who signed.

    Raises:
        CosignedError: It is not about a log of ours, or no witness of the policy signed it.
    """
    note = read_note(request.partition("\n\n")[2], lines)
    origin, size = _head(note)
    log = next((log for log in Log if signer.vkey(log).startswith(f"{origin}+")), None)
    if log is None:
        raise CosignedError("the request is about no log of this instance")
    with database.session() as session:
        policy = standing_policy(session)
        names = keep_cosigned(session, signer, log, note, policy)
        for witness in policy.witnesses:
            if witness.name in names:
                _remember(session, log, witness, size, now)
        session.commit()
    return log, names


def _find(session: Session, name: str) -> PolicyWitness:
    for witness in standing_policy(session).witnesses:
        if witness.name == name:
            return witness
    raise CosignedError(f"the policy has no witness {name!r}")


def _head(note: str) -> tuple[str, int]:
    try:
        origin, size, _ = parse_note(note).text.split("\n", 2)
        return origin, int(size)
    except (NoteError, ValueError):
        raise CosignedError("the request holds no checkpoint") from None


def _remember(session: Session, log: Log, witness: PolicyWitness, size: int, now: int) -> None:
    """An older request than the last one leaves what is known of the witness as it is."""
    row = session.get(WitnessAsked, (log, witness_id(witness)))
    if row is None or row.size <= size:
        key = {"log": log, "witness": witness_id(witness), "size": size}
        session.merge(WitnessAsked(**key, signed_at=now, asked_at=now, problem=Problem.NONE))
