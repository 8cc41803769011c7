"""What keeps the logs from being signed and published, seen from what is stored.

The program goes on without a signature: cases open, entries are committed. Whoever watches must not
be told that all is well then. So nothing is believed here of the thread that signs: its work is
looked at, in the database and in the signer's state.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.clock import DAY
from intake.crypto.tlog.checkpoint import parse_checkpoint
from intake.crypto.tlog.note import parse_note
from intake.log.events import Log
from intake.log.leaf import LeafError, parse_leaf
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.store.engine import Database
from intake.store.models.log import LogEntry, LogPublished

UNSIGNED_SECONDS = 600  # A signature comes every minute; ten without one are no accident.
LATE_SECONDS = 3600  # By which a day's publication may be late.


class Trouble(StrEnum):
    """Everything ``/health`` may answer but that all is well; the gravest first."""

    REFUSED = "refused"  # The signer does not sign what is stored: it is not what was signed.
    UNSIGNED = "unsigned"  # Entries have waited too long for a signature.
    UNPUBLISHED = "unpublished"  # The day's publication of the intake log has not come.


@dataclass(frozen=True)
class Found:
    """One trouble of one log; ``text`` is a line for the administrator and holds no secret."""

    trouble: Trouble
    log: Log
    text: str
    is_lost: bool = False  # The signer does not know what it signed: nothing can be compared.


def find_troubles(database: Database, signer: Signer, now: int, *, hour: int) -> list[Found]:
    """Return what is in the way, the gravest first.

    Args:
        database: The database.
        signer: Whose state is looked at; nothing is signed.
        now: Unix seconds.
        hour: Of the daily publication, UTC.
    """
    refused = [found for log in Log if (found := _find_refusal(database, signer, log))]
    broken = {found.log for found in refused}
    with database.reading() as session:
        late = [
            Log.ACCESS not in broken and _find_unsigned(session, signer, now),
            Log.INTAKE not in broken and _find_unpublished(session, now, hour),
        ]
    return [*refused, *(found for found in late if found)]


def published_day(now: int, hour: int) -> int:
    """Return the day (Unix time of its beginning) whose publication is due at ``now``."""
    return (now - hour * 3600) // DAY * DAY


def newest_publication(session: Session) -> int | None:
    """Return the day (Unix time of its beginning) that was published last, if any was."""
    newest = select(func.max(LogPublished.published_on)).where(LogPublished.log == Log.INTAKE)
    return session.scalar(newest)


def unsigned_since(session: Session, signer: Signer) -> int | None:
    """Return since when the access log waits for a signature, Unix seconds; None if it does not.

    Raises:
        SignerRefusal: The signer has lost its state.
    """
    return _time_of(session, _signed_size(signer))


def _find_refusal(database: Database, signer: Signer, log: Log) -> Found | None:
    try:
        signer.confirm(database, log)
    except SignerRefusal as refusal:
        return Found(Trouble.REFUSED, log, str(refusal), is_lost=refusal.is_lost)
    return None


def _find_unsigned(session: Session, signer: Signer, now: int) -> Found | None:
    since = unsigned_since(session, signer)
    if since is None or now - since <= UNSIGNED_SECONDS:
        return None
    first = _signed_size(signer)
    text = f"log {Log.ACCESS}: entries from {first} on have no signature after 10 minutes"
    return Found(Trouble.UNSIGNED, Log.ACCESS, text)


def _signed_size(signer: Signer) -> int:
    return parse_checkpoint(parse_note(signer.last(Log.ACCESS)).text).size


def _find_unpublished(session: Session, now: int, hour: int) -> Found | None:
    newest, begun = newest_publication(session), _time_of(session, 0)
    if newest is None and begun is not None:
        newest = published_day(begun, hour)  # A new instance has a day for its first one.
    if newest is None or newest >= published_day(now - LATE_SECONDS, hour):
        return None
    return Found(
        Trouble.UNPUBLISHED, Log.INTAKE, f"log {Log.INTAKE}: not published when it was due"
    )


def _time_of(session: Session, index: int) -> int | None:
    """Return when an entry of the access log was made; None if there is none."""
    where = (LogEntry.log == Log.ACCESS, LogEntry.idx == index)
    leaf = session.scalar(select(LogEntry.leaf).where(*where))
    if leaf is None:
        return None
    try:
        return parse_leaf(Log.ACCESS, leaf).t
    except LeafError:
        return 0  # Not an entry: nobody wrote that just now.
