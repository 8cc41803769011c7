"""What a question's page says, and which entries stand on it."""

import re
from dataclasses import dataclass
from html import unescape

from intake.clock import HOUR
from intake.serving.daily import DayEnd
from intake.web.services import services_of
from tests.admin.stored import entries
from tests.audit.test_overview import follow
from tests.people import People, Person

ANSWER = re.compile(r"<p data-answer>(.*?)</p>", re.DOTALL)
ENTRY = re.compile(r'<tr><td><a href="/audit/access/(\d+)"')
PLANNED = re.compile(r'data-planned="([\w.]+)"')


@dataclass(frozen=True)
class Page:
    """One question's page."""

    text: str

    @property
    def answer(self) -> str:
        """The one sentence."""
        return unescape(" ".join(ANSWER.findall(self.text)[0].split()))

    @property
    def entries(self) -> list[int]:
        """Indices of the entries behind it, as they are listed."""
        return [int(index) for index in ENTRY.findall(self.text)]

    @property
    def planned(self) -> list[str]:
        """Events of which it says that nothing is recorded yet."""
        return PLANNED.findall(self.text)


def ask(people: People, person: Person, number: int, query: str = "") -> Page:
    """Let the side tables take in what was done, and read the page of a question."""
    follow(people)
    answer = person.client.get(f"/audit/questions/{number}{query}")
    assert answer.status_code == 200
    return Page(answer.get_data(as_text=True))


def pass_hour(people: People, *persons: Person) -> None:
    """Let the hour end, and what is written then be written; these sign in again."""
    people.clock.pass_seconds(HOUR - people.clock() % HOUR)
    running = services_of(people.app)
    assert DayEnd(running.database, running.clock).tick()
    for person in persons:
        assert person.sign_in().status_code == 200


def indices_of(people: People, event: str, outcome: str = "ok") -> list[int]:
    """Where the entries of an event stand, the newest first."""
    found = enumerate(entries(people))
    return [at for at, each in found if (each["e"], each.get("o")) == (event, outcome)][::-1]
