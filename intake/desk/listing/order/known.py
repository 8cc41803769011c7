"""What is known of each case and of somebody in it, looked up once: the ground of all lists."""

from typing import Any

from sqlalchemy import (
    CTE,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from intake.case.access.grants import select_granted
from intake.case.access.readers import SURE, all_away, nobody_reads
from intake.crypto.case.holders import AccountHolder
from intake.desk.listing.order.viewer import Viewer
from intake.store.models import Case, CasePerson, CaseProposal, KeyFileRow, Opening

Known = CTE
_PLAIN = (
    *("id", "desk_epoch", "level", "status", "aside", "server_saw", "received_on", "active_on"),
    *("assignee", "cover", "screened", "rekey", "desk_key", "paused", "said", "waiting_on"),
    "claimed_from",
)
_me, _assignee, _cover = (aliased(CasePerson) for _ in range(3))
Flag = ColumnElement[bool]


def known(viewer: Viewer, now: int) -> Known:
    """Return the cases in which there may be something for this person; none kept from them.

    Materialised: a database that puts these questions into every flag asks them many times.
    """
    plain = [getattr(Case, name) for name in _PLAIN]
    told = [each.label(name) for name, each in _answers(viewer).items()]
    told += [decided(each).label(name) for name, each in _flags(viewer, now).items()]
    query = _joined(select(*plain, *told).select_from(Case), viewer)
    query = query.where(_me.excluded.is_not(true()), _may_concern(viewer))
    return query.cte("known").prefix_with("MATERIALIZED")


def _joined(query: Select[Any], viewer: Viewer) -> Select[Any]:
    """Join the rows of people by their whole keys: at most one row each."""
    people = ((_me, viewer.account), (_assignee, Case.assignee), (_cover, Case.cover))
    for person, account in people:
        theirs = and_(person.case_id == Case.id, person.account_id == account)
        query = query.outerjoin(person, theirs)
    return query


def _has_key(*holders: str) -> Flag:
    """Tell of a case whether one of these holds a key file; read along the index of holders."""
    held = select(KeyFileRow.case_id, KeyFileRow.epoch).where(KeyFileRow.holder.in_(holders))
    return tuple_(Case.id, Case.epoch).in_(held)


def decided(flag: Flag) -> Flag:
    """Return a flag that is worked out only until it is decided.

    In a column SQLite works out every part of AND and OR, in the condition of a CASE none too many.
    """
    return case((flag, true()), else_=false())


def _answers(viewer: Viewer) -> dict[str, ColumnElement[Any]]:
    return {
        "on_it": case((Case.on_it.in_(viewer.staff.members), Case.on_it)),  # While they are there.
        "seen": func.coalesce(_me.seen, literal(-1)),
    }


def _flags(viewer: Viewer, now: int) -> dict[str, Flag]:
    me, for_desk = viewer.account, literal(viewer.desk_key is not None)
    is_mine = or_(Case.assignee == me, Case.cover == me)
    offered = Case.id.in_(select(CaseProposal.case_id).where(CaseProposal.for_account == me))
    granted = Case.id.in_(select_granted(me, now))
    own = and_(or_(is_mine, offered, granted), _has_key(str(AccountHolder(me))))
    desk = and_(for_desk, _has_key(*viewer.desk_holders))
    reads_acts = or_(Case.assignee.is_(None), own)  # As permission.reads_act says.
    return {
        "for_desk": for_desk,
        "opened": exists().where(Opening.case_id == Case.id),
        "is_mine": is_mine,
        "is_alarmed": literal(viewer.is_alarmed),
        "reads": or_(own, desk),
        "asked": and_(_is_asked(me, reads_acts, now), _me.named_again.is_not(true())),
        "reads_acts": reads_acts,
        "unreadable": _is_unreadable(viewer),
        "unattended": _is_unattended(viewer),
        "confirmed": _me.confirmed.is_(true()),
        "assignee_confirmed": _assignee.confirmed.is_(true()),
        "cover_confirmed": _cover.confirmed.is_(true()),
        "assignee_late": _is_late(_assignee, viewer),
        "cover_late": _is_late(_cover, viewer),
    }


def _is_late(holder: type[CasePerson], viewer: Viewer) -> Flag:
    """Tell of a holder whether their key file lies there unopened for a working day."""
    return and_(~holder.confirmed, holder.keyed_on < viewer.keys_due)


def _is_asked(account: str, reads_acts: Flag, now: int) -> Flag:
    """Tell of a case whether a proposal waits in it for this person, who can read what it says."""
    anybodys = and_(CaseProposal.for_account.is_(None), CaseProposal.by != account)
    mine = or_(CaseProposal.for_account == account, anybodys)
    asking = select(CaseProposal.case_id).where(CaseProposal.expires_at > now, mine)
    excluding = asking.where(CaseProposal.act == "exclude")
    return or_(Case.id.in_(excluding), and_(Case.id.in_(asking), reads_acts))


def _is_unreadable(viewer: Viewer) -> Flag:
    """Tell of a case whether nobody is left who can open it; asked for who is told of it only."""
    if not viewer.is_alarmed:
        return false()
    kept_away = select(CasePerson.case_id).where(CasePerson.excluded)
    surely_read = and_(
        literal(bool(viewer.staff.readers)),
        _has_key(*viewer.desk_holders),
        Case.desk_key == SURE,
        Case.id.not_in(kept_away),
    )
    return case((surely_read, false()), else_=and_(_is_going_on(), nobody_reads(viewer.staff)))


def _is_unattended(viewer: Viewer) -> Flag:
    """Tell of a case whether all who hold it are away; asked for who is told of it only."""
    if not viewer.is_alarmed or not viewer.away:
        return false()
    return and_(Case.status != "closed", ~Case.aside, all_away(viewer.away))


def _may_concern(viewer: Viewer) -> Flag:
    """Leave out, where it is quick, what this person has nothing to do with."""
    holder = str(AccountHolder(viewer.account))
    keys = select(KeyFileRow.case_id).where(KeyFileRow.holder == holder)
    mine = or_(Case.assignee == viewer.account, Case.cover == viewer.account)
    return or_(Case.id.in_(keys), mine, and_(literal(viewer.is_alarmed), _is_going_on()))


def _is_going_on() -> Flag:
    return or_(Case.status != "closed", Case.waiting_on.is_not(None))
