"""What each act does by itself, and when it waits for a second person (SPEC 5)."""

from collections.abc import Mapping

from intake.crypto.case.acts.agreed import Effect, close, decide, lower
from intake.crypto.case.acts.standing import (
    NOT_NAMED,
    ONE,
    Standing,
    named,
    texts,
    wait,
    withdraw,
)
from intake.crypto.case.bodies import LEVELS
from intake.crypto.case.reading.reader import Written

EMERGENCY = LEVELS[0]
NOBODY = frozenset({"author", "staff"})  # Signers who are no account.


def apply_act(standing: Standing, act: Written) -> None:
    """Let an act count, at once or once a second person agrees; or name it as broken."""
    if act.frame.kind == "exclusion" and act.signer not in NOBODY:
        standing.meant = tuple(sorted({*standing.meant, *texts(act, "members")}))
    is_somebody = act.signer not in NOBODY and act.signer not in standing.excluded
    effect = _EFFECTS.get(act.frame.kind, _nothing)
    if not (is_somebody and effect(standing, act)):
        standing.broken.append(act.frame.id)


def _nothing(_standing: Standing, _act: Written) -> bool:
    return True


def _level(standing: Standing, act: Written) -> bool:
    """Raise at once; lower by one person, an emergency by two, and only from what it is."""
    old, new = str(act.frame.body["from"]), str(act.frame.body["to"])
    if LEVELS.index(new) < LEVELS.index(old):
        standing.level = min(new, standing.level or new, key=LEVELS.index)
        return withdraw(standing, "aside", "closing")
    if new == old or old != standing.level:
        return False
    return wait(standing, act) if old == EMERGENCY else lower(standing, act)


def _aside(standing: Standing, act: Written) -> bool:
    withdraw(standing, "aside")
    if act.frame.body["aside"] and standing.grave:
        return wait(standing, act)
    standing.aside = act.frame.body["aside"] is True
    return True


def _closing(standing: Standing, act: Written) -> bool:
    return wait(standing, act) if standing.level == EMERGENCY else close(standing, act)


def _settled(standing: Standing, _act: Written) -> bool:
    return withdraw(standing, "closing")


def _reopening(standing: Standing, _act: Written) -> bool:
    standing.closed = ()
    return withdraw(standing, "level")


def _pause(standing: Standing, _act: Written) -> bool:
    """Pause at once; what was proposed before that was proposed of another state of the case."""
    standing.waiting.pop("release", None)
    standing.paused = True
    return True


def _release(standing: Standing, act: Written) -> bool:
    return standing.paused and wait(standing, act)


def _exclusion(standing: Standing, act: Written) -> bool:
    """Names wait for a second; that there are none one person says, and who is named says nothing.

    Who cannot tell or read it decides nothing.
    """
    if act.signer in named(standing):
        return False
    if act.frame.body["unsure"]:
        return True
    if not act.frame.body["named"]:
        standing.screened = standing.screened or NOT_NAMED
        return True
    standing.screened = ONE
    return wait(standing, act)


_EFFECTS: Mapping[str, Effect] = {
    "level": _level,
    "aside": _aside,
    "closing": _closing,
    "reopening": _reopening,
    "settled": _settled,
    "pause": _pause,
    "release": _release,
    "exclusion": _exclusion,
    "handover": wait,
    "agreement": decide,
}
