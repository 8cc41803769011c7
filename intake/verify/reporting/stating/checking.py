"""Checking a statement: who signed it, and whether the copy still says the same."""

from base64 import b64decode

from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.note import NoteError, VerifierKey, open_note
from intake.log.events import Log
from intake.verify.folder import LogFolder
from intake.verify.reporting.folding import Span
from intake.verify.reporting.made.making import Wanted, make_at
from intake.verify.reporting.reading import LogCopy, Progress, Signed
from intake.verify.reporting.signed import ReadingError, read_key, require_beginning
from intake.verify.reporting.stating.statement import (
    FIRST,
    Head,
    Statement,
    StatementError,
    encode_statement,
    parse_statement,
)


def open_statement(note: str, key: VerifierKey) -> str:
    """Return the text of a statement that this key signed.

    Raises:
        StatementError: It is none, or not signed by this key.
    """
    try:
        text = open_note(note, key)
    except NoteError as error:
        raise StatementError(f"the statement: {error}") from None
    parse_statement(text)
    return text


def check_statement(wanted: Wanted, text: str, progress: Progress) -> str:
    """Make a statement anew, at the sizes it names; return the first line that differs, or nothing.

    Raises:
        StatementError: It is none.
        VerifyError: There is nothing to check.
        OSError: A file cannot be read.
    """
    said = parse_statement(text)
    try:
        heads = _by_log(wanted, said)
        copies = [_open(wanted, log, heads[log]) for log in Log]
    except ReadingError as error:
        return str(error)
    report = make_at(wanted, copies, Span(), {}, progress)
    log = next(log for log, head in heads.items() if head is said.of)
    made = encode_statement(report, log, 0)
    return _difference(text, made)


def _by_log(wanted: Wanted, said: Statement) -> dict[Log, Head]:
    """Return what a statement says of each log.

    Raises:
        ReadingError: They are not the logs of this copy.
    """
    heads = {head.origin: head for head in (said.of, said.beside)}
    keys = {log: read_key(LogFolder(wanted.folder, log)) for log in Log}
    found = {log: heads[key.name] for log, key in keys.items() if key and key.name in heads}
    if len(found) != len(Log):
        raise ReadingError("the statement is about other logs than this copy")
    return found


def _open(wanted: Wanted, log: Log, head: Head) -> LogCopy:
    folder = LogFolder(wanted.folder, log)
    checkpoint = Checkpoint(head.origin, head.size, b64decode(head.root))
    require_beginning(folder, checkpoint, wanted.verify)
    return LogCopy(folder, read_key(folder), Signed(checkpoint, ""))


def _difference(text: str, made: str) -> str:
    """Return the first line that differs; the time is whoever signed it's to say."""
    for said, given in zip(text.splitlines(), made.splitlines(), strict=True):
        if said != given and not said.startswith("time "):
            name = said.partition(" ")[0]
            return f"{FIRST}, {name}: it says {said!r}, the copy gives {given!r}"
    return ""
