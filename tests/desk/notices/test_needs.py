"""Who is told, when, and of what: by the list of each, on ticks, without a word of content."""

from sqlalchemy import select

from intake.clock import day_of
from intake.desk.notices.needs import put_notices
from intake.store.models import Notice, NoticeAddress
from intake.web.services import services_of
from tests.desk.listed import put, put_person
from tests.desk.notices.conftest import Desk
from tests.desk.stored import report
from tests.people import Person

HOUR = 3_600


def taken(desk: Desk, level: str = "urgent") -> str:
    """A case that anna took and bert covers, answered so far."""
    case = report(desk.people, level)
    assert desk.anna.take(desk.anna.open(case), desk.bert).status_code == 201
    put(desk.people, case, waiting_on=None, answered=2, on_it=desk.anna.id, status="in_contact")
    for holder in (desk.anna, desk.bert):
        put_person(desk.people, case, holder, confirmed=True, seen=2)
    return case


def says_more(desk: Desk, case: str, position: int) -> None:
    put(desk.people, case, said=position, waiting_on=day_of(desk.people.clock()))


def test_a_report_is_told_once_on_the_full_hour_to_who_can_open_it(desk: Desk) -> None:
    desk.pass_to(20)
    report(desk.people, "soon")
    assert desk.ticks() == {}
    desk.pass_to(0)
    assert desk.ticks() == {"anna": [False], "cara": [False]}
    desk.pass_to(0)
    assert desk.ticks() == {}


def test_an_emergency_is_told_at_once_and_again_while_nobody_is_on_it(desk: Desk) -> None:
    desk.pass_to(5)
    case = report(desk.people, "emergency")
    assert desk.ticks() == {"anna": [True], "cara": [True]}
    desk.people.clock.pass_seconds(300)
    assert desk.ticks() == {}
    desk.people.clock.pass_seconds(300)
    assert desk.ticks() == {"anna": [True], "cara": [True]}
    put(desk.people, case, on_it=desk.cara.id)
    desk.people.clock.pass_seconds(900)
    assert desk.ticks() == {}


def test_another_message_is_told_to_the_holders_and_to_nobody_else(desk: Desk) -> None:
    case = taken(desk)
    desk.pass_to(0)
    assert desk.ticks() == {}
    says_more(desk, case, 3)
    desk.pass_to(0)
    assert desk.ticks() == {"anna": [False], "bert": [False]}
    says_more(desk, case, 4)
    desk.pass_to(0)
    assert desk.ticks() == {"anna": [False], "bert": [False]}


def test_quiet_hours_keep_everything_but_emergencies_until_they_are_over(desk: Desk) -> None:
    hour = desk.people.clock() % 86_400 // HOUR
    quiet = {"from": hour, "until": (hour + 3) % 24}
    body = {"address": "anna@example.org", "zone": "UTC", "quiet": quiet}
    assert desk.anna.post("/desk/notices", body, method="PUT").status_code == 204
    report(desk.people, "soon")
    desk.pass_to(0)
    assert desk.ticks() == {"cara": [False]}
    report(desk.people, "emergency")
    desk.people.clock.pass_seconds(300)
    assert desk.ticks() == {"anna": [True], "cara": [True]}
    desk.pass_to(0)
    desk.pass_to(0)
    assert False in desk.ticks()["anna"]


def test_who_is_excluded_is_told_nothing(desk: Desk) -> None:
    desk.pass_to(0)
    case = report(desk.people, "emergency")
    put_person(desk.people, case, desk.cara, excluded=True)
    assert desk.ticks() == {"anna": [True]}


def test_two_processes_put_a_tick_once(desk: Desk) -> None:
    desk.pass_to(0)
    report(desk.people, "emergency")
    running = services_of(desk.people.app)
    for _ in range(2):
        with running.database.session() as db:
            put_notices(db, running.config.keys.server, running.clock())
            db.commit()
    with running.database.reading() as db:
        assert len(db.scalars(select(Notice)).all()) == 2  # One for each of the two in triage.


def test_a_row_of_the_outbox_knows_its_hour_and_no_case(desk: Desk) -> None:
    desk.pass_to(35)
    report(desk.people, "emergency")
    running = services_of(desk.people.app)
    with running.database.session() as db:
        put_notices(db, running.config.keys.server, running.clock())
        db.commit()
    with running.database.reading() as db:
        hours = {row.hour for row in db.scalars(select(Notice))}
    assert hours == {running.clock() - running.clock() % HOUR}
    assert set(Notice.__table__.columns.keys()) == {"id", "account_id", "hour", "is_urgent"}


def test_an_address_lies_wrapped_and_comes_back_to_its_owner_alone(desk: Desk) -> None:
    with services_of(desk.people.app).database.reading() as db:
        for row in db.scalars(select(NoticeAddress)):
            assert b"example.org" not in row.wrapped
    told = desk.anna.client.get("/desk/notices/data").get_json()
    assert told.pop("away_until") is None
    assert told == {"address": "anna@example.org", "offered": True, "quiet": None, "zone": "UTC"}


def test_the_length_of_what_lies_there_tells_nothing_of_address_zone_and_hours(desk: Desk) -> None:
    far = {"from": 22, "until": 7}
    long = {"address": f"{'a' * 60}@example.org", "zone": "Europe/Paris", "quiet": far}
    assert desk.anna.post("/desk/notices", long, method="PUT").status_code == 204
    with services_of(desk.people.app).database.reading() as db:
        assert len({len(row.wrapped) for row in db.scalars(select(NoticeAddress))}) == 1


def refused(person: Person, **change: object) -> str:
    body = {"address": "anna@example.org", "zone": "UTC", "quiet": None} | change
    answer = person.post("/desk/notices", body, method="PUT")
    assert answer.status_code == 422, change
    return str(answer.get_json()["error"])


def test_what_the_relay_cannot_send_to_is_refused(desk: Desk) -> None:
    for address in (
        *("two@example.org,more@example.org", "no address", "a@example.org?smtp=evil.example"),
        *("a@example.org&to=b@example.org", "a%40example.org", "x", "@", "a@b@c.example"),
    ):
        assert refused(desk.anna, address=address) == "address", address
    for zone in ("Nowhere/Place", "../../etc/passwd", "/etc/passwd"):
        assert refused(desk.anna, zone=zone) == "zone", zone
    assert refused(desk.anna, quiet={"from": 3, "until": 3}) == "quiet"
    assert refused(desk.anna, quiet={"from": 3, "until": 24}) == "quiet"
    told = desk.anna.client.get("/desk/notices/data").get_json()
    assert (told["address"], told["zone"]) == ("anna@example.org", "UTC")


def test_who_wants_to_be_told_nothing_is_told_nothing(desk: Desk) -> None:
    assert desk.anna.post("/desk/notices", method="DELETE").status_code == 204
    assert desk.anna.post("/desk/notices", method="DELETE").status_code == 404
    desk.pass_to(0)
    report(desk.people, "emergency")
    assert desk.ticks() == {"cara": [True]}
