"""Everybody whom a test plays in one application: invites and enrols staff, seals reports."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from intake.admin import inviting
from intake.crypto import passwords
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.receipts import derive, new_receipt
from intake.crypto.case.sealing.sending import Desk, Draft, seal_report
from intake.log.act import SYSTEM, Act
from intake.web.services import services_of
from tests.people.carrying import MovableClock
from tests.people.person import Person
from tests.people.reporter import Reporter
from tests.played import Past, played_once

#: Who was played once keeps the salt.
_STRETCHED: dict[tuple[str, bytes, int], bytes] = {}


class People:
    """Makes staff and reporters of one application."""

    def __init__(self, app: Flask, clock: MovableClock) -> None:
        self.app, self.clock = app, clock
        self.past = Past(self)

    def stretch(self, passphrase: str, salt: bytes) -> bytes:
        key = (passphrase, salt, passwords.MEMORY_KIB)
        if key not in _STRETCHED:
            _STRETCHED[key] = passwords.stretch_passphrase(passphrase, salt)
        return _STRETCHED[key]

    def client(self) -> FlaskClient:
        return self.app.test_client()

    def invite(self, username: str, role: str, *, triage: bool = False) -> str:
        found = services_of(self.app)
        with found.database.session() as db:
            act = Act(db, SYSTEM, self.clock())
            token = inviting.invite(act, found.config.keys, username, role, triage=triage)
            db.commit()
        return token

    @played_once
    def new(self, username: str, role: str, *, triage: bool = False) -> Person:
        """Invite, enrol and sign in somebody."""
        person = Person(self, username, role, triage, self.app.test_client())
        token = self.invite(username, role, triage=triage)
        assert person.enrol(token).status_code == 201
        assert person.sign_in().status_code == 200
        return person

    @played_once
    def reporter(
        self,
        story: str = "a story",
        level: str = "urgent",
        change: Callable[[Draft], Draft] | None = None,
    ) -> Reporter:
        """Seal a report to the desk of now; ``send`` sends it."""
        found = services_of(self.app)
        desk, receipt = found.desk(), new_receipt()
        assert desk is not None
        keys = derive(receipt, found.config.keys.salt)
        at = self.clock() // 3600 * 3600
        draft = Draft(
            answers={"danger_now": "no", "kinds": ["family_call"], "story": story},
            contact={"c_mode": "here"},
            avoid=False,
            country="fr",
            kinds=["family_call"],
            who_for="me",
            lang="en",
            at=at,
            form=found.form.version,
            level=level,
            rules=["T09"],
            tags=[],
            dates={},
        )
        draft = change(draft) if change else draft
        where = Desk(desk.id, desk.epoch, parse_recipient(desk.recipient))
        return Reporter(self, self.client(), receipt, keys, seal_report(draft, where, keys))
