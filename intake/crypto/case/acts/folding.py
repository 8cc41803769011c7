"""What a report and the acts after it come to: what the row of the case should say (SPEC 5).

A row is the server's word. Whoever opens the case folds what was signed, and compares. Nothing that
was read makes this fail: what does not follow from what came before is named, and does not count.
That a proposal has lapsed no frame says: what waits here may be over by the server's clock.
The browser's twin is ``static/js/crypto/case/acts/folding.js``; both read ``standing.json`` of
``tests/vectors/``.
"""

from collections.abc import Sequence

from intake.crypto.case.acts.order import in_order, known_to
from intake.crypto.case.acts.proposed import apply_act
from intake.crypto.case.acts.standing import GRAVE, Standing, withdraw
from intake.crypto.case.bodies import ACTS, LEVELS, check_body
from intake.crypto.case.frames import WRITERS, Frame
from intake.crypto.case.reading.reader import Written
from intake.crypto.encoding import EncodingError

WITHDRAWN = ("closing", "level", "aside", "release")
"""What ends by a message: it was proposed by somebody who did not know the new words."""


def fold_acts(written: Sequence[Written]) -> Standing:
    """Return what everything that was read in a case comes to; never raises."""
    standing = Standing()
    said: dict[str, str] = {}  # Ids of what the reporter said and nobody answered, by hash.
    ordered = [each for each in in_order(written) if _has_shape(each)]
    for at, each in enumerate(ordered):
        frame = each.frame
        if frame.kind in ACTS:
            apply_act(standing, each)
        elif frame.kind == "report":
            standing.level = str(frame.body["level"])
        elif frame.kind == "message":
            _hear(standing, frame)
        standing.grave |= standing.level in GRAVE
        if _is_said(each):
            said[each.hash] = frame.id
        elif _answers(standing, each):
            for name in known_to(each, ordered[:at]):
                said.pop(name, None)
    standing.unanswered = tuple(said.values())
    return standing


def _has_shape(each: Written) -> bool:
    """Tell whether a frame is of a kind that is known here, written by who may."""
    frame = each.frame
    if frame.by not in WRITERS.get(frame.kind, ()):
        return False
    try:
        check_body(frame.kind, frame.body)
    except EncodingError:
        return False
    return True


def _hear(standing: Standing, frame: Frame) -> None:
    """Withdraw what was proposed before a message; one of the reporter also brings a case back.

    What happened since raises the level and never lowers it.
    """
    by_staff = frame.by == "staff"
    withdraw(standing, *(("closing",) if by_staff else WITHDRAWN))
    if by_staff:
        return
    standing.aside, standing.closed = False, ()
    incident = frame.body.get("incident")
    if isinstance(incident, dict):
        levels = {str(incident["level"]), standing.level or LEVELS[-1]}
        standing.level = min(levels, key=LEVELS.index)


def _is_said(each: Written) -> bool:
    return each.frame.kind in {"report", "message"} and each.frame.by != "staff"


def _answers(standing: Standing, each: Written) -> bool:
    """Tell whether this leaves nothing open of what its writer had read."""
    if each.frame.id in standing.broken:
        return False
    return each.frame.kind in {"message", "settled"}
