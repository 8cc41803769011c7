"""An auditor asks who holds a case; they answer, and nobody in their place."""

import re
from functools import partial

import pytest

from intake.crypto.case.inquiries import open_answer
from intake.crypto.encoding import parse_b64u
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.models import Account, Case
from intake.web.services import services_of
from tests.admin.stored import code_of, details, entries, events, pseudonym_of
from tests.audit.inquiring.asking import Room, answer, ask, body_of, page_of, read, seal, waiting
from tests.meeting import meet
from tests.people import Person

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def test_the_holder_reads_and_answers_and_the_auditor_reads_it(room: Room) -> None:
    about = room.entries_of(room.carl)
    first = ask(room, "why on a Sunday?", about)
    assert first.status_code == 204, first.text
    [(inquiry_id, file)] = waiting(room.anna)
    asked = read(room.anna, file)
    assert (asked.words, asked.case) == ("why on a Sunday?", room.ref)
    said = seal(asked, room.audra, "they asked me to")
    assert answer(room.anna, inquiry_id, "casework", said).status_code == 204
    page = page_of(room.audra)
    assert "It was work on the case" in page
    [words] = re.findall(r'data-words="([\w-]+)"', page)
    got = open_answer(parse_b64u(words, len(words) * 3 // 4), room.audra.keys.identity_seed)
    assert (got.words, got.proof) == ("they asked me to", asked.proof)
    assert (waiting(room.anna), waiting(room.carl), waiting(room.susi)) == ([], [], [])


def test_both_are_entries_and_say_no_words_and_no_case(room: Room) -> None:
    about = room.entries_of(room.carl)
    assert ask(room, "a secret word", about).status_code == 204
    [(inquiry_id, _)] = waiting(room.anna)
    assert answer(room.anna, inquiry_id).status_code == 204
    assert events(room.people)[-2:] == ["audit.inquiry", "audit.answer"]
    asked, answered = details(room.people)[-2:]
    assert asked == {"asks": "opened_then", "case": room.ref, "index": about}
    assert answered == {"index": events(room.people).index("audit.inquiry")}
    assert entries(room.people)[-1]["a"] == pseudonym_of(room.people, room.anna.id)
    assert "secret" not in str(entries(room.people)) + str(details(room.people))


def test_nobody_answers_for_somebody_else(room: Room) -> None:
    assert ask(room).status_code == 204
    [(inquiry_id, _)] = waiting(room.anna)
    for other in (room.carl, room.susi):
        assert waiting(other) == []
        tried, unknown = answer(other, inquiry_id), answer(other, "0" * 32)
        assert (code_of(tried), tried.data) == ((404, "inquiry"), unknown.data)
    assert room.audra.post("/desk/inquiries/answer", {}).status_code == 403
    assert "audit.answer" not in events(room.people)
    assert answer(room.anna, inquiry_id).status_code == 204
    assert code_of(answer(room.anna, inquiry_id)) == (404, "inquiry"), "it is answered once"


def test_who_it_is_about_is_shown_nothing_and_answered_as_if_there_were_no_question(
    room: Room,
) -> None:
    def shown() -> str:
        return room.anna.client.get("/desk/inquiries").text.partition("<main")[2]

    before = shown()
    assert ask(room, entries=room.entries_of(room.anna)).status_code == 204
    assert shown() == before
    assert "data-asked" not in room.anna.client.get("/desk/notices").get_data(as_text=True)
    [(inquiry_id, _)] = waiting(room.carl)
    assert code_of(answer(room.anna, inquiry_id)) == (404, "inquiry")
    assert answer(room.carl, inquiry_id).status_code == 204


def test_what_is_answered_is_of_the_list_and_sealed(room: Room) -> None:
    assert ask(room).status_code == 204
    [(inquiry_id, file)] = waiting(room.anna)
    asked = read(room.anna, file)
    assert code_of(answer(room.anna, inquiry_id, "perhaps")) == (422, "answer")
    assert code_of(answer(room.anna, inquiry_id, "no", b"plain words")) == (422, "words")
    assert "audit.answer" not in events(room.people)
    assert waiting(room.anna) == [(inquiry_id, file)]
    assert answer(room.anna, inquiry_id, "no", seal(asked, room.audra, "")).status_code == 204


def test_staff_pages_say_that_somebody_is_asked(room: Room) -> None:
    assert ask(room).status_code == 204
    told = {
        who.username: "data-asked" in who.client.get("/desk/notices").get_data(as_text=True)
        for who in (room.anna, room.carl, room.susi)
    }
    assert told == {"anna": True, "carl": False, "susi": False}


def test_who_is_asked_reads_what_was_done_and_nobodys_name(room: Room) -> None:
    about = room.entries_of(room.carl)
    assert ask(room, entries=about).status_code == 204
    page = room.anna.client.get("/desk/inquiries").get_data(as_text=True).partition("<main")[2]
    assert page.count("<time") == len(about)
    assert f'href="/desk/{room.case}"' in page
    for name in ("audra", "carl", pseudonym_of(room.people, room.carl.id)):
        assert name not in page


@on_postgresql
def test_of_two_answers_at_once_one_is_kept(room: Room, database_url: str) -> None:
    assert ask(room).status_code == 204
    [(inquiry_id, _)] = waiting(room.anna)
    both = (lambda: answer(room.anna, inquiry_id).status_code,) * 2
    assert meet(database_url, *both, before="log") == [204, 404]
    assert events(room.people).count("audit.answer") == 1


@on_postgresql
def test_whoever_lost_the_case_a_moment_ago_answers_nothing(room: Room, database_url: str) -> None:
    """The first stands just before its commit, with the case in its hands."""
    assert ask(room).status_code == 204
    [(inquiry_id, _)] = waiting(room.anna)

    def hand_over() -> int:
        with services_of(room.people.app).database.session() as db:
            case = db.get_one(Case, room.case, with_for_update=True)
            case.assignee, case.cover = room.carl.id, None
            Act(db, SYSTEM, room.people.clock()).log(Event.CASE_HANDOVER, case, detail={})
            db.commit()
        return 0

    late = (hand_over, lambda: answer(room.anna, inquiry_id).status_code)
    assert meet(database_url, *late) == [0, 404]


@on_postgresql
def test_of_two_questions_at_once_the_day_allows_one(room: Room, database_url: str) -> None:
    for _ in range(9):
        assert ask(room).status_code == 204
    body = body_of(room.audra, room.ref, "once more", [], "other")

    def once_more() -> int:
        return room.audra.post("/audit/inquiries/ask", body).status_code

    assert meet(database_url, once_more, once_more, before="log") == [204, 422]


def with_administrator(room: Room) -> Person:
    """Somebody who may suspend anna, beside whom another one reads what waits."""
    dora = room.people.new("dora", "caseworker", triage=True)
    assert room.anna.admit(dora, room.carl).status_code == 201
    return room.people.new("adam", "administrator")


@on_postgresql
@pytest.mark.parametrize("who", ["anna", "audra"])
def test_who_is_suspended_in_that_moment_neither_answers_nor_asks(
    room: Room, database_url: str, who: str
) -> None:
    assert ask(room).status_code == 204
    [(inquiry_id, _)] = waiting(room.anna)
    adam = with_administrator(room)
    body = body_of(room.audra, room.ref, "once more", [], "other")
    late = {
        "anna": lambda: answer(room.anna, inquiry_id),
        "audra": lambda: room.audra.post("/audit/inquiries/ask", body),
    }
    ending = partial(adam.post, "/admin/suspend", {"account": getattr(room, who).id})
    first, second = meet(database_url, ending, late[who])
    assert (first.status_code, code_of(second)) == (204, (422, "gone"))
    done = events(room.people)
    assert (done.count("audit.inquiry"), done.count("audit.answer")) == (1, 0)


def vouched(room: Room) -> tuple[bytes | None, str | None]:
    """What a member signed for the auditor's key, and who made them count."""
    with services_of(room.people.app).database.reading() as db:
        account = db.get_one(Account, room.audra.id)
        return account.vouch, account.vouched_by


def test_nobody_is_asked_for_an_auditor_who_was_disabled_and_no_signature_stays(
    room: Room,
) -> None:
    """Words for a key that was handed on would be read by nobody who may."""
    bea = room.people.new("bea", "auditor")
    room.anna.vouch(bea)
    for each in (room.audra, bea):
        body = body_of(each, room.ref, "why then?", [], "other")
        assert each.post("/audit/inquiries/ask", body).status_code == 204
    (first, file), other = waiting(room.anna)
    said = seal(read(room.anna, file), room.audra, "for somebody who is gone", "no")
    adam = room.people.new("adam", "administrator")
    assert vouched(room)[0] is not None
    assert adam.post("/admin/disable", {"account": room.audra.id}).status_code == 204
    assert vouched(room) == (None, room.anna.id), "the log says who vouched"
    assert waiting(room.anna) == [other]
    for words in (said, None):
        assert code_of(answer(room.anna, first, "no", words)) == (404, "inquiry")
    assert "audit.answer" not in events(room.people)
    assert answer(room.anna, other[0]).status_code == 204
    assert "data-asked" not in room.anna.client.get("/desk/notices").text


@on_postgresql
def test_an_auditor_who_is_disabled_in_that_moment_is_answered_no_more(
    room: Room, database_url: str
) -> None:
    assert ask(room).status_code == 204
    [(inquiry_id, file)] = waiting(room.anna)
    said = seal(read(room.anna, file), room.audra, "too late", "no")
    adam = room.people.new("adam", "administrator")
    first, second = meet(
        database_url,
        partial(adam.post, "/admin/disable", {"account": room.audra.id}),
        lambda: answer(room.anna, inquiry_id, "no", said),
    )
    assert (first.status_code, code_of(second)) == (204, (404, "inquiry"))


@on_postgresql
def test_nobody_is_asked_who_is_suspended_in_that_moment(room: Room, database_url: str) -> None:
    adam = with_administrator(room)
    body = body_of(room.audra, room.ref, "why?", [], "other")
    meet(
        database_url,
        partial(adam.post, "/admin/suspend", {"account": room.anna.id}),
        partial(room.audra.post, "/audit/inquiries/ask", body),
    )
    [(_, file)] = waiting(room.carl)
    assert read(room.carl, file).words == "why?"
