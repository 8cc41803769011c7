"""Shares that are used up, and disks that are full."""

import pytest
from flask import Flask

from intake.store.space import Space
from intake.web.admission.limits import LIMITS, MEGABYTE, Kind
from intake.web.services import services_of


def below(kind: Kind) -> int:
    """Return one byte less than is left to this kind."""
    return LIMITS[kind].reserve_mb * MEGABYTE - 1


def leave(app: Flask, patch: pytest.MonkeyPatch, left: int) -> None:
    """Let there be room for so many bytes."""
    patch.setattr(Space, "_measure", lambda _: left)
    services_of(app).space._measured = None


def use_up(app: Flask, kind: Kind) -> None:
    """Take every token of a kind, as a flood does; it lasts, so its clock stands still."""
    rate = services_of(app).shares[kind]._rate
    now = rate._clock()
    rate._clock = lambda: now
    while rate.take():
        pass
