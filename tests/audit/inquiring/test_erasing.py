"""A question goes when its time is over, with what was answered, in one step and with an entry."""

from sqlalchemy import select

from intake.case.inquiries.bounds import KEPT, OVER
from intake.serving.daily import DayEnd
from intake.store.models import Inquiry
from intake.web.services import services_of
from tests.admin.stored import details, events
from tests.audit.asking.reading import ask as ask_question
from tests.audit.inquiring.asking import Room, answer, ask, page_of, read, seal, waiting


def end_day(room: Room) -> int:
    """Do what the clock does; return how many questions are left."""
    running = services_of(room.people.app)
    assert DayEnd(running.database, room.people.clock).tick()
    with running.database.reading() as db:
        return len(db.scalars(select(Inquiry.id)).all())


def test_a_question_and_its_answer_are_erased_at_one_time(room: Room) -> None:
    assert ask(room, "why on a Sunday?").status_code == 204
    [(inquiry_id, file)] = waiting(room.anna)
    said = seal(read(room.anna, file), room.audra, "they asked me to")
    assert answer(room.anna, inquiry_id, "casework", said).status_code == 204
    asked = events(room.people).index("audit.inquiry")
    room.people.clock.pass_seconds(KEPT - 1)
    assert end_day(room) == 1
    room.people.clock.pass_seconds(1)
    assert (end_day(room), end_day(room)) == (0, 0)
    assert events(room.people).count("audit.erase") == 1
    assert details(room.people)[events(room.people).index("audit.erase")] == {"index": asked}
    assert room.audra.sign_in().status_code == 200
    assert "It was work on the case" not in page_of(room.audra)
    counted = ask_question(room.people, room.audra, 16)
    assert counted.answer == "1 erasure in the log."
    assert len(counted.entries) == 1


def test_what_nobody_answered_goes_too_and_before_that_waits_no_more(room: Room) -> None:
    assert ask(room).status_code == 204
    room.people.clock.pass_seconds(OVER)
    assert room.anna.sign_in().status_code == 200
    assert (waiting(room.anna), end_day(room)) == ([], 1)
    room.people.clock.pass_seconds(KEPT - OVER)
    assert end_day(room) == 0


def test_both_pages_say_so_before_anything_is_typed(room: Room) -> None:
    assert ask(room).status_code == 204
    for page in (page_of(room.audra), room.anna.client.get("/desk/inquiries").text):
        assert "erased 200 days after" in " ".join(page.split())
