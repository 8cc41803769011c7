"""What somebody is told on the page they come to: that they were named, and what waits for them.

Nobody learns of an ask about themselves from it: they are counted none (``list_to_decide``). What
is told of the auditor is counted as the page of names lists it, and to nobody else.
"""

from typing import NamedTuple

from sqlalchemy import func, select

from intake.audit.naming.auditor import list_about_auditor
from intake.audit.naming.deciding import DECIDERS, list_to_decide
from intake.audit.naming.showing import list_told
from intake.log.act import Act
from intake.roster.vouching import counts
from intake.store.models import WitnessPolicy

WAITS = "waits"  # The state of a policy that somebody proposed.


class ToldNow(NamedTuple):
    """What a page tells whoever looks at it."""

    named: list[int]  # When auditors were shown their name, Unix seconds.
    asks: int = 0  # Names that somebody asks for, and they may agree to.
    about: int = 0  # Incidents about the only auditor that wait for a supervisor.
    policy: bool = False  # Whether a policy of witnesses waits for somebody else than its proposer.


def tell_now(act: Act) -> ToldNow:
    """Return what there is to tell who acts."""
    named = list_told(act.db, act.actor.id, act.now)
    if act.actor.role not in DECIDERS:
        return ToldNow(named)
    asks, about = len(list_to_decide(act)), len(list_about_auditor(act))
    return ToldNow(named, asks, about, policy_waits(act))


def policy_waits(act: Act) -> bool:
    """Tell whether a policy waits for the agreement of who acts."""
    if not counts(act.db, act.actor.id):
        return False
    others = WitnessPolicy.state == WAITS, WitnessPolicy.proposed_by != act.actor.id
    count = select(func.count()).select_from(WitnessPolicy).where(*others)
    return bool(act.db.scalar(count))
