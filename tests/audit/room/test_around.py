"""What the first page says around an incident: who signed in before it, and who could not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from intake.clock import HOUR, day_of
from intake.crypto.encoding import b64u
from intake.log.events import Event
from intake.store.models import StaffSession
from intake.web.services import services_of
from tests.admin.stored import entries, pseudonym_of
from tests.audit import tampering
from tests.audit.room.test_first_page import ONE_ENGINE, part
from tests.audit.test_overview import look
from tests.people import People, Person

HOME = "http://localhost"
AROUND = re.compile(r'<p class="small" data-says="around">(.*?)</p>', re.DOTALL)
PLACE = re.compile(r'href="/audit/access/(\d+)"')


@pytest.fixture
def cara(people: People, anna: Person, ben: Person) -> Person:
    """Who reads what others hold."""
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara, cosigner=ben).status_code == 201
    return cara


@pytest.fixture
def case(people: People, anna: Person, ben: Person) -> str:
    """An emergency that anna holds, and ben covers."""
    sent = people.reporter("a story", "emergency")
    assert sent.send().status_code == 201
    anna.hold(sent.sending.case, ben)
    return str(sent.sending.case)


def places(people: People, event: Event, person: Person | None = None) -> list[int]:
    """Where entries of an event stand, of anybody or of one person."""
    name = person and pseudonym_of(people, person.id)
    return [
        at
        for at, leaf in enumerate(entries(people))
        if leaf["e"] == event and name in {None, leaf.get("a")}
    ]


def said_at(people: People, index: int) -> str:
    return f"{datetime.fromtimestamp(entries(people)[index]['t'], UTC):%d %b %Y, %H:%M UTC}"


def around(page: str) -> str:
    """What stands in the only incident that is told, as one reads it."""
    (found,) = AROUND.findall(part(page, "odd"))
    return " ".join(re.sub("<[^>]+>", "", found).replace("&nbsp;", " ").split())


def keep_alive(people: People, person: Person) -> None:
    """Write a session's times, as who owns the database can: no sign-in goes with it."""
    now = people.clock()
    session = update(StaffSession).where(StaffSession.account_id == person.id)
    tampering.run(
        services_of(people.app).database, session.values(created_at=now, seen_at=now + 600)
    )


def test_forty_failed_sign_ins_and_none_of_theirs_stand_beside_what_was_opened(
    people: People, ben: Person, audra: Person, cara: Person, case: str
) -> None:
    (signed_in,) = places(people, Event.AUTH_OK, cara)
    people.clock.pass_seconds(13 * HOUR)
    keep_alive(people, cara)
    guess = {"username": "cara", "secret": b64u(bytes(32)), "totp": "123456"}
    for _ in range(40):
        answer = people.client().post("/sign-in", json=guess, headers={"Origin": HOME})
        assert answer.status_code == 403
    assert ben.sign_in().status_code == 200  # Before it, those that no entry told yet.
    assert cara.open(case, "safety").meta
    opened = places(people, Event.REPORT_OPEN, cara)[-1]
    assert audra.sign_in().status_code == 200
    page = look(people, audra)
    first, last = places(people, Event.AUTH_FAIL)
    (who,) = set(re.findall("Caseworker [A-C]", around(page)))
    assert around(page) == (
        f"Around it: No sign-in of {who} in the 12 hours before entry {opened}."
        f" The last one: {said_at(people, signed_in)} ({signed_in})."
        " In the 24 hours before it, 40 failed sign-ins were counted;"
        f" the log does not say whose ({first}–{last})."
    )
    assert PLACE.findall(AROUND.findall(page)[0]) == [str(signed_in), str(first)]


@ONE_ENGINE
def test_who_signed_in_five_minutes_before_is_said_to_have(
    people: People, audra: Person, cara: Person, case: str
) -> None:
    assert cara.sign_in().status_code == 200
    signed_in = places(people, Event.AUTH_OK, cara)[-1]
    people.clock.pass_seconds(300)
    assert cara.open(case, "safety").meta
    opened = places(people, Event.REPORT_OPEN, cara)[-1]
    said = around(look(people, audra))
    (who,) = set(re.findall("Caseworker [A-C]", said))
    assert said == (
        f"Around it: Last sign-in of {who} before entry {opened}:"
        f" {said_at(people, signed_in)}, 5 minutes earlier ({signed_in})."
        " No failed sign-in was counted in the 24 hours before it."
    )


@ONE_ENGINE
def test_how_somebody_stood_is_said_as_long_as_it_lasts(
    people: People, audra: Person, cara: Person, case: str
) -> None:
    adam = people.new("adam", "administrator")
    assert adam.post("/admin/suspend", {"account": cara.id}).status_code == 204
    assert adam.post("/admin/resume", {"account": cara.id}).status_code == 204
    assert cara.sign_in().status_code == 200
    until = day_of(people.clock()) + timedelta(3)
    assert cara.post("/desk/away", {"until": until.isoformat()}).status_code == 204
    assert cara.open(case, "safety").meta
    said = around(look(people, audra))
    (away,) = places(people, Event.USER_AWAY)
    (who,) = set(re.findall("Caseworker [A-C]", said))
    assert said.endswith(
        f"The log says of {who} at that time: away until {until:%d %b %Y} ({away})."
    )
    assert "suspended" not in said
