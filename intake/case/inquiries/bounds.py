"""How often an auditor asks, how long it waits, and what can be answered: ``inquiries.en.toml``."""

import tomllib
from importlib.resources import files

from intake.clock import DAY

_TABLE = tomllib.loads(
    files("intake.case.inquiries").joinpath("inquiries.en.toml").read_text(encoding="utf-8")
)

A_DAY: int = _TABLE["a_day"]
"""Questions of one auditor in a UTC day."""

LATE: int = _TABLE["late_days"] * DAY
"""Seconds after which an auditor reads that nobody answered."""

OVER: int = _TABLE["over_days"] * DAY
"""Seconds after which nobody is asked any more."""

AGAIN: int = _TABLE["again_days"] * DAY
"""Seconds after which a notice goes out anew."""

KEPT: int = _TABLE["kept_days"] * DAY
"""Seconds after which a question is erased, with what was answered."""

ANSWERS: dict[str, str] = _TABLE["answers"]
"""What can be answered, in words by code, in the order in which it is offered."""
