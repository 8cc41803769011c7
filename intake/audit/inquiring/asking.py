"""Asking who holds a case, by the log's reference of it (docs/spec/audit.md, 10).

The words come sealed once for each member, and one of them is kept: so nobody's name, nor whose key
is whose, has to be told for the auditor's browser to seal them.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from intake.audit.inquiring.about import find_about
from intake.case.inquiries.bounds import A_DAY
from intake.case.inquiries.routing import find_desk
from intake.clock import DAY
from intake.crypto.age.file import check_sealed
from intake.crypto.case.inquiries import KIND
from intake.crypto.roster.roster import Roster
from intake.errors import Conflict, NotFound, Refused
from intake.log.act import Act
from intake.log.codes import INQUIRIES
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.roster.members import lock_members
from intake.roster.vouching import require_counted
from intake.store.models import Case, Inquiry


@dataclass(frozen=True)
class Asking:
    """What an auditor asks.

    Attributes:
        ref: The log's reference of a case, 32 hex digits.
        entries: Indices of entries of this case it is about, ascending; may be empty.
        asks: A word of ``codes.INQUIRIES``.
        version: Of the roster whose keys the words were sealed to.
        words: The sealed words, once for each key in the order of ``list_keys``.
        own: The same, sealed to who asks.
    """

    ref: str
    entries: tuple[int, ...]
    asks: str
    version: int
    words: Sequence[bytes]
    own: bytes


def list_keys(roster: Roster | None) -> list[str]:
    """Return the members' recipients as text, sorted, so that their order tells nothing."""
    return sorted(member.recipient for member in roster.members) if roster else []


def inquire(act: Act, asking: Asking) -> Inquiry:
    """Keep a question and log it.

    Raises:
        NotFound: ``case``: no case has this reference.
        Conflict: ``keys``: the list of members is another by now; ``nobody``: of an entry.
        Refused: ``asks``; ``not_of_case``; ``words``; ``inquired_enough``: this day's are used up;
            ``nobody_to_ask``; ``not_vouched``: who asks may be a hand of an administrator;
            ``gone``: whose rights ended a moment ago.
    """
    lock_members(act)  # Two at once are one too many; nobody is asked who goes meanwhile.
    require_counted(act)
    if asking.asks not in INQUIRIES:
        raise Refused("asks")
    case = act.db.scalar(select(Case).where(Case.log_ref == asking.ref))
    if case is None:
        raise NotFound("case")
    about = find_about(act.db, asking.ref, asking.entries)
    asked = find_desk(act.db, [case.id]).find_asked(case, about)
    roster = _require_sealed(act, asking)
    _require_room(act)
    if asked is None:
        raise Refused("nobody_to_ask")
    member = roster.find_member(asked.account_id)
    recipient = member.recipient if member else ""
    row = Inquiry(
        id=secrets.token_hex(16),
        by=act.actor.id,
        case_id=case.id,
        asked_at=act.now,
        asks=asking.asks,
        entries=json.dumps(asking.entries),
        about=json.dumps(sorted(about)),
        words_for=asked.account_id,
        words=asking.words[list_keys(roster).index(recipient)],
        own=asking.own,
        idx=act.log(Event.AUDIT_INQUIRY, detail=_detail(asking)),
    )
    act.db.add(row)
    return row


def _detail(asking: Asking) -> dict[str, object]:
    """Return what the log keeps: not who is asked, which the entry of the answer says."""
    named = {"index": list(asking.entries)} if asking.entries else {}
    return {"asks": asking.asks, "case": asking.ref, **named}


def _require_sealed(act: Act, asking: Asking) -> Roster:
    roster = current_roster(act.db)
    if roster is None or roster.version != asking.version:
        raise Conflict("keys")
    if len(asking.words) != len(roster.members):
        raise Refused("words")
    try:
        lengths = {check_sealed(file, KIND) for file in (*asking.words, asking.own)}
    except ValueError:  # An AgeError is one.
        raise Refused("words") from None
    if len(lengths) != 1:
        raise Refused("words")
    return roster


def _require_room(act: Act) -> None:
    today = act.now - act.now % DAY
    mine = Inquiry.by == act.actor.id, Inquiry.asked_at >= today
    if (act.db.scalar(select(func.count()).where(*mine)) or 0) >= A_DAY:
        raise Refused("inquired_enough")
