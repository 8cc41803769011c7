"""Taking in a statement: it must be signed, and speak of what this machine stores and signed.

What it says that the rules found is not looked into: anybody with a copy makes it anew
(``intake audit statement --check``), and this machine is whom that should not be left to.
"""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from intake.crypto.encoding import b64u
from intake.crypto.tlog.note import NoteError, VerifierKey, encode_vkey, parse_note, parse_vkey
from intake.errors import AuditLogError, Conflict, Refused
from intake.log import proofs
from intake.log.act import Act
from intake.log.events import Event, Log
from intake.store.models import AuditStatement
from intake.verify.reporting.stating.checking import open_statement
from intake.verify.reporting.stating.signing_key import is_plain
from intake.verify.reporting.stating.statement import (
    Head,
    Statement,
    StatementError,
    parse_statement,
)

AHEAD = 300  # seconds that the clock of the auditor's machine may be before ours
SIGNED_BY = "signed by "  # As the command prints the key.

Sizes = Mapping[str, tuple[Log, int]]
"""By origin: which log, and how many of its entries were signed."""


def take_statement(act: Act, sizes: Sizes, note: str, key: str) -> int:
    """Keep a statement and log it; return the index of its entry.

    Args:
        act: Of the auditor.
        sizes: Of the logs here.
        note: The statement as it was signed, by one key.
        key: That key's vkey, perhaps as the command prints it.

    Raises:
        Refused: statement_key, statement_note, statement_signature, statement_text, statement_log,
            statement_range, statement_size, statement_root, statement_time: what is wrong with it.
        Conflict: statement_known: it was handed in before.
    """
    by = _parse_key(key.strip().removeprefix(SIGNED_BY))
    said = _open(note, by)
    _require_sound(said, note, act.now)
    log = _require_ours(act, sizes, said)
    digest = sha256(note.encode()).digest()
    detail = {"log": str(log), "size": said.of.size}
    index = act.log(Event.AUDIT_STATEMENT, facts={"statement": b64u(digest)}, detail=detail)
    known = select(AuditStatement.idx).where(AuditStatement.sha256 == digest)
    if act.db.scalar(known) is not None:  # Asked under the log's lock: nobody is faster now.
        raise Conflict("statement_known")
    act.db.add(AuditStatement(idx=index, sha256=digest, key=encode_vkey(by), note=note))
    return index


def _parse_key(text: str) -> VerifierKey:
    try:
        key = parse_vkey(text)
    except NoteError:
        raise Refused("statement_key") from None
    if not is_plain(key.name):
        raise Refused("statement_key")
    return key


def _open(note: str, key: VerifierKey) -> Statement:
    """Return what a note says that this key alone signed."""
    try:
        parsed = parse_note(note)
    except NoteError:
        raise Refused("statement_note") from None
    if len(parsed.signatures) != 1:
        raise Refused("statement_note")
    try:
        parse_statement(parsed.text)
    except StatementError:
        raise Refused("statement_text") from None
    try:
        return parse_statement(open_statement(note, key))
    except StatementError:
        raise Refused("statement_signature") from None


def _require_sound(said: Statement, note: str, now: int) -> None:
    """Refuse what no command of ours writes, and a time that is yet to come."""
    try:
        time = datetime.fromisoformat(said.time)
    except ValueError:
        raise Refused("statement_text") from None
    if f"\nrange 0 {said.of.size}\n" not in note:
        raise Refused("statement_range")
    if time.timestamp() > now + AHEAD:
        raise Refused("statement_time")


def _require_ours(act: Act, sizes: Sizes, said: Statement) -> Log:
    """Return which log it speaks of; what it rests on must be the beginning of what is here."""
    heads = {head.origin: head for head in (said.of, said.beside)}
    if set(heads) != set(sizes):
        raise Refused("statement_log")
    for origin, (log, size) in sizes.items():
        if heads[origin].size > size:
            raise Refused("statement_size")
        if not is_beginning(act, log, heads[origin]):
            raise Refused("statement_root")
    return sizes[said.of.origin][0]


def is_beginning(act: Act, log: Log, head: Head) -> bool:
    """Tell whether what is stored of a log begins with what was checked."""
    try:
        return b64encode(proofs.root(act.db, log, head.size)).decode() == head.root
    except AuditLogError:
        return False
