"""What an auditor may ask, how often, and what they never learn."""

from typing import Any

import pytest

from intake.clock import DAY
from intake.crypto.encoding import b64u
from tests.admin.stored import code_of, events
from tests.audit.inquiring.asking import Room, answer, ask, body_of, page_of, waiting
from tests.people import Person

PAGES = (
    "/audit/",
    "/audit/inquiries/",
    "/audit/inquiries/keys",
    "/audit/case/{ref}",
    "/audit/entries?event=audit.inquiry",
    "/audit/entries?case={ref}",
    "/audit/questions/20",
)


def test_no_page_or_answer_of_an_auditor_holds_the_case_or_a_name(room: Room) -> None:
    assert ask(room, entries=room.entries_of(room.carl)).status_code == 204
    [(inquiry_id, _)] = waiting(room.anna)
    for _ in range(2):  # Before it is answered, and after.
        size = len(events(room.people))
        pages = [*PAGES, *(f"/audit/access/{n}" for n in range(size - 4, size))]
        for page in pages:
            shown = room.audra.client.get(page.format(ref=room.ref))
            assert shown.status_code == 200, page
            text = shown.get_data(as_text=True).partition("<main")[2] or shown.text
            for secret in (room.case, room.anna.id, "anna", "carl", "susi"):
                assert secret not in text, (page, secret)
        answer(room.anna, inquiry_id)


def test_keys_are_those_of_all_members_in_an_order_that_tells_nothing(room: Room) -> None:
    given = room.audra.client.get("/audit/inquiries/keys").get_json()
    members = room.anna.walk().newest.members
    assert given["keys"] == sorted(member.recipient for member in members)
    for who in (room.anna, room.susi):
        assert who.client.get("/audit/inquiries/keys").status_code == 403


def test_questions_of_a_day_are_counted(room: Room) -> None:
    for _ in range(10):
        assert ask(room).status_code == 204
    assert code_of(ask(room)) == (422, "inquired_enough")
    other = room.people.new("ottilie", "auditor")
    room.audra, first = other, room.audra
    assert code_of(ask(room)) == (422, "not_vouched"), "an administrator could have made them"
    room.anna.vouch(other)
    assert ask(room).status_code == 204, "each auditor has their own"
    room.audra = first
    room.people.clock.pass_seconds(DAY)
    assert first.sign_in().status_code == 200
    assert ask(room).status_code == 204


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"case": "0" * 32}, 404, "case"),
        ({"case": "xyz"}, 422, "case"),
        ({"asks": "who_is_it"}, 422, "asks"),
        ({"entries": "0"}, 422, "not_of_case"),
        ({"entries": "99999"}, 422, "not_of_case"),
        ({"entries": "5-1"}, 422, "entries"),
        ({"version": 1}, 409, "keys"),
        ({"version": "new"}, 422, "version"),
        ({"words": []}, 422, "words"),
        ({"words": ["AAAA"] * 3}, 422, "words"),
        ({"words": "AAAA"}, 422, "words"),
        ({"own": b64u(b"plain words")}, 422, "words"),
        ({"own": None}, 422, "own"),
    ],
)
def test_each_refusal_has_its_code_and_stores_nothing(
    room: Room, change: dict[str, Any], status: int, code: str
) -> None:
    body = body_of(room.audra, room.ref, "why then?", [], "opened_then") | change
    assert code_of(room.audra.post("/audit/inquiries/ask", body)) == (status, code)
    assert "audit.inquiry" not in events(room.people)
    assert [waiting(who) for who in (room.anna, room.carl, room.susi)] == [[], [], []]


def test_entries_of_another_case_are_refused(room: Room) -> None:
    other = room.people.reporter("another")
    assert other.send().status_code == 201
    room.anna.open(other.sending.case)
    newest = len(events(room.people)) - 1
    assert code_of(ask(room, entries=[newest])) == (422, "not_of_case")


def test_an_auditor_sees_only_what_they_asked(room: Room) -> None:
    assert ask(room).status_code == 204
    other = room.people.new("ottilie", "auditor")
    assert "data-inquiry" in page_of(room.audra)
    assert "data-inquiry" not in page_of(other)


def test_what_nobody_answers_in_a_week_is_on_the_first_page_and_ends_after_a_quarter(
    room: Room,
) -> None:
    def first_page(who: Person) -> str:
        assert who.sign_in().status_code == 200
        return who.client.get("/audit/").get_data(as_text=True)

    assert ask(room).status_code == 204
    room.people.clock.pass_seconds(6 * DAY)
    assert "not answered" not in first_page(room.audra)
    room.people.clock.pass_seconds(DAY)
    assert "1 question of yours not answered in 7 days" in first_page(room.audra)
    assert "not answered" in page_of(room.audra)
    assert room.anna.sign_in().status_code == 200
    [(inquiry_id, _)] = waiting(room.anna)
    room.people.clock.pass_seconds(83 * DAY)
    assert room.anna.sign_in().status_code == 200
    assert waiting(room.anna) == []
    assert code_of(answer(room.anna, inquiry_id)) == (404, "inquiry")


def test_an_answer_since_the_last_visit_is_on_the_first_page(room: Room) -> None:
    assert ask(room).status_code == 204
    [(inquiry_id, _)] = waiting(room.anna)
    assert answer(room.anna, inquiry_id).status_code == 204
    assert room.audra.sign_in().status_code == 200
    assert (
        "1 question of yours answered by who holds a case" in room.audra.client.get("/audit/").text
    )


def test_words_of_other_lengths_for_some_members_are_refused(room: Room) -> None:
    """One that is longer than the others would tell who is meant."""
    long = body_of(room.audra, room.ref, "x" * 1_000, [], "other")
    assert code_of(ask(room, own=long["own"])) == (422, "words")
    assert ask(room, own=long["own"], words=long["words"]).status_code == 204
