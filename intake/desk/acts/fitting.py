"""Whether an act that waited still makes sense when a second person agrees to it.

What makes it senseless ends it (``ends`` of ``casework.toml``). This holds where that ended
nothing: in a case that an older version of the program changed, or a row that was written by hand.
"""

from collections.abc import Callable

from intake.case.standing.pausing import is_paused
from intake.case.standing.saying import is_unanswered
from intake.errors import Conflict
from intake.store.models import LEVELS, Case, CaseProposal


def _lowers(case: Case, proposal: CaseProposal) -> bool:
    return LEVELS.index(proposal.value) > case.level


def _puts_aside(case: Case, _proposal: CaseProposal) -> bool:
    return case.status != "closed" and not case.aside


def _closes(case: Case, _proposal: CaseProposal) -> bool:
    return case.status != "closed" and case.assignee is not None and not is_unanswered(case)


def _goes_on(case: Case, _proposal: CaseProposal) -> bool:
    return case.status != "closed" and is_paused(case)


_FITS: dict[str, Callable[[Case, CaseProposal], bool]] = {
    "level": _lowers,
    "aside": _puts_aside,
    "close": _closes,
    "release": _goes_on,
}


def require_fit(case: Case, proposal: CaseProposal) -> None:
    """Refuse to do what does not follow from how a locked case stands now.

    Raises:
        Conflict: ``changed``. It is not logged: a word of the reporter may have changed it.
    """
    fits = _FITS.get(proposal.act)
    if fits is not None and not fits(case, proposal):
        raise Conflict("changed")
