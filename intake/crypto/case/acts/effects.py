"""What each act does to the standing of a case, and when it needs a second person (SPEC 5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from intake.crypto.case.bodies import LEVELS
from intake.crypto.case.reading.reader import Written

EMERGENCY = LEVELS[0]
GRAVE = LEVELS[:2]  # Nobody sets aside alone what was one of these.
NOBODY = frozenset({"author", "staff"})  # Signers who are no account.
UNREAD, ONE, TWO, NOT_NAMED = range(4)  # Of ``Standing.screened``.


@dataclass
class Standing:
    """What the row of a case should say.

    Attributes:
        level: One of LEVELS; empty without a report.
        is_grave: Whether it ever stood at a level of GRAVE.
        aside: Whether the case is set aside.
        paused: Whether contact is paused.
        closed: The dispositions it was closed with; empty while it is open.
        screened: Whether it was read whom the reporter excludes: 0 not, 1 somebody is named, which
            waits for a second, 2 two people named them, 3 one read that nobody is named.
        excluded: Account ids that must not see the case, as two people decided.
        meant: Account ids that any exclusion named, whatever became of it.
        handed: Place to account id, of every hand-over that was accepted; without who has handed
            on since.
        unanswered: Ids of report and messages that nobody answered or settled, the oldest first.
        waiting: Acts that wait for a second person: kind to act; a newer one replaces an older.
        agreements: Act id to account id to whether that person agreed.
        broken: Ids of acts that do not follow from what came before; they do not count.
    """

    level: str = ""
    is_grave: bool = False
    aside: bool = False
    paused: bool = False
    closed: tuple[str, ...] = ()
    screened: int = 0
    excluded: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    handed: dict[str, str] = field(default_factory=dict)
    unanswered: tuple[str, ...] = ()
    waiting: dict[str, Written] = field(default_factory=dict)
    agreements: dict[str, dict[str, bool]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def apply_act(standing: Standing, act: Written) -> None:
    """Let an act count, at once or once a second person agrees; or name it as broken."""
    if act.frame.kind == "exclusion" and act.signer not in NOBODY:
        standing.meant = tuple(sorted({*standing.meant, *_texts(act, "members")}))
    is_somebody = act.signer not in NOBODY and act.signer not in standing.excluded
    effect = _EFFECTS.get(act.frame.kind, _nothing)
    if not (is_somebody and effect(standing, act)):
        standing.broken.append(act.frame.id)


def _nothing(_standing: Standing, _act: Written) -> bool:
    return True


def withdraw(standing: Standing, *kinds: str) -> bool:
    """Let nothing of these kinds wait: it was proposed of another state of the case; True."""
    for kind in kinds:
        standing.waiting.pop(kind, None)
    return True


def _wait(standing: Standing, act: Written) -> bool:
    standing.waiting[act.frame.kind] = act
    return True


def _level(standing: Standing, act: Written) -> bool:
    """Raise at once; lower by one person, an emergency by two, and only from what it is."""
    old, new = str(act.frame.body["from"]), str(act.frame.body["to"])
    if LEVELS.index(new) < LEVELS.index(old):
        standing.level = min(new, standing.level or new, key=LEVELS.index)
        return withdraw(standing, "aside", "closing")
    if new == old or old != standing.level:
        return False
    return _wait(standing, act) if old == EMERGENCY else _lower(standing, act)


def _lower(standing: Standing, act: Written) -> bool:
    if standing.level != act.frame.body["from"]:
        return False
    standing.level = str(act.frame.body["to"])
    return True


def _aside(standing: Standing, act: Written) -> bool:
    withdraw(standing, "aside")
    if act.frame.body["aside"] and standing.is_grave:
        return _wait(standing, act)
    standing.aside = act.frame.body["aside"] is True
    return True


def _set_aside(standing: Standing, _act: Written) -> bool:
    standing.aside = True
    return True


def _closing(standing: Standing, act: Written) -> bool:
    return _wait(standing, act) if standing.level == EMERGENCY else _close(standing, act)


def _close(standing: Standing, act: Written) -> bool:
    standing.closed, standing.aside = tuple(_texts(act, "dispositions")), False
    return withdraw(standing, "level", "aside", "closing")


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
    return standing.paused and _wait(standing, act)


def _go_on(standing: Standing, _act: Written) -> bool:
    standing.paused = False
    return True


def _exclusion(standing: Standing, act: Written) -> bool:
    """Names wait for a second; that there are none one person says, and who is named says nothing.

    Who cannot tell or read it decides nothing.
    """
    if act.signer in _named(standing):
        return False
    if act.frame.body["unsure"]:
        return True
    if not act.frame.body["named"]:
        standing.screened = standing.screened or NOT_NAMED
        return True
    standing.screened = ONE
    return _wait(standing, act)


def _exclude(standing: Standing, act: Written) -> bool:
    standing.screened = TWO
    standing.excluded = tuple(sorted({*standing.excluded, *_texts(act, "members")}))
    return True


def _accept(standing: Standing, act: Written) -> bool:
    """Give a place away; where its giver had another, nobody can tell whether they left it."""
    for place in [each for each, holder in standing.handed.items() if holder == act.signer]:
        del standing.handed[place]
    standing.handed[str(act.frame.body["place"])] = str(act.frame.body["to"])
    return True


def _agreement(standing: Standing, act: Written) -> bool:
    """Let a second person decide what waits, or who proposed it take it back."""
    asked = [p for p in standing.waiting.values() if p.frame.id == act.frame.body["act"]]
    if not asked or not _may_decide(standing, asked[0], act):
        return False
    proposal, agrees = asked[0], act.frame.body["agrees"] is True
    standing.agreements.setdefault(proposal.frame.id, {})[act.signer] = agrees
    del standing.waiting[proposal.frame.kind]
    if agrees:
        return _AGREED[proposal.frame.kind](standing, proposal)
    if proposal.frame.kind == "exclusion":
        standing.screened = UNREAD
    return True


def _may_decide(standing: Standing, proposal: Written, act: Written) -> bool:
    if act.signer in _named(standing):
        return False
    if act.signer == proposal.signer:
        return act.frame.body["agrees"] is False
    return proposal.frame.kind != "handover" or act.signer == proposal.frame.body["to"]


def _named(standing: Standing) -> set[str]:
    """Return who is excluded, or would be if somebody agreed."""
    proposed = standing.waiting.get("exclusion")
    return {*standing.excluded, *(_texts(proposed, "members") if proposed else ())}


def _texts(act: Written, name: str) -> list[str]:
    found = act.frame.body[name]
    return [str(item) for item in found] if isinstance(found, list) else []


Effect = Callable[[Standing, Written], bool]  # Returns whether the act follows.
_EFFECTS: Mapping[str, Effect] = {
    "level": _level,
    "aside": _aside,
    "closing": _closing,
    "reopening": _reopening,
    "settled": _settled,
    "pause": _pause,
    "release": _release,
    "exclusion": _exclusion,
    "handover": _wait,
    "agreement": _agreement,
}
_AGREED: Mapping[str, Effect] = {
    "level": _lower,
    "aside": _set_aside,
    "closing": _close,
    "release": _go_on,
    "exclusion": _exclude,
    "handover": _accept,
}
