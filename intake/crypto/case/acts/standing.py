"""What the acts of a case came to so far, and what of it waits for a second person (SPEC 5)."""

from dataclasses import dataclass, field

from intake.crypto.case.bodies import LEVELS
from intake.crypto.case.reading.reader import Written

GRAVE = LEVELS[:2]  # Nobody sets aside alone what was one of these.
UNREAD, ONE, TWO, NOT_NAMED = range(4)  # Of ``Standing.screened``.


@dataclass
class Standing:
    """What the row of a case should say.

    Attributes:
        level: One of LEVELS; empty without a report.
        grave: Whether it ever stood at a level of GRAVE.
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
        proposed: Ids of acts that needed a second person, whatever became of them.
        broken: Ids of acts that do not follow from what came before; they do not count.
    """

    level: str = ""
    grave: bool = False
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
    proposed: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def withdraw(standing: Standing, *kinds: str) -> bool:
    """Let nothing of these kinds wait: it was proposed of another state of the case; True."""
    for kind in kinds:
        standing.waiting.pop(kind, None)
    return True


def wait(standing: Standing, act: Written) -> bool:
    """Let an act wait for a second person; it replaces an older one of its kind. True."""
    standing.waiting[act.frame.kind] = act
    standing.proposed.append(act.frame.id)
    return True


def named(standing: Standing) -> set[str]:
    """Return who is excluded, or would be if somebody agreed."""
    proposed = standing.waiting.get("exclusion")
    return {*standing.excluded, *(texts(proposed, "members") if proposed else ())}


def texts(act: Written, name: str) -> list[str]:
    """Return the texts of one field of an act; none where it is no list."""
    found = act.frame.body[name]
    return [str(item) for item in found] if isinstance(found, list) else []
