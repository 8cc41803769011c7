"""Asking witnesses to cosign the newest checkpoints (C2SP tlog-witness, ``add-checkpoint``).

Off until the policy that stands names a witness with an address. Signing never waits for it: it has
a thread of its own, and what fails is kept beside the witness and tried again.
"""

import logging
from collections.abc import Callable
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from intake.clock import Clock
from intake.crypto.tlog.checkpoint import parse_checkpoint
from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.note import encode_vkey, parse_note
from intake.crypto.tlog.tiles import TileError
from intake.crypto.tlog.witnesses.policy import Policy, PolicyWitness
from intake.crypto.tlog.witnesses.request import make_request
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.log.tree import LogStoreError, tree
from intake.log.witnesses.keeping import CosignedError, keep_cosigned, read_note
from intake.log.witnesses.standing import standing_policy
from intake.store.engine import Database
from intake.store.models import WitnessAsked

SECONDS = 60  # Between rounds.
EVERY_SECONDS = 3_600  # A witness is asked for a log that grew.
REFRESH_SECONDS = 12 * 3_600  # It is asked for one that did not.
RETRY_SECONDS = 600
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Post = Callable[[str, bytes], tuple[int, bytes]]
"""(address, body) to status and answer, within bounds; AskError when there is none."""

logger = logging.getLogger(__name__)


class AskError(Exception):
    """A witness cannot be reached, or does not answer within its bounds."""


class Problem(StrEnum):
    """What is wrong with a witness; empty if nothing is."""

    NONE = ""
    REFUSED = "refused"  # It says that this log contradicts what it signed (409, 422).
    UNREACHABLE = "unreachable"
    ANSWER = "answer"  # It does not know the log, cannot read us, or its signature does not hold.
    LOG = "log"  # What is stored here does not fit together.


class _Outcome(NamedTuple):
    problem: Problem
    size: int  # That the witness cosigned last.
    note: str = ""  # With its lines, if it signed.


def is_askable(url: str) -> bool:
    """Tell whether a witness may be asked there: https, or http to this machine or an onion."""
    try:
        found = urlsplit(url)
        host, _ = found.hostname or "", found.port
    except ValueError:
        return False
    if not host or found.username or found.query or found.fragment:
        return False
    is_near = host in LOOPBACK or host.endswith(".onion")
    return found.scheme == "https" or (found.scheme == "http" and is_near)


def witness_id(witness: PolicyWitness) -> str:
    """Return what stands for a witness in ``witness_asked``."""
    return sha256(encode_vkey(witness.key).encode()).hexdigest()


class Asker:
    """Asks all witnesses of the policy, round by round; one process does at a time."""

    def __init__(self, database: Database, signer: Signer, clock: Clock, post: Post) -> None:
        self._database, self._signer, self._clock, self._post = database, signer, clock, post

    def tick(self) -> bool:
        """Do one round; always done, since who could not be asked is asked in a later one."""
        try:
            with self._database.reading() as session:
                policy = standing_policy(session)
            asked = [each for each in policy.witnesses if is_askable(each.url)]
            if asked:
                self._ask_all(asked)
        except (SQLAlchemyError, SignerRefusal, OSError) as error:
            logger.warning("asking witnesses: %s", type(error).__name__)
        return True

    def _ask_all(self, asked: list[PolicyWitness]) -> None:
        with self._signer.asking() as is_ours:
            for log in Log if is_ours else ():
                note = self._signer.last(log)
                for witness in asked:
                    self._ask_if_due(log, note, witness)

    def _ask_if_due(self, log: Log, note: str, witness: PolicyWitness) -> None:
        now, key = self._clock(), (log, witness_id(witness))
        size = parse_checkpoint(parse_note(note).text).size
        with self._database.reading() as session:
            row = session.get(WitnessAsked, key)
            old = row.size if row else 0
            if not size or (row and not _is_due(row, size, now)):
                return
        outcome = self._ask(log, note, witness, old)
        self._keep(log, witness, outcome, now)

    def _ask(self, log: Log, note: str, witness: PolicyWitness, old: int) -> _Outcome:
        """Ask, and once more from the size that the witness says it has."""
        size = parse_checkpoint(parse_note(note).text).size
        for _ in range(2):
            if old > size:  # It signed more than we have: we were put back.
                return _Outcome(Problem.REFUSED, old)
            try:
                status, answer = self._post(_address(witness), self._request(log, note, old))
            except AskError:
                return _Outcome(Problem.UNREACHABLE, old)
            except (MerkleError, TileError, LogStoreError):
                return _Outcome(Problem.LOG, old)
            told = _parse_size(answer) if status == 409 else None
            if told is None or told == old:
                return _read(status, answer, note, size, old)
            old = told
        return _Outcome(Problem.ANSWER, old)  # It says another size each time.

    def _request(self, log: Log, note: str, old: int) -> bytes:
        size = parse_checkpoint(parse_note(note).text).size
        with self._database.reading() as session:
            return make_request(note, old, tree(session, log, size).subtree)

    def _keep(self, log: Log, witness: PolicyWitness, outcome: _Outcome, now: int) -> None:
        problem, size = outcome.problem, outcome.size
        with self._database.session() as session:
            if outcome.note:
                try:
                    only = Policy(witnesses=[witness], quorum=witness.name)
                    keep_cosigned(session, self._signer, log, outcome.note, only)
                except CosignedError:
                    problem = Problem.ANSWER
            row = session.get(WitnessAsked, (log, witness_id(witness)))
            if row is None:
                row = WitnessAsked(log=log, witness=witness_id(witness), size=0, signed_at=0)
                session.add(row)
            row.asked_at, row.problem = now, problem
            row.size = size
            if not problem:
                row.signed_at = now
            session.commit()
        if problem:
            logger.warning("witness %s, log %s: %s", witness.name, log, problem)


def _is_due(row: WitnessAsked, size: int, now: int) -> bool:
    if row.problem:
        return now - row.asked_at >= RETRY_SECONDS
    return now - row.signed_at >= (EVERY_SECONDS if row.size != size else REFRESH_SECONDS)


def _read(status: int, answer: bytes, note: str, size: int, old: int) -> _Outcome:
    if status in {409, 422}:
        return _Outcome(Problem.REFUSED, old)
    if status != 200:
        return _Outcome(Problem.ANSWER, old)
    try:
        return _Outcome(Problem.NONE, size, read_note(note, answer.decode()))
    except (CosignedError, UnicodeDecodeError):
        return _Outcome(Problem.ANSWER, old)


def _address(witness: PolicyWitness) -> str:
    return witness.url.rstrip("/") + "/add-checkpoint"


def _parse_size(answer: bytes) -> int | None:
    text = answer.removesuffix(b"\n")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 19 else None
