"""What a running application carries with it, in one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app

from intake.clock import Clock
from intake.config import Config
from intake.crypto.roster.roster import Roster
from intake.form.assessment import Assessment
from intake.form.emergency import Emergency
from intake.form.questions.structure import Form
from intake.form.urgency.answering import Answering
from intake.form.urgency.triage import Rules
from intake.log.events import Log
from intake.log.signing.signer import Signer
from intake.log.signing.troubles import Found, find_troubles
from intake.roster.chain import current_roster
from intake.store.engine import Database
from intake.store.space import Space
from intake.web.admission.limits import Kind, Storage, how_full
from intake.web.admission.shares import Share
from intake.web.files.assets import Assets
from intake.web.files.packed import Packed


@dataclass(frozen=True)
class CurrentDesk:
    """The desk that reports are sealed to now."""

    id: str
    epoch: int
    recipient: str  # ``age1pq1…``


@dataclass(frozen=True)
class Services:
    """Everything views hand to services; made once by ``intake.app.create_app``."""

    config: Config
    database: Database
    clock: Clock
    form: Form
    rules: Rules
    answering: Answering
    emergency: Emergency
    assessment: Assessment
    signer: Signer
    assets: Assets
    packed: Packed
    space: Space
    shares: Mapping[Kind, Share]

    def troubles(self) -> list[Found]:
        """Return what keeps the logs from being signed and published, the gravest first."""
        hour = self.config.settings.publish_hour
        return find_troubles(self.database, self.signer, self.clock(), hour=hour)

    def log_id(self) -> str:
        """Return the id of the intake log's key as receipts print it: ``cd36 56d1``."""
        found = self.signer.key_id(Log.INTAKE)
        return f"{found[:4]} {found[4:]}"

    def storage(self) -> Storage:
        """Return how it stands with the room for what arrives."""
        return how_full(self.space.left())

    def roster(self) -> Roster | None:
        """Return the newest roster, or None before a desk exists."""
        with self.database.reading() as db:
            return current_roster(db)

    def desk(self) -> CurrentDesk | None:
        """Return the desk of the newest roster, or None before one exists."""
        roster = self.roster()
        return CurrentDesk(roster.desk, roster.epoch, roster.recipient) if roster else None


def services_of(app: Flask) -> Services:
    """Return the services of an application."""
    found: Services = app.extensions["intake"]
    return found


def services() -> Services:
    """Return the services of the current application."""
    return services_of(current_app)
