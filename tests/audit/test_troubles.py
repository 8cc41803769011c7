"""A program that cannot sign or publish does not look healthy (C22)."""

import re

import pytest

from intake.case.access.alone import ACTS
from intake.log.events import Log
from intake.log.signing.publishing import publish_daily
from intake.log.signing.troubles import LATE_SECONDS, UNSIGNED_SECONDS, Trouble
from intake.web.services import Services, services_of
from intake.web.words.staff import ALONE, TROUBLES
from tests.audit import tampering
from tests.log.restoring import back_up, put_back
from tests.people import People, Person

TROUBLE = re.compile(r'data-trouble="(\w+)"')


@pytest.fixture
def audra(people: People) -> Person:
    """An auditor."""
    return people.new("audra", "auditor")


def running(people: People) -> Services:
    return services_of(people.app)


def health(people: People) -> tuple[int, str]:
    answer = people.client().get("/health")
    return answer.status_code, answer.get_data(as_text=True)


def on_the_page(person: Person, log: str = "access") -> list[str]:
    answer = person.client.get(f"/audit/entries?log={log}")
    assert answer.status_code == 200
    return TROUBLE.findall(answer.get_data(as_text=True))


def test_a_program_that_does_its_work_is_healthy(people: People, audra: Person) -> None:
    assert health(people) == (200, "ok\n")
    assert on_the_page(audra) == []


def test_an_older_database_put_back_under_the_signer_is_not_healthy(
    people: People, audra: Person
) -> None:
    found = running(people)
    tampering.drop_triggers(found.database)
    backup = back_up(found.database)
    assert on_the_page(audra) == []  # Signs what is there, this look too.
    put_back(found.database, backup)
    assert health(people) == (503, "refused\n")
    anna = people.new("anna", "caseworker", triage=True)  # The desk goes on, unsigned.
    sent = people.reporter()
    assert sent.send().status_code == 201
    anna.open(sent.sending.case)
    assert health(people) == (503, "refused\n")
    assert on_the_page(audra) == on_the_page(audra, "intake") == ["refused"]


def test_a_log_that_grows_unsigned_is_not_healthy(people: People, audra: Person) -> None:
    assert audra
    found = running(people)
    found.signer.checkpoint(found.database, Log.ACCESS)
    publish_daily(found.database, found.signer, people.clock())
    people.new("anna", "caseworker", triage=True)
    people.clock.pass_seconds(UNSIGNED_SECONDS + 1)
    assert health(people) == (503, "unsigned\n")
    found.signer.checkpoint(found.database, Log.ACCESS)
    assert health(people) == (200, "ok\n")


def test_a_publisher_that_is_behind_is_not_healthy(people: People, audra: Person) -> None:
    found = running(people)
    publish_daily(found.database, found.signer, people.clock())
    found.signer.checkpoint(found.database, Log.ACCESS)
    people.clock.pass_seconds(86_400 + LATE_SECONDS)
    assert health(people) == (503, "unpublished\n")
    audra.sign_in()
    assert on_the_page(audra) == ["unpublished"]
    publish_daily(found.database, found.signer, people.clock())
    assert health(people) == (200, "ok\n")


@pytest.mark.parametrize("missing", ["access.checkpoint", "intake.checkpoint"])
def test_a_signer_without_its_state_is_not_healthy(people: People, missing: str) -> None:
    (running(people).config.instance / "signer" / missing).unlink()
    assert health(people) == (503, "refused\n")


def test_every_trouble_of_every_log_has_words_for_auditors() -> None:
    assert set(TROUBLES) == {str(log) for log in Log}
    for said in TROUBLES.values():
        assert set(said) == {str(each) for each in Trouble}


def test_everything_that_one_person_can_do_alone_has_words_for_auditors() -> None:
    assert set(ALONE) == set(ACTS)
