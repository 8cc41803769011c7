"""Contact that is paused stays so, whatever becomes of the case, until two people go on with it.

That is a fact beside the status, because a status is left in many ways: closed and opened again, by
a message, without holders and taken anew. Every status is reached through ``come_to`` and no other
way, so that none of them loses it.
"""

from intake.store.models import Case

STATUS = "paused_safety"
GOES_ON = "in_contact"
NOT_PAUSED, PAUSED, ENDED_ALONE = range(3)
"""Whether contact is paused, or was and goes on by the word of one person (``Case.paused``)."""


def come_to(case: Case, status: str) -> None:
    """Bring a locked case to a status; while contact is paused an open case has that one."""
    case.status = STATUS if is_paused(case) and status != "closed" else status


def is_paused(case: Case) -> bool:
    """Tell whether nobody writes to the reporter without a stated reason."""
    return case.paused == PAUSED


def begin_pause(case: Case) -> None:
    """Let contact be paused from now on."""
    case.paused = PAUSED
    come_to(case, case.status)


def end_pause(case: Case, how: int) -> None:
    """Let contact go on: ``NOT_PAUSED`` by two people, or ``ENDED_ALONE``."""
    case.paused = how
    come_to(case, case.status if case.status == "closed" else GOES_ON)
