"""Making a report anew, at the checkpoints it carries, and saying where the two differ."""

from datetime import date

from intake.crypto import ed25519
from intake.crypto.encoding import EncodingError, parse_json
from intake.crypto.tlog.tlogproof import TlogProofError, verify_tlog_proof
from intake.log.events import Log
from intake.verify.report import VerifyError
from intake.verify.reporting.folding import Span
from intake.verify.reporting.made.document import FORM
from intake.verify.reporting.made.making import Wanted, make_at
from intake.verify.reporting.reading import LogCopy, Progress, Signed
from intake.verify.reporting.signed import ReadingError, find_signed, open_at, open_copy
from intake.verify.reporting.values import ReportError, Value, differences, rows, text
from intake.verify.reporting.verdict import find_vouched

MAX_BYTES = 1 << 26  # Of a report that is read.


def check_report(wanted: Wanted, data: bytes, progress: Progress) -> str:
    """Make a report anew, at the checkpoints it carries; return the first difference, or nothing.

    Raises:
        ReportError: It is no report.
        VerifyError: There is nothing to check, or what it rests on was erased since.
        OSError: A file cannot be read.
    """
    said = parse_report(data)
    try:
        copies = open_at(wanted.folder, _notes(said, "checkpoint"), wanted.verify)
        _require_proofs(said, copies, wanted.verify)
        vouched = _carried(wanted, copies, _notes(said, "vouched"))
    except ReadingError as error:
        return str(error)
    made = make_at(wanted, copies, _span(said), vouched, progress)
    found = next(differences(said, made), "")
    if found:
        _require_kept(wanted, copies)
    return found


def parse_report(data: bytes) -> Value:
    """Return the report in a file, unverified.

    Raises:
        ReportError: It is none.
    """
    try:
        value = parse_json(data) if len(data) <= MAX_BYTES else None
    except EncodingError as error:
        raise ReportError(f"not a report: {error}") from None
    if not isinstance(value, dict) or value.get("form") != FORM:
        raise ReportError(f"not a report of the form {FORM}")
    return value


def _carried(
    wanted: Wanted, copies: list[LogCopy], notes: dict[Log, str]
) -> dict[Log, Signed | None]:
    """Return what a report says witnesses signed, as far as they did."""
    carried: dict[Log, Signed | None] = {}
    for copy in copies:
        note = notes[copy.folder.log]
        signed = [find_signed(copy, note, wanted.verify)] if note else []
        within = [each for each in signed if each.checkpoint.size <= copy.size]
        carried[copy.folder.log] = find_vouched(within, wanted.policy, wanted.verify)
    return carried


def _notes(said: Value, name: str) -> dict[Log, str]:
    found = {text(each, "log"): text(each, name) for each in rows(said, "logs")}
    if found.keys() != {str(log) for log in Log}:
        raise ReportError("not a report: it does not name both logs")
    return {log: found[log] for log in Log}


def _span(said: Value) -> Span:
    return Span(_day(said.get("from")), _day(said.get("to")))


def _day(said: object) -> date | None:
    try:
        return None if said is None else date.fromisoformat(str(said))
    except ValueError:
        raise ReportError("not a report: a day is none") from None


def _require_proofs(said: Value, copies: list[LogCopy], verify: ed25519.Verify) -> None:
    """Check each proof by itself, so that one that was changed is called that.

    Raises:
        ReadingError: One does not hold.
    """
    keys = {str(each.folder.log): each.key for each in copies}
    for each in rows(said, "leaves"):
        log, index, proof = text(each, "log"), each.get("index"), text(each, "proof")
        key = keys.get(log)
        if not proof or key is None:
            continue
        try:
            proved, _ = verify_tlog_proof(proof, text(each, "leaf").encode(), key, verify)
        except TlogProofError as error:
            raise ReadingError(f"its proof of entry {index} of log {log}: {error}") from None
        if proved != index:
            raise ReadingError(f"its proof of entry {index} of log {log} is of entry {proved}")


def _require_kept(wanted: Wanted, copies: list[LogCopy]) -> None:
    """Refuse to call different what could not be made anew: details were erased since.

    Raises:
        VerifyError: Some were.
    """
    for old, new in zip(copies, open_copy(wanted.folder, wanted.verify), strict=True):
        for _ in new.records(lambda _done, _all: None):
            pass
        since = {index for index in new.erased - old.erased if index < old.size}
        if since:
            text = f"{len(since)} details of log {old.folder.log} were erased since the report"
            raise VerifyError(f"{text}: it cannot be made anew")
