"""What an account under test does with the list of people: walks it, admits a newcomer."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.test import TestResponse

from intake.client.member.people import admitting
from intake.client.member.people.changing import sign_change
from intake.client.member.people.vouching import vouch
from intake.clock import day_of
from intake.crypto.roster.deskkeys import open_desk_key_file
from intake.crypto.roster.rosterchain import Walk, cosign_roster, walk_roster
from intake.crypto.roster.rosterrules import next_roster
from intake.crypto.roster.rostertext import parse_roster
from intake.crypto.tlog.note import parse_note
from tests.people.account import Account
from tests.played import played_once


@dataclass
class OnRoster(Account):
    """An account that sees the list of people."""

    def notes(self) -> list[str]:
        found: list[str] = self.client.get("/roster").get_json()["versions"]
        return found

    def walk(self) -> Walk:
        notes = self.notes()
        return walk_roster(notes, parse_roster(parse_note(notes[-1]).text).desk)

    def desk_seeds(self, desk_key: bytes) -> Mapping[int, bytes]:
        return open_desk_key_file(desk_key, self.keys.identity_seed, self.id, self.walk()).epochs

    @played_once
    def vouch(self, newcomer: Account) -> None:
        """Vouch for an auditor, whose key is signed for, or administrator."""
        assert self.try_to_vouch(newcomer).status_code == 204

    def try_to_vouch(self, newcomer: Account) -> TestResponse:
        key = newcomer.recipient if newcomer.role == "auditor" else None
        return self.act(lambda own: vouch(own, newcomer.username, key))

    @played_once
    def admit(self, newcomer: Account, cosigner: Account | None = None) -> TestResponse:
        """Admit somebody; with two members or more a second one signs as well."""
        walk, new = self.walk(), newcomer.member()
        desk_key = admitting.share_desk(self.unlocked(), walk, new) if new.triage else None
        day = day_of(self.people.clock()).isoformat()
        version = next_roster(walk.newest, [*walk.newest.members, new], day)
        body = sign_change(self.id, self.keys, version, new.account, desk_key)
        if cosigner is None:
            return self.post("/admin/people/roster", body)
        self.post("/admin/people/propose", body)
        waiting = cosigner.client.get("/roster").get_json()["proposal"]
        signed = cosign_roster(waiting["note"], cosigner.id, cosigner.keys.signing_seed)
        return cosigner.post(
            "/admin/people/roster", {"note": signed, "newcomer": newcomer.id, "desk_key": None}
        )
