"""Questions about the log itself, and those that it cannot answer yet."""

from pathlib import Path

import pytest
from sqlalchemy import delete

from intake.admin.instance import log_start
from intake.audit.asking.questions import QUESTIONS
from intake.clock import DAY
from intake.log.act import SYSTEM, Act
from intake.log.codes import PLANNED
from intake.log.events import Event, Log
from intake.store.models import LogDetail
from intake.web.services import services_of
from tests.admin.stored import entries
from tests.audit import tampering
from tests.audit.asking.reading import ask, indices_of
from tests.audit.asking.test_cases import report
from tests.audit.test_overview import read_outside, review
from tests.audit.visits.machine import Machine, make_token
from tests.people import People, Person


def test_whether_the_log_is_whole_and_still_begins_as_a_copy_signed(
    people: People, audra: Person, tmp_path: Path
) -> None:
    size = len(entries(people))
    page = ask(people, audra, 4)
    assert page.answer == (
        f"{size + 1} entries fit the signed checkpoint."
        " You have not brought back the signature of a copy yet."
    )
    assert page.entries == []
    machine = Machine(people, tmp_path / "copy")
    machine.run(make_token(audra))
    again = ask(people, audra, 4)
    assert "entries that your copy signed on" in again.answer
    assert "are still its beginning." in again.answer
    assert len(again.entries) >= 1


def test_what_speaks_against_a_whole_log_stands_in_the_answer(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    assert "What speaks against it" not in ask(people, audra, 4).answer
    running = services_of(people.app)
    index = indices_of(people, "report.open")[0]
    gone = delete(LogDetail).where(LogDetail.log == Log.ACCESS, LogDetail.idx == index)
    tampering.run(running.database, gone)
    people.clock.pass_seconds(DAY)
    assert audra.sign_in().status_code == 200
    page = ask(people, audra, 4)
    assert "What speaks against it: The log lacks the details of one entry" in page.answer


def test_what_nothing_writes_is_not_said_to_be_missing_where_it_is_there(
    people: People, audra: Person
) -> None:
    assert "sys.restore" in ask(people, audra, 6).planned
    index = append(people, Event.SYS_RESTORE)
    page = ask(people, audra, 6)
    assert "sys.restore" not in page.planned
    assert index in page.entries


def test_refusals_are_entries(people: People, anna: Person, audra: Person) -> None:
    before = ask(people, audra, 5)
    assert before.answer == "No refusal is in the log."
    cara = people.new("cara", "caseworker")
    case = report(people)
    assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code in {403, 404}
    assert anna.post("/audit/review", {}).status_code == 403
    page = ask(people, audra, 5)
    assert page.answer == "2 refusals are in the log, by 2 known people."
    assert [entries(people)[index]["o"] for index in page.entries] == ["deny", "deny"]


def test_starts_are_entries_and_backups_are_not(people: People, audra: Person) -> None:
    running = services_of(people.app)
    none = ask(people, audra, 6)
    assert none.answer == "No command at the machine and no start of the program is in the log."
    log_start(running.config, running.database, people.clock())
    page = ask(people, audra, 6)
    assert page.answer == ("0 commands at the machine and 1 start of the program are in the log.")
    assert page.entries == indices_of(people, "sys.start")
    assert page.planned == ["sys.backup", "sys.restore", "sys.deploy", "sys.clock"]
    assert "Whoever owns the machine can read its database" in page.text


def test_what_is_odd_is_counted_listed_and_reviewed(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    none = "The rules found nothing that nobody has reviewed."
    assert ask(people, audra, 17).answer == none
    read_outside(people, anna, ben)
    page = ask(people, audra, 17)
    assert page.answer == "1 thing is odd and not reviewed, 0 of them serious."
    assert page.entries
    text = audra.client.get("/audit/").get_data(as_text=True)
    assert review(audra, text) == (204, "")
    assert ask(people, audra, 17).answer == f"{none} 1 was reviewed."


@pytest.mark.parametrize("number", [10, 14, 16, 19])
def test_what_nothing_writes_yet_says_so_and_names_its_event(
    people: People, audra: Person, number: int
) -> None:
    page = ask(people, audra, number)
    assert page.answer.startswith("Nothing recorded yet")
    assert page.planned
    assert set(page.planned) == {str(event) for event in QUESTIONS[number].planned} <= PLANNED
    assert page.text.count("nothing recorded yet") == len(page.planned)
    assert page.entries == []


WRITTEN = {
    Event.KEY_BREAKGLASS: (10, "1 emergency access in the log."),
    Event.EVIDENCE_SHARE: (14, "1 sharing in the log."),
    Event.CASE_ERASE: (16, "1 erasure in the log."),
    Event.LOG_DETAIL_ERASE: (16, "1 erasure in the log."),
    Event.LOG_PRUNE: (16, "1 erasure in the log."),
    Event.AUDIT_ERASE: (16, "1 erasure in the log."),
    Event.REQUEST_RECEIVED: (19, "1 entry of requests in the log."),
    Event.REQUEST_ANSWERED: (19, "1 entry of requests in the log."),
}
"""What these questions answer once there is an entry."""


@pytest.mark.parametrize("event", WRITTEN)
def test_what_a_later_feature_writes_is_counted_listed_and_said(
    people: People, audra: Person, event: Event
) -> None:
    number, sentence = WRITTEN[event]
    before = ask(people, audra, number)
    index = append(people, event)
    page = ask(people, audra, number)
    assert (page.answer, page.entries) == (sentence, [index])
    assert set(before.planned) - set(page.planned) == {str(event)} & PLANNED
    append(people, event)
    twice = ask(people, audra, number).answer
    assert twice.startswith("2 ")
    assert twice != sentence.replace("1 ", "2 ")  # In the plural.


def append(people: People, event: Event) -> int:
    """Write an entry, as the feature will; its index."""
    with services_of(people.app).database.session() as db:
        index = Act(db, SYSTEM, people.clock()).log(event)
        db.commit()
    return index


def test_what_these_questions_ask_about_is_all_written_once() -> None:
    asked = {(number, each) for number in (10, 14, 16, 19) for each in QUESTIONS[number].events}
    assert asked == {(number, event) for event, (number, _) in WRITTEN.items()}


def test_canaries_are_asked_of_ones_own_copy(people: People, audra: Person) -> None:
    page = ask(people, audra, 18)
    assert page.answer.startswith("Only you can tell")
    assert "your own copy" in page.text
    assert (page.entries, page.planned) == ([], [])
