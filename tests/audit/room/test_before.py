"""What stands before an act in a log of any kind, and the sentences about it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from intake.audit.found.findings import list_findings
from intake.audit.reading.around import Around, list_around
from intake.audit.room.page.around import Line, say_around
from intake.audit.tables.advancing import advance
from intake.clock import DAY, HOUR, day_of, quarter_of
from intake.log.events import Event, Log
from intake.store.engine import Database
from intake.store.models import AuditFinding
from intake.verify.rules import Incident
from tests.log.appending import append

ANNA, BILL = "a" * 16, "b" * 16
QUARTER = quarter_of(1_800_000_000)
NOON = QUARTER + 40 * DAY + 12 * HOUR
MINUTE = 60
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Book:
    """A log in which anything can be written down."""

    database: Database
    size: int = 0

    def note(self, event: Event, at: int, actor: str = ANNA, /, **detail: object) -> int:
        """Return where it stands."""
        outcome = "deny" if event in {Event.AUTH_FAIL, Event.AUTH_LOCK} else "ok"
        how: Mapping[str, object] | None = detail or None
        with self.database.session() as db:
            index = append(db, Log.ACCESS, event, now=at, actor=actor, outcome=outcome, detail=how)
            db.commit()
        self.size = index + 1
        return index

    def find(self, at: int, *entries: int, actor: str | None = ANNA, name: str = "f") -> None:
        """Let a rule have found something."""
        with self.database.session() as db:
            body = {
                "entries": [["access", index, at] for index in entries],
                "refs": [],
                "numbers": {},
            }
            db.add(
                AuditFinding(
                    id=name * 16,
                    rule="outside",
                    version=1,
                    level=2,
                    newest=at,
                    a=actor,
                    json=json.dumps(body),
                )
            )
            db.commit()

    def around(self) -> dict[str, Around]:
        while advance(self.database, Log.ACCESS, self.size) < self.size:
            pass
        with self.database.reading() as db:
            return list_around(db, 0)

    def say(self) -> list[Line]:
        """Return what is said, as it is once the page was kept."""
        kept = json.loads(json.dumps(self.around()))
        with self.database.reading() as db:
            incident = Incident(tuple(list_findings(db)), is_reviewed=False)
        return say_around(incident, kept, lambda actor: f"P{actor[0]}")

    def texts(self) -> list[str]:
        return [each.text for each in self.say()]


@pytest.fixture
def book(database: Database) -> Book:
    return Book(database)


def test_a_sign_in_is_told_with_its_entry_its_time_and_how_long_before(book: Book) -> None:
    book.note(Event.AUTH_OK, NOON - 5 * HOUR)
    signed_in = book.note(Event.AUTH_OK, NOON - 3 * HOUR - 59 * MINUTE - 30)
    book.note(Event.AUTH_OK, NOON - MINUTE, BILL)
    act = book.note(Event.REPORT_OPEN, NOON)
    book.note(Event.AUTH_OK, NOON + MINUTE)
    book.find(NOON, act)
    first, failed = book.say()
    assert first == Line(
        f"Last sign-in of Pa before entry {act}: 10 Feb 2027, 08:00 UTC, 3 h 59 min earlier",
        [(signed_in, signed_in)],
    )
    assert failed == Line("No failed sign-in was counted in the 24 hours before it")


@ONE_ENGINE
@pytest.mark.parametrize(
    ("seconds", "span"),
    [
        (59, "less than a minute"),
        (60, "1 minute"),
        (2 * HOUR - 1, "119 minutes"),
        (2 * HOUR, "2 h 0 min"),
        (12 * HOUR, "12 h 0 min"),
    ],
)
def test_how_long_before_is_said_to_the_minute(book: Book, seconds: int, span: str) -> None:
    book.note(Event.AUTH_OK, NOON - seconds)
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    assert book.texts()[0].endswith(f" UTC, {span} earlier")


@ONE_ENGINE
def test_an_older_sign_in_is_none_of_these_hours_and_is_told(book: Book) -> None:
    old = book.note(Event.AUTH_OK, NOON - 12 * HOUR - 1)
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    line = book.say()[0]
    assert line.text == (
        "No sign-in of Pa in the 12 hours before entry 1. The last one: 09 Feb 2027, 23:59 UTC"
    )
    assert line.ranges == [(old, old)]


@ONE_ENGINE
def test_who_never_signed_in_under_a_pseudonym_is_said_not_to_have(book: Book) -> None:
    book.note(Event.AUTH_OK, NOON - MINUTE, BILL)
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    assert book.say()[0] == Line(
        "No sign-in of Pa in the 12 hours before entry 1, nor any earlier one under this pseudonym"
    )


@ONE_ENGINE
def test_a_quarter_that_began_between_is_said_because_names_changed_in_it(book: Book) -> None:
    at = QUARTER + 10 * MINUTE
    book.note(Event.AUTH_OK, QUARTER - MINUTE, BILL)  # Perhaps the same person.
    book.find(at, book.note(Event.REPORT_OPEN, at))
    assert book.say()[0] == Line(
        "No sign-in of Pa before entry 1 since pseudonyms changed, 10 minutes earlier;"
        " one before that is under another pseudonym"
    )


@ONE_ENGINE
def test_a_clock_that_was_set_back_makes_no_time_between(book: Book) -> None:
    book.note(Event.AUTH_OK, NOON + HOUR)
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    assert book.texts()[0] == "Last sign-in of Pa before entry 1: 10 Feb 2027, 13:00 UTC"


@ONE_ENGINE
def test_who_signed_out_since_is_said_to_have_and_not_who_did_before(book: Book) -> None:
    book.note(Event.AUTH_LOGOUT, NOON - 3 * HOUR)
    book.note(Event.AUTH_OK, NOON - HOUR)
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    assert len(book.say()) == 2
    ended = book.note(Event.AUTH_LOGOUT, NOON + MINUTE)
    later = NOON + 2 * MINUTE
    book.find(later, book.note(Event.REPORT_OPEN, later), name="e")
    assert book.around()["e" * 16].ended == (ended, NOON + MINUTE)
    assert book.around()["f" * 16].ended is None
    assert "Signed out" not in " ".join(book.texts()), "of an incident its first entry is asked"


def test_failed_sign_ins_are_summed_of_a_day_and_nobody_is_named(book: Book) -> None:
    book.note(Event.AUTH_FAIL, NOON - DAY - 1, "none", failures=90)
    told = [
        book.note(Event.AUTH_FAIL, NOON - DAY + at * HOUR, "none", failures=n)
        for at, n in ((0, 1), (1, 30), (2, 9))
    ]
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    book.note(Event.AUTH_FAIL, NOON + 1, "none", failures=50)
    assert book.say()[1] == Line(
        "In the 24 hours before it, 40 failed sign-ins were counted; the log does not say whose",
        [(told[0], told[-1])],
    )


@ONE_ENGINE
def test_one_is_one_and_what_is_not_counted_is_at_least_one(book: Book) -> None:
    book.note(Event.AUTH_FAIL, NOON - HOUR, "none", failures=1)
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    assert book.texts()[1].startswith("In the 24 hours before it, 1 failed sign-in was counted;")
    later = NOON + HOUR
    book.note(Event.AUTH_FAIL, later, "none")  # Of an older version, or its detail is gone.
    act = book.note(Event.REPORT_OPEN, later)
    book.find(later, act, name="e")
    assert book.around()["e" * 16][3:5] == (2, False)


@ONE_ENGINE
def test_many_entries_are_the_newest_and_the_list_of_all(book: Book) -> None:
    for at in range(5):
        book.note(Event.AUTH_FAIL, NOON - (9 - at) * HOUR, "none", failures=1)
        for _ in range(3):
            book.note(Event.CASE_LIST, NOON - (9 - at) * HOUR, BILL)
    act = book.note(Event.REPORT_OPEN, NOON)
    book.find(NOON, act)
    line = book.say()[1]
    assert line.ranges == [(8, 8), (12, 12), (16, 16)]
    assert line.more == f"/audit/entries?event=auth.fail&before={act}"


@ONE_ENGINE
def test_wrong_codes_that_locked_this_person_out_are_told_and_no_others(book: Book) -> None:
    book.note(Event.AUTH_LOCK, NOON - DAY - 1)
    book.note(Event.AUTH_LOCK, NOON - HOUR, BILL)
    locked = book.note(Event.AUTH_LOCK, NOON - HOUR)
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    assert book.say()[1:] == [
        Line(
            "In the 24 hours before it, 10 wrong codes kept Pa out for up to 15 minutes, once",
            [(locked, locked)],
        )
    ]
    for at in range(3, 12, 3):
        book.note(Event.CASE_LIST, NOON + at)
        book.note(Event.CASE_LIST, NOON + at)
        locked = book.note(Event.AUTH_LOCK, NOON + at)
    act = book.note(Event.REPORT_OPEN, NOON + HOUR)
    book.find(NOON + HOUR, act, name="e")
    with book.database.session() as db:
        db.delete(db.get_one(AuditFinding, "f" * 16))
        db.commit()
    line = book.say()[1]
    assert line.text.endswith(" kept Pa out for up to 15 minutes, 4 times")
    assert line.ranges[-1] == (locked, locked)
    assert line.more == f"/audit/entries?event=auth.lock&before={act}&actor={ANNA}"


@ONE_ENGINE
def test_absence_and_rights_are_told_while_they_last(book: Book) -> None:
    today = day_of(NOON).isoformat()
    until = day_of(NOON + DAY).isoformat()
    book.note(Event.USER_AWAY, NOON - 9 * DAY, ANNA, who=ANNA, to="on", day=today)  # Over.
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    assert book.around()["f" * 16].stood == []
    away = book.note(Event.USER_AWAY, NOON, BILL, who=ANNA, to="on", day=until)
    book.note(Event.USER_SUSPEND, NOON, BILL, who=BILL)
    out = book.note(Event.USER_SUSPEND, NOON, BILL, who=ANNA)
    book.find(NOON + 1, book.note(Event.REPORT_OPEN, NOON + 1), name="e")
    assert book.around()["e" * 16].stood == [("away", away, until), ("suspended", out, "")]
    book.note(Event.USER_AWAY, NOON + 2, ANNA, who=ANNA, to="off")
    book.note(Event.USER_RESUME, NOON + 2, BILL, who=ANNA)
    ended = book.note(Event.USER_DISABLE, NOON + 2, BILL, who=ANNA)
    book.find(NOON + 3, book.note(Event.REPORT_OPEN, NOON + 3), name="d")
    assert book.around()["d" * 16].stood == [("disabled", ended, "")]


@ONE_ENGINE
def test_how_others_stood_and_what_came_later_is_not_said_of_somebody(book: Book) -> None:
    book.note(Event.USER_RESUME, NOON - HOUR, BILL, who=ANNA)
    out = book.note(Event.USER_SUSPEND, NOON - HOUR, BILL, who=ANNA)
    book.note(Event.USER_DISABLE, NOON, ANNA, who=BILL)
    book.find(NOON, book.note(Event.REPORT_OPEN, NOON))
    book.note(Event.USER_RESUME, NOON, BILL, who=ANNA)
    assert book.around()["f" * 16].stood == [("suspended", out, "")]


@ONE_ENGINE
def test_what_is_about_nobody_or_several_or_done_to_somebody_has_no_such_line(book: Book) -> None:
    theirs, other = (book.note(Event.REPORT_OPEN, NOON, each) for each in (ANNA, BILL))
    book.find(NOON, other, name="a")  # About anna, and nothing that anna did.
    book.find(NOON, theirs, actor=None, name="b")
    book.find(NOON, theirs, actor="system", name="c")
    assert book.say() == []
    book.find(NOON, theirs, name="d")
    assert list(book.around()) == ["d" * 16]
    book.find(NOON, other, actor=BILL, name="e")
    assert book.say() == [], "of two people"


@ONE_ENGINE
def test_an_incident_of_several_entries_is_asked_of_its_first(book: Book) -> None:
    first, then = (book.note(Event.REPORT_OPEN, NOON + at) for at in (0, 60))
    book.find(NOON + 60, then, name="a")
    book.find(NOON + 60, first, then, name="b")
    book.find(NOON + 60, first, actor=None, name="c")
    assert f"before entry {first}," in book.texts()[0]
