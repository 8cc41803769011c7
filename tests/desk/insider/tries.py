"""The insider's Monday: whatever one person tries alone is refused, or stands on another's list.

As triage member, as holder, as one of two, with key files, as first opener: one module each. A try
that is refused changes nothing and stands in the log as what was tried.
"""

from typing import Any

from werkzeug.test import TestResponse

from intake.desk.acts import agreeing
from intake.log.act import SYSTEM, Act
from intake.web.services import services_of
from tests.desk.stored import told
from tests.people import People, Person, Reporter
from tests.promises.reporting import add_message, come_back_plain

HOUR = 3_600


def code(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, str(answer.get_json().get("error", ""))


def waiting(person: Person, case: str) -> list[dict[str, Any]]:
    """What waits in a case, as it stands on somebody's page."""
    found: list[dict[str, Any]] = person.open(case, "review").meta["proposals"]
    return found


def last(people: People) -> tuple[str, str, str]:
    """Event, outcome and reason of the newest entry."""
    event, outcome, detail = told(people)[-1]
    return event, outcome, str(detail.get("reason", ""))


def say(reporter: Reporter, text: str, *, plain: bool = False) -> TestResponse:
    """Come back and add a message, sealed or on the page without a script."""
    if plain:
        return come_back_plain(reporter.client, reporter.receipt, text)
    return add_message(reporter, text)


def sweep(people: People) -> None:
    """Do what the clock does."""
    running = services_of(people.app)
    with running.database.session() as db:
        agreeing.sweep(Act(db, SYSTEM, running.clock()), running.config.settings)
        db.commit()
