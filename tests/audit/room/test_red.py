"""A red lamp that an auditor saw stays told when what caused it was put right."""

import pytest
from sqlalchemy import update

from intake.clock import DAY
from intake.log.events import Event, Log
from intake.store.models import LogSeen
from intake.web.services import services_of
from tests.admin.stored import details, events
from tests.audit import tampering
from tests.audit.room.test_first_page import part
from tests.audit.test_overview import TILE, look
from tests.people import People, Person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def say_of_full_pass(people: People, reason: str) -> None:
    """Let the last full pass have found something, or nothing."""
    said = update(LogSeen).where(LogSeen.log == Log.INTAKE).values(full_reason=reason)
    tampering.run(services_of(people.app).database, said)


def test_a_lamp_that_was_red_leaves_an_entry_and_stays_on_the_page(
    people: People, anna: Person, audra: Person
) -> None:
    assert anna.sign_in().status_code == 200
    look(people, audra)
    assert Event.SYS_LAMP not in events(people)
    say_of_full_pass(people, "entry 3 was changed")
    assert dict(TILE.findall(look(people, audra)))["whole"] == "bad"
    assert details(people)[-1] == {"log": "intake", "reason": "found"}
    look(people, audra)
    assert events(people).count(Event.SYS_LAMP) == 1, "once a day"
    say_of_full_pass(people, "")
    page = look(people, audra)
    assert dict(TILE.findall(page))["whole"] == "warn"
    assert "The log was not whole when an auditor looked" in part(page, "whole")
    people.clock.pass_seconds(DAY + 1)
    assert audra.sign_in().status_code == 200
    say_of_full_pass(people, "entry 3 was changed")
    look(people, audra)
    assert events(people).count(Event.SYS_LAMP) == 2
