"""Versions of the roster as members hand them in: who is let in or taken off, and who signed."""

from intake.client.member.people.changing import sign_change
from intake.client.member.people.removing import without
from intake.clock import day_of
from intake.crypto.roster.roster import Roster
from intake.crypto.roster.rosterchain import cosign_roster, sign_roster
from intake.crypto.roster.rosterrules import next_roster
from tests.people import Person


def signed_with(before: Roster, newcomer: Person, *signers: Person) -> dict[str, object]:
    """The body that admits somebody without triage, signed by these."""
    roster = next_roster(before, [*before.members, newcomer.member()], today(newcomer))
    first, *others = signers
    note = sign_roster(roster, first.id, first.keys.signing_seed)
    for other in others:
        note = cosign_roster(note, other.id, other.keys.signing_seed)
    return {"note": note, "newcomer": newcomer.id, "desk_key": None}


def removing(before: Roster, leaver: Person, signer: Person) -> dict[str, object]:
    """The body that takes somebody off the roster, signed once."""
    return sign_change(signer.id, signer.keys, without(before, leaver.id, today(signer)))


def today(person: Person) -> str:
    return day_of(person.people.clock()).isoformat()
