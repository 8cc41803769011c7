"""The days that an address asks for (``since`` and ``to``), and how a link says them again."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from flask import request

from intake.clock import DAY
from intake.web.wire import WireError

EPOCH = date(1970, 1, 1)


class Days(NamedTuple):
    """First and last day, since 1 January 1970; None where nothing is asked for."""

    since: int | None = None
    to: int | None = None  # All of it.

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return self.since is not None or self.to is not None

    @property
    def begin(self) -> int:
        """Return when they begin, Unix seconds."""
        return (self.since or 0) * DAY

    @property
    def end(self) -> int | None:
        """Return when they are over, Unix seconds; None where they go on."""
        return None if self.to is None else (self.to + 1) * DAY

    @property
    def fields(self) -> dict[str, str]:
        """Return what fields of a form hold: days as an address says them."""
        there = {name: day for name, day in self._asdict().items() if day is not None}
        return {
            name: date.fromordinal(EPOCH.toordinal() + day).isoformat()
            for name, day in there.items()
        }

    @property
    def query(self) -> str:
        """Return them as a part of an address; empty where nothing is asked for."""
        return urlencode(self.fields)


def asked_days() -> Days:
    """Return the days that the address of this request asks for.

    Raises:
        WireError: ``no_day``: one is no day; ``days_turned``: the last is before the first.
    """
    since, to = (_read(request.args.get(name, "")) for name in ("since", "to"))
    if since is not None and to is not None and to < since:
        raise WireError("days_turned")
    return Days(since, to)


def _read(text: str) -> int | None:
    try:
        return (date.fromisoformat(text) - EPOCH).days if text else None
    except ValueError:
        raise WireError("no_day") from None
