"""What the program does by itself: one list, and a thread for each line of it.

Each has a thread of its own, so that none waits for what another one waits for.
"""

import threading
from collections.abc import Callable
from typing import NamedTuple

from flask import Flask

from intake.audit.passing import following, nightly
from intake.audit.passing.following import Follower
from intake.audit.passing.nightly import FullPass
from intake.desk.daily import log_openings
from intake.desk.notices import teller
from intake.desk.notices.relay import check_relay, make_sender
from intake.desk.notices.teller import Teller
from intake.log.signing import publishing
from intake.log.signing.publishing import Publisher
from intake.log.witnesses import asking
from intake.log.witnesses.asking import Asker
from intake.serving import cleaning, daily
from intake.serving.cleaning import Cleaner
from intake.serving.daily import DayEnd
from intake.serving.witnesses import post
from intake.web.served import noting
from intake.web.served.noting import PagesWatch
from intake.web.services import Services, services_of

AGAIN_SECONDS = 1  # After a round that could not finish.


class Timed(NamedTuple):
    """One thing that is done again and again, at once when the program starts."""

    name: str
    seconds: float  # From the end of a round to the next one.
    tick: Callable[[], bool]  # Does a round; tells whether it is done. It raises nothing.


def timed_work(app: Flask) -> list[Timed]:
    """Return everything that is done by time."""
    running = services_of(app)
    database, clock, settings = running.database, running.clock, running.config.settings
    publisher = Publisher(
        database, running.signer, clock, hour=settings.publish_hour, batch=log_openings
    )
    cleaner = Cleaner(database, settings, clock)
    return [
        Timed("publisher", publishing.SECONDS, publisher.tick),
        Timed("asker", asking.SECONDS, Asker(database, running.signer, clock, post).tick),
        Timed("pages", noting.SECONDS, PagesWatch(app).tick),
        Timed("side tables", following.SECONDS, Follower(database, running.signer).tick),
        Timed("full pass", nightly.SECONDS, FullPass(database, running.signer, clock).tick),
        Timed("day end", daily.SECONDS, DayEnd(database, clock).tick),
        *(Timed("teller", teller.SECONDS, each.tick) for each in _tellers(running)),
        # Last: at the end each is done once more, and what the others write is then cleaned up too.
        Timed("cleaner", cleaning.SECONDS, cleaner.tick),
    ]


def _tellers(running: Services) -> list[Teller]:
    """Return who tells staff outside the desk: nobody without a relay.

    Raises:
        ConfigError: What ``intake.toml`` names is no relay.
    """
    relay = running.config.settings.notices
    if not relay:
        return []
    check_relay(relay)
    send = make_sender(relay)
    key = running.config.keys.server
    return [Teller(running.database, key, running.clock, send, running.storage)]


class Timers:
    """The threads of a list of timed work."""

    def __init__(self, work: list[Timed]) -> None:
        self._work = work
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(each,), name=each.name, daemon=True)
            for each in work
        ]

    def start(self) -> None:
        """Begin; the first round of each runs at once."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End after the rounds that are running, and then do each once more."""
        self._stopping.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()
        for each in self._work:
            each.tick()

    def _run(self, timed: Timed) -> None:
        while not self._stopping.is_set():
            is_done = timed.tick()
            self._stopping.wait(timed.seconds if is_done else AGAIN_SECONDS)
