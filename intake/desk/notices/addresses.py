"""Where somebody wants to be told, and when not; the address is wrapped under the server key."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from intake.crypto.wrapping import unwrap_text, wrap_text
from intake.errors import NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.store.models import NoticeAddress

LABEL = "intake/v1/notice"
HOURS = 24


@dataclass(frozen=True)
class Address:
    """Where notices go.

    ``zone`` is a name of the IANA database; ``quiet`` the full hours there from which and until
    which nothing but emergencies is told, or None.
    """

    text: str
    zone: str
    quiet: tuple[int, int] | None


def find_address(db: Session, server_key: bytes, account_id: str) -> Address | None:
    """Return where somebody is told, or None where they are not."""
    row = db.get(NoticeAddress, account_id)
    return None if row is None else read_address(row, server_key)


def read_address(row: NoticeAddress, server_key: bytes) -> Address:
    """Return the address of a row."""
    text = unwrap_text(server_key, LABEL, row.account_id, row.wrapped)
    quiet = None
    if row.quiet_from is not None and row.quiet_until is not None:
        quiet = row.quiet_from, row.quiet_until
    return Address(text, row.zone, quiet)


def set_address(act: Act, server_key: bytes, address: Address) -> None:
    """Keep where the actor is told.

    Raises:
        Refused: ``zone`` or ``quiet``.
    """
    _check(address)
    row = act.db.get(NoticeAddress, act.actor.id, with_for_update=True)
    if row is None:
        row = NoticeAddress(account_id=act.actor.id)
        act.db.add(row)
    row.wrapped = wrap_text(server_key, LABEL, act.actor.id, address.text)
    row.zone = address.zone
    row.quiet_from, row.quiet_until = address.quiet or (None, None)
    act.log(Event.USER_NOTICES, detail={"to": "on"})


def remove_address(act: Act) -> None:
    """Forget where the actor is told; NotFound when they are not."""
    row = act.db.get(NoticeAddress, act.actor.id, with_for_update=True)
    if row is None:
        raise NotFound("notices")
    act.db.delete(row)
    act.log(Event.USER_NOTICES, detail={"to": "off"})


def is_quiet(address: Address, now: int) -> bool:
    """Tell whether nothing but emergencies is told at a moment (Unix seconds)."""
    if address.quiet is None:
        return False
    start, end = address.quiet
    hour = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(address.zone)).hour
    return start <= hour < end if start <= end else hour >= start or hour < end


def _check(address: Address) -> None:
    try:
        ZoneInfo(address.zone)
    except (ZoneInfoNotFoundError, OSError, ValueError):  # No such zone, or no name of one.
        raise Refused("zone") from None
    if address.quiet is None:
        return
    if any(not 0 <= hour < HOURS for hour in address.quiet) or len(set(address.quiet)) == 1:
        raise Refused("quiet")
