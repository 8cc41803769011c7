"""What stands between the played clients and the services: as a view does, one act, one commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.clock import day_of
from intake.config import Config
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.sending import Desk
from intake.form.answering import load_answering
from intake.form.answers import load_form
from intake.form.emergency import load_emergency
from intake.form.triage import load_rules
from intake.log.signer import Signer
from intake.store.engine import Database
from intake.web.files.assets import Assets
from intake.web.files.packed import Packed
from intake.web.services import Services


class PlayedClock:
    """A clock that is set by hand and never goes back."""

    def __init__(self, now: int) -> None:
        self.now = now  # Unix seconds

    def __call__(self) -> int:
        """Return the played time."""
        return self.now

    def move_to(self, now: int) -> None:
        """Set a later time; an earlier one leaves the clock as it is."""
        self.now = max(self.now, now)

    def pass_seconds(self, seconds: int) -> None:
        """Let some time go by."""
        self.now += seconds


@dataclass(frozen=True)
class Server:
    """An instance without its web server."""

    running: Services
    clock: PlayedClock

    @property
    def now(self) -> int:
        """The played time, Unix seconds."""
        return self.clock.now

    @property
    def today(self) -> str:
        """The played UTC day, ``YYYY-MM-DD``."""
        return day_of(self.clock.now).isoformat()

    @property
    def desk(self) -> Desk:
        """The desk that the form's page names now."""
        found = self.running.desk()
        if found is None:
            raise LookupError("there is no desk yet")
        return Desk(found.id, found.epoch, parse_recipient(found.recipient))

    @contextmanager
    def act(self) -> Iterator[Session]:
        """Give the session of one act; commit when nothing was raised."""
        with self.running.database.session() as db:
            yield db
            db.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that changes nothing."""
        with self.running.database.reading() as db:
            yield db


def open_server(config: Config, database: Database, clock: PlayedClock) -> Server:
    """Return a server over an open database; no page is ever rendered, so it has no assets."""
    own = config.instance / "forms"
    form = load_form(own)
    services = Services(
        config=config,
        database=database,
        clock=clock,
        form=form,
        rules=load_rules(form, own),
        answering=load_answering(own),
        emergency=load_emergency(own),
        signer=Signer(config.instance / "signer", config.settings.origin, config.keys.log),
        assets=Assets(),
        packed=Packed(),
    )
    return Server(services, clock)
