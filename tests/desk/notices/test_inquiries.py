"""Who is asked by an auditor, or for an export, is told on the full hour, outside quiet hours."""

import pytest
from sqlalchemy import delete, select

from intake.clock import DAY, HOUR
from intake.desk.notices.hourly import put_hourly_notices
from intake.store.models import Account, Notice
from intake.web.services import services_of
from tests.audit.inquiring.asking import Room, answer, ask, make_room, waiting
from tests.desk.listed import put
from tests.people import People, Person


@pytest.fixture
def room(people: People) -> Room:
    """A case that anna holds and carl covers, all of whom want to be told."""
    made = make_room(people)
    for person in (made.anna, made.carl, made.susi):
        tell(person)
    return made


def tell(person: Person, quiet: dict[str, int] | None = None) -> None:
    body = {"address": f"{person.username}@example.org", "zone": "UTC", "quiet": quiet}
    assert person.post("/desk/notices", body, method="PUT").status_code == 204


def pass_to_hour(room: Room, hours: int = 1) -> None:
    now = room.people.clock()
    room.people.clock.pass_seconds(HOUR - now % HOUR + (hours - 1) * HOUR)


def ticks(room: Room) -> list[str]:
    """Work out the tick of now and empty the outbox: who was told."""
    running = services_of(room.people.app)
    with running.database.session() as db:
        put_hourly_notices(db, running.config.keys.server, running.clock() // 300 * 300)
        query = select(Account.username).join(Notice, Notice.account_id == Account.id)
        assert not db.scalars(select(Notice).where(Notice.is_urgent)).all()
        found = list(db.scalars(query.order_by(Account.username)))
        db.execute(delete(Notice))
        db.commit()
    return found


def test_who_is_asked_is_told_once_on_the_full_hour(room: Room) -> None:
    assert ask(room).status_code == 204
    assert ask(room).status_code == 204
    pass_to_hour(room)
    room.people.clock.pass_seconds(300)
    assert ticks(room) == []
    pass_to_hour(room)
    assert ticks(room) == ["anna"]
    pass_to_hour(room)
    assert ticks(room) == []


def test_who_it_is_about_is_told_nothing(room: Room) -> None:
    assert ask(room, entries=room.entries_of(room.anna)).status_code == 204
    pass_to_hour(room)
    assert ticks(room) == ["carl"]


def test_it_is_told_again_after_a_week_unless_it_is_answered(room: Room) -> None:
    assert ask(room).status_code == 204
    pass_to_hour(room)
    assert ticks(room) == ["anna"]
    pass_to_hour(room, 7 * DAY // HOUR - 1)
    assert ticks(room) == []
    pass_to_hour(room)
    assert ticks(room) == ["anna"]
    assert room.anna.sign_in().status_code == 200
    [(inquiry_id, _)] = waiting(room.anna)
    assert answer(room.anna, inquiry_id).status_code == 204
    pass_to_hour(room, 7 * DAY // HOUR)
    assert ticks(room) == []


def test_whom_it_moves_to_is_told_like_the_first(room: Room) -> None:
    assert ask(room).status_code == 204
    pass_to_hour(room)
    assert ticks(room) == ["anna"]
    put(room.people, room.case, assignee=room.carl.id, cover=None)
    pass_to_hour(room)
    assert ticks(room) == ["carl"]


def test_quiet_hours_are_kept_and_it_is_told_after_them(room: Room) -> None:
    assert ask(room).status_code == 204
    pass_to_hour(room)
    assert room.anna.sign_in().status_code == 200
    hour = room.people.clock() // HOUR % 24
    tell(room.anna, {"from": hour, "until": (hour + 2) % 24})
    told = []
    for _ in range(3):
        told.append(ticks(room))
        pass_to_hour(room)
    assert told == [[], [], ["anna"]]


def test_who_could_agree_to_an_export_is_told_once(room: Room) -> None:
    assert room.anna.export(room.case, "legal", "lawyer").status_code == 409
    pass_to_hour(room)
    assert ticks(room) == ["carl"]
    pass_to_hour(room)
    assert ticks(room) == []


def test_who_agreed_already_is_not_told_and_nobody_of_what_lapsed(room: Room) -> None:
    assert room.anna.export(room.case, "legal", "lawyer").status_code == 409
    assert room.carl.decide_export(room.carl.exports()[0]).status_code == 204
    assert room.carl.export(room.case, "legal", "lawyer").status_code == 409
    pass_to_hour(room, 26)
    assert ticks(room) == []
