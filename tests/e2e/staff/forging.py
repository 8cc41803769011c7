"""A server that puts a list of people of its own in the place of the true one."""

from sqlalchemy import delete, insert, select

from intake.crypto.roster.roster import Member
from intake.crypto.roster.rosterchain import cosign_roster, sign_roster
from intake.crypto.roster.rosterrules import next_roster
from intake.crypto.roster.rostertext import parse_roster
from intake.crypto.tlog.note import parse_note
from intake.store.models import Account, RosterVersion
from tests.e2e.conftest import Live
from tests.people import Person


def forge_list(live: Live, anna: Person) -> None:
    """Put another desk in the place of the true one, with all its people and a longer list."""
    mallory, trudy = (
        Person(live.people, name, "caseworker", True, anna.client, id=letter * 32)
        for name, letter in (("mallory", "e"), ("trudy", "f"))
    )
    notes = [mallory.first_roster()["note"]]
    roster = parse_roster(parse_note(notes[0]).text)
    for member in (trudy.member(), *true_members(live)):
        roster = next_roster(roster, [*roster.members, member])
        note = sign_roster(roster, mallory.id, mallory.keys.signing_seed)
        if len(notes) > 1:
            note = cosign_roster(note, trudy.id, trudy.keys.signing_seed)
        notes.append(note)
    rows = [{"version": version, "note": note} for version, note in enumerate(notes, 1)]
    with live.database.engine.begin() as connection:
        connection.execute(delete(RosterVersion))
        connection.execute(insert(RosterVersion), rows)


def true_members(live: Live) -> list[Member]:
    with live.database.reading() as db:
        return [
            Member(row.id, row.username, row.role, row.triage, row.recipient, row.verify_key)
            for row in db.scalars(select(Account))
        ]
