"""A next version of the roster that one member signed and that waits for a second."""

from intake.crypto.roster.roster import Roster, RosterError
from intake.crypto.roster.rosterchain import find_signers, verify_proposal
from intake.crypto.roster.rostertext import pin_of
from intake.errors import Conflict, NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.accepting import (
    check_desk_keys,
    check_members,
    only_removes,
    require_of_today,
    require_triage,
)
from intake.roster.chain import (
    current_roster,
    find_proposal,
    read_note,
    require_member,
    require_not_leaving,
)
from intake.roster.members import lock_members
from intake.store.models import RosterProposal


def propose_version(act: Act, proposal: RosterProposal) -> None:
    """Keep the next version for a second member; the act is logged.

    Args:
        act: By a member of the version before, whose own signature it carries.
        proposal: A new row with note, newcomer and desk key; its version is read from the note.

    Raises:
        Refused: A rule of SPEC 8 is broken; the code says which.
        Conflict: ``roster_moved_on``: it does not follow the version that stands.
    """
    lock_members(act)
    before, roster = current_roster(act.db), read_note(proposal.note)
    if before is None or roster.version != before.version + 1:
        raise Conflict("roster_moved_on")
    require_member(before, act.actor.id)
    require_not_leaving(act.db, before, act.actor.id)
    require_of_today(act, roster)
    try:
        verify_proposal(before, proposal.note, act.actor.id)
    except RosterError as error:
        raise Refused(error.reason) from error
    check_members(act.db, before, roster)
    _check_change(act, before, roster, proposal.newcomer)
    desk_key, newcomer = proposal.desk_key, proposal.newcomer
    check_desk_keys(before, roster, {newcomer: desk_key} if newcomer and desk_key else {})
    _withdraw_what_waits(act)
    proposal.version = roster.version
    act.db.add(proposal)
    _log_proposal(act, roster, "proposed")


def drop_proposal(act: Act) -> None:
    """Withdraw what waits for a second signature; NotFound when nothing does."""
    lock_members(act)
    proposal, before = find_proposal(act.db), current_roster(act.db)
    if before is None:
        raise Refused("not_a_member")
    require_member(before, act.actor.id)
    if proposal is None:
        raise NotFound("proposal")
    require_not_leaving(act.db, before, act.actor.id)
    _withdraw_what_waits(act)


def end_proposal_of(act: Act, account_id: str) -> None:
    """Withdraw what waits if it was signed by somebody who is disabled now, or lets them in.

    Args:
        act: One that took ``lock_members``.
        account_id: Whose account ends.
    """
    proposal, before = find_proposal(act.db), current_roster(act.db)
    if proposal is None or before is None:
        return
    theirs = [member for member in before.members if member.account == account_id]
    if proposal.newcomer == account_id or find_signers(proposal.note, theirs):
        _withdraw_what_waits(act)


def _check_change(act: Act, before: Roster, roster: Roster, newcomer: str | None) -> None:
    """Refuse a proposal that does anything but let in the one whom it names, or take one off."""
    if newcomer is None:
        require_triage(before, act.actor.id)
        if not only_removes(before, roster) or len(before.members) - len(roster.members) != 1:
            raise Refused("roster_member")
        return
    added = {member.account for member in set(roster.members) - set(before.members)}
    if added != {newcomer}:
        raise Refused("roster_member")


def _withdraw_what_waits(act: Act) -> None:
    """Delete the proposal there is, if there is one, with an entry."""
    proposal = find_proposal(act.db)
    if proposal is not None:
        _log_proposal(act, read_note(proposal.note), "withdrawn")
        act.db.delete(proposal)
        act.db.flush()  # Another one may take its place in the same act.


def _log_proposal(act: Act, roster: Roster, step: str) -> None:
    facts = {"new": pin_of(roster).roster}
    act.log(Event.CONFIG_CHANGE, facts=facts, detail={"roster": step, "version": roster.version})
