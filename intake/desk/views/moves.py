"""Where a case may go now, as every answer about one says it."""

from intake.case.casework import casework
from intake.store.models import Case


def moves_of(case: Case) -> list[dict[str, object]]:
    """Return what the page may offer: each status to go to, and the reasons that fit."""
    moves = casework().moves_from(case.status)
    return [{"to": move.to, "reasons": move.reasons} for move in moves]
