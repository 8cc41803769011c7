"""Who is asked: the holder, else the cover, else a supervisor; never who it is about."""

import pytest
from sqlalchemy import update

from intake.store.models import Account
from intake.web.services import services_of
from tests.admin.stored import code_of
from tests.audit.inquiring.asking import Room, answer, ask, page_of, read, seal, waiting
from tests.desk.listed import put, put_person
from tests.people import People, Person


def asked(room: Room) -> list[str]:
    """Who finds a question on their page."""
    return [who.username for who in (room.anna, room.carl, room.susi) if waiting(who)]


def test_the_holder_is_asked_about_the_case_and_about_others(room: Room) -> None:
    assert ask(room).status_code == 204
    assert ask(room, entries=room.entries_of(room.carl)).status_code == 204
    assert (len(waiting(room.anna)), asked(room)) == (2, ["anna"])


def test_the_cover_is_asked_about_the_holder(room: Room) -> None:
    assert ask(room, entries=room.entries_of(room.anna)).status_code == 204
    assert asked(room) == ["carl"]


def test_a_supervisor_is_asked_about_both(room: Room) -> None:
    both = sorted([*room.entries_of(room.anna), *room.entries_of(room.carl)])
    assert ask(room, entries=both).status_code == 204
    assert asked(room) == ["susi"]


def test_a_supervisor_is_asked_where_nobody_holds_it(room: Room) -> None:
    put(room.people, room.case, assignee=None, cover=None)
    assert ask(room).status_code == 204
    assert asked(room) == ["susi"]


def test_a_supervisor_who_cannot_open_the_case_is_given_no_way_to_it(room: Room) -> None:
    both = sorted([*room.entries_of(room.anna), *room.entries_of(room.carl)])
    assert ask(room, entries=both).status_code == 204
    page = room.susi.client.get("/desk/inquiries").get_data(as_text=True)
    assert (room.case in page, "You cannot open the case" in page) == (False, True)


def test_where_nobody_is_left_the_auditor_is_told_and_nothing_is_stored(room: Room) -> None:
    suspend(room.people, room.susi)
    both = sorted([*room.entries_of(room.anna), *room.entries_of(room.carl)])
    assert code_of(ask(room, entries=both)) == (422, "nobody_to_ask")


@pytest.mark.parametrize("how", ["excluded", "named", "named_again"])
def test_whom_the_case_is_kept_from_is_routed_round(room: Room, how: str) -> None:
    assert ask(room).status_code == 204
    [(inquiry_id, _)] = waiting(room.anna)
    put_person(room.people, room.case, room.anna, **{how: True})
    assert asked(room) == ["carl"]
    assert code_of(answer(room.anna, inquiry_id)) == (404, "inquiry")


def suspend(people: People, person: Person) -> None:
    with services_of(people.app).database.engine.begin() as connection:
        connection.execute(
            update(Account).where(Account.id == person.id).values(suspended_at=people.clock())
        )


def test_who_is_suspended_is_routed_round(room: Room) -> None:
    assert ask(room).status_code == 204
    suspend(room.people, room.anna)
    assert [who.username for who in (room.carl, room.susi) if waiting(who)] == ["carl"]


def test_a_question_moves_with_the_case_and_its_words_do_not(room: Room) -> None:
    assert ask(room, "for anna alone").status_code == 204
    [(inquiry_id, file)] = waiting(room.anna)
    was = read(room.anna, file)
    put(room.people, room.case, assignee=room.carl.id, cover=None)
    assert code_of(answer(room.anna, inquiry_id)) == (404, "inquiry")
    assert waiting(room.carl) == [(inquiry_id, "")]
    assert "sealed to the one before" in page_of(room.audra)
    forged = seal(was, room.audra, "as if it were from anna")
    assert code_of(answer(room.carl, inquiry_id, "no", forged)) == (422, "words")
    assert answer(room.carl, inquiry_id, "no").status_code == 204
    assert "By code alone" in page_of(room.audra)
