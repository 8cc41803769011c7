"""What the server says of a case in clear to who has it open: with the opening, and after acts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.case.access.people import has_confirmed, list_excluded
from intake.case.access.permission import is_screened
from intake.case.rules.casework import casework
from intake.case.standing.proposals import list_proposals
from intake.case.stored.rows import names_by_account
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.acts.holding.keys import unconfirmed, wants_desk_key
from intake.desk.acts.holding.taking import list_covers
from intake.log.act import Act
from intake.roster.members import find_members
from intake.store.models import LEVELS, Account, Case, CaseProposal


def describe_state(act: Act, case: Case) -> dict[str, object]:
    """Return where a case stands, as JSON: names are user names, ``people`` says whose."""
    names = names_by_account(act.db)
    waiting = list_proposals(act.db, case.id, act.now)
    return {
        "level": LEVELS[case.level],
        "status": case.status,
        "aside": case.aside,
        "assignee": names.get(case.assignee or ""),
        "cover": names.get(case.cover or ""),
        "on_it": names.get(case.on_it or ""),
        "said": case.said,
        "answered": case.answered,
        "waiting_on": case.waiting_on.isoformat() if case.waiting_on else None,
        "screened": case.screened,
        "whole": is_screened(act, case),
        "rekey": case.rekey,
        "confirmed": has_confirmed(act.db, case, act.actor.id),
        "unconfirmed": sorted(names[each] for each in unconfirmed(act, case)),
        "wants_desk_key": case.assignee is not None and wants_desk_key(act, case),
        "moves": [
            {"to": move.to, "reasons": move.reasons} for move in casework().moves_from(case.status)
        ],
        "proposals": [_describe(each, names, act) for each in waiting],
        "covers": list_covers(act, case),
        "excluded": sorted(names[each] for each in list_excluded(act.db, case)),
        "people": _people(act.db),
    }


def _describe(proposal: CaseProposal, names: dict[str, str], act: Act) -> dict[str, object]:
    is_own = proposal.by == act.actor.id
    return {
        "act": proposal.act,
        "by": names[proposal.by],
        "value": proposal.value,
        "object": proposal.object_id,
        "for_me": not is_own and proposal.for_account in {None, act.actor.id},
        "expires_at": proposal.expires_at,
    }


def _people(db: Session) -> list[dict[str, object]]:
    """Return everybody who is or was on the desk: who signs, and who may be meant by a name."""
    members = find_members(db)
    query = select(Account.id, Account.username).where(Account.role.in_(DESK_ROLES))
    return [
        {"id": account, "name": name, "member": account in members}
        for account, name in db.execute(query.order_by(Account.username))
    ]
