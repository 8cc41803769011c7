"""From everything an insider can read nobody can tell when within its hour a report came.

The same hour twice, to the second, with pages that look for changes and fetch what is new at once;
only the report comes at another minute. Access log, details and tables must then be the same but
for what is random.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from intake.client.member.cases import keeping
from intake.client.member.cases.acts import Acts
from intake.clock import DAY
from intake.crypto.encoding import b64u
from intake.crypto.tlog.cosignature import witness_key
from intake.crypto.tlog.note import encode_vkey
from intake.log.witnesses.standing import STANDS
from intake.serving.timed import Timed, timed_work
from intake.store.engine import Base
from intake.store.models import WitnessPolicy
from intake.store.statements import table_of
from intake.web.services import services_of
from tests.audit.tampering import run
from tests.desk import stored
from tests.desk.insider.tries import say
from tests.desk.listed import listed, summaries
from tests.desk.stored import report, three
from tests.engines import copy_of
from tests.people import People, Person
from tests.promises.office import open_app
from tests.strength import little_work

HOUR, TICK = 3_600, 60  # Pages look four times as often.
ROUNDS = 500  # More than anything that is due takes here.
FOLLOWING = (
    *("log_seen", "log_ix", "log_hour", "log_pair", "log_fold", "audit_page"),
    *("log_published", "pages_served", "witness_asked"),
)
"""What the program writes beside the logs; it must be there, or nothing is compared."""
NOTHING = b64u(bytes(32))
RANDOM = re.compile(r"[0-9a-f]{16,}|[A-Za-z0-9_+/.=$-]{22,}")


class Page:
    """A page of somebody's that is open: it looks again and again and fetches what is new."""

    def __init__(self, person: Person) -> None:
        self._person, self._mark, self._known = person, "", set[str]()
        self.fetched: list[int] = []

    def look(self, now: int) -> None:
        mark = self._person.client.get("/desk/mark").get_json()["mark"]
        if mark == self._mark:
            return
        self._mark = mark
        rows = listed(self._person).rows
        new = [row["case"] for row in rows if row["summary"] and row["case"] not in self._known]
        if new:
            assert list(summaries(self._person, new)[1]) == new
            own = self._person.unlocked()
            keeping.read_cards(own)
            keeping.keep_cards(own, "2026-10", [(case, NOTHING, {}) for case in sorted(new)])
            self.fetched.append(now)
        self._known |= set(new)


def one_hour(folder: Path, template: Path, comes_after: int) -> tuple[People, list[int]]:
    """An hour in which a report comes after so many seconds; and when pages fetched something."""
    app, clock = open_app(folder, copy_of(template, folder))
    people, work = People(app, clock), timed_work(app)
    anna, _, cara = three(people)
    anna.look(report(people))  # Once: of several, the order in which they are told is random.
    witness_at_nobody(people)
    clock.pass_seconds(HOUR - clock() % HOUR - TICK)
    began = clock()
    for who in (anna, cara):
        assert who.sign_in().status_code == 200
    clock.pass_seconds(began + TICK - clock())
    pages = [Page(who) for who in (anna, cara)]
    hour = clock()
    while clock() < hour + HOUR:
        if clock() == hour + comes_after:
            report(people, "emergency")
        if (clock() - hour) % (10 * 60) == 0:  # Somebody moves the mouse.
            for who in (anna, cara):
                assert who.client.get("/session/half").status_code == 200
        for page in pages:
            page.look(clock())
        do_what_is_due(work)
        clock.pass_seconds(TICK)
    return people, [moment - hour for page in pages for moment in page.fetched]


def do_what_is_due(work: list[Timed]) -> None:
    """Do all that the program does by itself, each until it is done: nothing waits here."""
    for each in work:
        assert any(each.tick() for _ in range(ROUNDS)), each.name


def witness_at_nobody(people: People) -> None:
    """Let a witness be asked who does not answer: when that was is in a table."""
    witness = encode_vkey(witness_key("w1.example", bytes(32)))
    text = f"witness w1 {witness} http://127.0.0.1:9\nquorum none\n"
    stands = insert(table_of(WitnessPolicy)).values(state=STANDS, text=text)
    run(services_of(people.app).database, stands)


def told(people: People) -> dict[str, list[Any]]:
    """Everything in the database, without what is random in every report anyway."""
    tables = Base.metadata.tables
    with services_of(people.app).database.reading() as db:
        return {
            name: sorted(str(_plain(dict(row))) for row in db.execute(select(table)).mappings())
            for name, table in tables.items()
        }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _shown(value) for name, value in row.items()}


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, bytes):
        try:
            value = value.decode("ascii")
        except UnicodeDecodeError:
            return len(value)
    if not isinstance(value, str):
        return value
    return "\n".join(sorted(RANDOM.sub("…", value).split("\n")))  # Members stand by random ids.


@pytest.fixture
def hours(tmp_path: Path, sqlite_template: Path) -> Iterator[list[tuple[People, list[int]]]]:
    made = []
    with little_work():
        for comes_after in (7 * 60, 41 * 60):
            folder = tmp_path / str(comes_after)
            folder.mkdir()
            made.append(one_hour(folder, sqlite_template, comes_after))
        yield made
        for people, _ in made:
            services_of(people.app).database.close()


def test_whoever_reads_log_and_tables_cannot_date_an_arrival_within_its_hour(
    hours: list[tuple[People, list[int]]],
) -> None:
    (early, fetched_early), (late, fetched_late) = hours
    # The pages did fetch it at once, each time at another minute: there is something to find.
    assert {7 * 60} <= set(fetched_early) != set(fetched_late)
    assert told(early) == told(late)
    for people in (early, late):
        people.clock.pass_seconds(DAY)
        do_what_is_due(timed_work(people.app))
    found = told(late)
    assert told(early) == found
    assert [name for name in FOLLOWING if not found[name]] == []
    for event in ("case.shown", "case.alarm"):
        assert any(event in each for each in found["log_entry"]), event


def lower(acts: Acts) -> Any:  # noqa: ANN401 - whatever the server answers
    return acts.change_level("soon", "misjudged")


def put_aside(acts: Acts) -> Any:  # noqa: ANN401 - whatever the server answers
    return acts.set_aside("junk")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("propose", [lower, put_aside])
def test_a_proposal_made_anew_does_not_say_that_a_message_came_between(
    people: People, propose: Callable[[Acts], Any]
) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter(level="emergency")
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)

    def hour(comes_after: int) -> list[tuple[int, str, str, object]]:
        """Anna proposes at the 20th and 50th minute; what the log says of this hour."""
        people.clock.pass_seconds(HOUR - people.clock() % HOUR)
        began, since = people.clock(), len(stored.told(people))
        said: list[tuple[int, str, str, object]] = []
        for minute in range(0, 60, 10):
            if comes_after // 60 - minute in range(10):
                assert say(reporter, "one thing more").status_code == 201
            if minute in {20, 50}:
                assert anna.sign_in().status_code == 200
                answer = anna.do(anna.open(case, "casework"), propose)
                assert answer.status_code == 201
            for event, outcome, detail in stored.told(people, since + len(said)):
                said.append((people.clock() - began, event, outcome, detail.get("act")))
            people.clock.pass_seconds(10 * 60)
        [waits] = anna.open(case, "casework").meta["proposals"]
        anna.do(anna.open(case), lambda acts: acts.agree(waits, agrees=False))
        return said

    early, late = hour(7 * 60), hour(41 * 60)
    assert [event for _, event, *_ in early].count("case.propose") == 2
    assert early == late
