"""Where somebody wants to be told, and when not: wrapped together under the server key.

Zone and hours are where somebody lives and sleeps. They stand in canonical JSON beside the address,
filled up with spaces, so that the length tells nothing of them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from intake.crypto.encoding import encode_json, parse_json
from intake.crypto.wrapping import unwrap_text, wrap_text
from intake.errors import NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.store.models import NoticeAddress

LABEL = "intake/v1/notice"
LENGTH = 512  # Characters, at least.
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
    told: Any = parse_json(text.rstrip().encode())
    quiet = told["quiet"]
    return Address(told["address"], told["zone"], (quiet[0], quiet[1]) if quiet else None)


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
    quiet = list(address.quiet) if address.quiet else None
    told = {"address": address.text, "quiet": quiet, "zone": address.zone}
    text = encode_json(told).decode().ljust(LENGTH)
    row.wrapped = wrap_text(server_key, LABEL, act.actor.id, text)
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
