"""Asking who a pseudonym is, or whether two of different quarters are one person.

An auditor may ask twice a quarter. An ask holds pseudonyms, the entries it is about and a ground;
it shows nothing by itself (docs/spec/log.md, 3).
"""

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from intake.audit.naming.entries import MOST as MOST_NAMED
from intake.clock import DAY, quarter_of
from intake.errors import Refused
from intake.log.act import Act
from intake.log.codes import GROUNDS
from intake.log.events import Event, Log
from intake.log.leaf import LeafError, parse_leaf
from intake.roster.vouching import require_counted
from intake.store.locks import KEYS_STAY
from intake.store.models import Account, AuditAsk, LogActor, LogEntry

MOST = 2  # Asks of one auditor in a quarter.
WAITS = 14 * DAY  # Seconds in which somebody may agree.
_SHORT = re.compile("[0-9a-f]{8,15}")  # As pages show a pseudonym, or more of it.


@dataclass(frozen=True)
class Asked:
    """What an auditor wants to know, and why.

    Attributes:
        of: One pseudonym (who is it?) or two (is it the same person?), 16 hex digits each.
        entries: Indices of entries that one of them made, at least one, ascending.
        ground: A word of ``codes.GROUNDS``.
    """

    of: tuple[str, ...]
    entries: tuple[int, ...]
    ground: str


def ask(act: Act, asked: Asked) -> AuditAsk:
    """Keep an ask and log it.

    Raises:
        Refused: ``of``: nobody has these names, or two are of one quarter; ``yourself``;
            ``entries``; ``ground``; ``asked_enough``: this quarter's two are used up;
            ``not_vouched``.
    """
    require_counted(act)
    act.db.get(Account, act.actor.id, with_for_update=KEYS_STAY)  # Two at once are one too many.
    _require_sense(act, asked)
    if not count_left(act):
        raise Refused("asked_enough")
    detail = {"of": list(asked.of), "index": list(asked.entries), "ground": asked.ground}
    row = AuditAsk(
        id=secrets.token_hex(16),
        by=act.actor.id,
        asked_at=act.now,
        ground=asked.ground,
        of=" ".join(asked.of),
        entries=json.dumps(asked.entries),
        idx=act.log(Event.AUDIT_ASK, detail=detail),
    )
    act.db.add(row)
    return row


def count_left(act: Act) -> int:
    """Return how many more times this auditor can ask in this quarter."""
    mine = (AuditAsk.by == act.actor.id, AuditAsk.asked_at >= quarter_of(act.now))
    asked = act.db.scalar(select(func.count()).where(*mine)) or 0
    return max(0, MOST - asked)


def _require_sense(act: Act, asked: Asked) -> None:
    if asked.ground not in GROUNDS:
        raise Refused("ground")
    rows = find_actors(act, asked.of)
    if not 1 <= len(asked.of) <= 2 or len({row.since for row in rows}) != len(asked.of):
        raise Refused("of")
    if act.actor.id in {row.account_id for row in rows}:
        raise Refused("yourself")
    if not 1 <= len(asked.entries) <= MOST_NAMED or not _are_theirs(act, asked):
        raise Refused("entries")


def _are_theirs(act: Act, asked: Asked) -> bool:
    """Tell whether somebody who is asked about made each entry: whoever agrees sees no other."""
    if list(asked.entries) != sorted(set(asked.entries)):
        return False
    chosen = LogEntry.log == Log.ACCESS, LogEntry.idx.in_(asked.entries)
    leaves = act.db.scalars(select(LogEntry.leaf).where(*chosen)).all()
    return len(leaves) == len(asked.entries) and all(_actor_of(leaf) in asked.of for leaf in leaves)


def _actor_of(leaf: bytes) -> str | None:
    try:
        return parse_leaf(Log.ACCESS, leaf).actor
    except LeafError:
        return None


def find_whole(act: Act, name: str) -> str:
    """Return the one pseudonym that begins so; what is none stays, and is refused as such.

    Raises:
        Refused: ``several``: more than one begins so.
    """
    if not _SHORT.fullmatch(name):
        return name
    begins = LogActor.pseudonym >= name, LogActor.pseudonym < name + "g"
    found = act.db.scalars(select(LogActor.pseudonym).where(*begins).limit(2)).all()
    if len(found) > 1:
        raise Refused("several")
    return found[0] if found else name


def find_actors(act: Act, names: Sequence[str]) -> Sequence[LogActor]:
    """Return whose these pseudonyms are; fewer rows when one is nobody's, or was erased."""
    return act.db.scalars(select(LogActor).where(LogActor.pseudonym.in_(names))).all()


def is_waiting(row: AuditAsk, now: int) -> bool:
    """Tell whether somebody may still decide."""
    return row.decided_at is None and now < row.asked_at + WAITS
