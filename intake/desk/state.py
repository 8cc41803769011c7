"""What the server says of a case in clear to who has it open: with the opening, and after acts."""

from sqlalchemy import select

from intake.case.access.alone import list_alone_in
from intake.case.access.grants import find_granted
from intake.case.access.people import find_on_it, has_confirmed, list_excluded, list_named_again
from intake.case.access.permission import find_holder, is_screened, reads_act
from intake.case.rules.casework import casework
from intake.case.standing.proposals import list_proposals
from intake.case.stored.rows import names_by_account
from intake.clock import day_of, day_text
from intake.crypto.case.holders import DeskHolder
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.acts.holding.granting import list_supervisors
from intake.desk.acts.holding.keys import confirms_desk_key, unconfirmed, wants_desk_key
from intake.desk.acts.holding.taking import list_covers
from intake.log.act import Act
from intake.roster.away import find_away
from intake.roster.members import find_members
from intake.store.models import LEVELS, Account, Case, CaseProposal


def describe_state(act: Act, case: Case) -> dict[str, object]:
    """Return where a case stands, as JSON: names are user names, ``people`` says whose."""
    names = names_by_account(act.db)
    waiting = list_proposals(act.db, case.id, act.now)
    return {
        "level": LEVELS[case.level],
        "highest": LEVELS[case.highest],
        "status": case.status,
        "aside": case.aside,
        "assignee": names.get(case.assignee or ""),
        "cover": names.get(case.cover or ""),
        "on_it": names.get(find_on_it(case, find_members(act.db)) or ""),
        "said": case.said,
        "answered": case.answered,
        "waiting_on": day_text(case.waiting_on),
        "screened": case.screened,
        "whole": is_screened(act, case),
        "rekey": case.rekey,
        "paused": case.paused,
        "confirmed": _has_confirmed(act, case),
        "unconfirmed": sorted(names[each] for each in unconfirmed(act, case)),
        "by_one": list_alone_in(act.db, case.id),
        "wants_desk_key": wants_desk_key(case),
        "moves": [
            {"to": move.to, "reasons": move.reasons} for move in casework().moves_from(case.status)
        ],
        "proposals": [_describe(act, case, each, names) for each in waiting],
        "covers": list_covers(act, case),
        "excluded": sorted(names[each] for each in list_excluded(act.db, case)),
        "people": _people(act),
    }


def _has_confirmed(act: Act, case: Case) -> bool:
    """Tell whether the key file that this person opens the case with owes no confirmation."""
    if isinstance(find_holder(act, case), DeskHolder):
        return not confirms_desk_key(act, case)
    return has_confirmed(act.db, case, act.actor.id)


def _describe(
    act: Act, case: Case, proposal: CaseProposal, names: dict[str, str]
) -> dict[str, object]:
    decides = act.actor.id not in {proposal.by, *list_named_again(act.db, case)}
    granted = find_granted(act.db, case.id, act.now)
    is_for_this = granted is not None and granted.object_id == proposal.object_id
    return {
        "act": proposal.act,
        "by": names[proposal.by],
        "value": proposal.value,
        "object": proposal.object_id,
        "for_me": decides
        and proposal.for_account in {None, act.actor.id}
        and reads_act(act, case, proposal.act),
        "expires_at": proposal.expires_at,
        "granted": names[granted.account_id] if granted and is_for_this else None,
        "supervisors": list_supervisors(act, case, proposal),
    }


def _people(act: Act) -> list[dict[str, object]]:
    """Return everybody who is or was on the desk: who signs, and who may be meant by a name."""
    members, away = find_members(act.db), find_away(act.db, day_of(act.now))
    query = select(Account.id, Account.username).where(Account.role.in_(DESK_ROLES))
    return [
        {
            "id": account,
            "name": name,
            "member": account in members,
            "away_until": day_text(away.get(account)),
        }
        for account, name in act.db.execute(query.order_by(Account.username))
    ]
