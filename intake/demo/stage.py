"""The program that the demo is played on: whole and with its own pages, but on a played clock."""

from dataclasses import dataclass

from flask import Flask

from intake.admin import inviting
from intake.admin.instance import log_start
from intake.app import create_app
from intake.client.browser import Browser
from intake.client.played import PlayedClock
from intake.client.questions import Questions
from intake.client.transports import InProcess
from intake.config import Config
from intake.crypto.roster.roster import Roster
from intake.desk.daily import log_openings
from intake.log.act import SYSTEM, Act
from intake.log.events import Log
from intake.log.signing.publishing import publish_daily
from intake.store.engine import Database
from intake.web.services import Services, services_of


@dataclass(frozen=True)
class Stage:
    """An application and the clock that it and everybody's browsers go by."""

    app: Flask
    clock: PlayedClock

    @property
    def running(self) -> Services:
        """What the application carries."""
        return services_of(self.app)

    @property
    def questions(self) -> Questions:
        """The form and the rules that its pages show."""
        return Questions(self.running.form, self.running.rules)

    @property
    def roster(self) -> Roster:
        """The newest list of the desk's people."""
        found = self.running.roster()
        if found is None:
            raise LookupError("there is no desk yet")
        return found

    def browser(self) -> Browser:
        """Return a fresh browser with no cookies."""
        return Browser(InProcess(self.app.test_client()), self.clock)

    def start(self) -> None:
        """Log the start, as serving does."""
        log_start(self.running.config, self.running.database, self.clock())

    def invite(self, username: str, role: str, *, triage: bool) -> str:
        """Invite as the command does, on the machine itself; return the token."""
        with self.running.database.session() as db:
            act = Act(db, SYSTEM, self.clock())
            token = inviting.invite(act, self.running.config.keys, username, role, triage=triage)
            db.commit()
        return token

    def publish(self) -> None:
        """Publish the intake log, as the program's own thread does once a day."""
        running = self.running
        hour = running.config.settings.publish_hour
        publish_daily(running.database, running.signer, self.clock(), hour=hour, batch=log_openings)

    def sign(self) -> None:
        """Sign the access log, as the program's own thread does."""
        self.running.signer.checkpoint(self.running.database, Log.ACCESS)


def set_stage(config: Config, database: Database, clock: PlayedClock) -> Stage:
    """Return the application of an instance on a played clock."""
    return Stage(create_app(config, clock=clock, database=database), clock)
