"""Whose acts a question is about: none of them is asked, and no entry of another case is named."""

import json

import pytest
from sqlalchemy import delete, update

from intake.case.inquiries.routing import Asked, Desk
from intake.log.act import Act, Actor
from intake.log.events import Event
from intake.store.models import Account, Case, LogActor, LogDetail
from intake.web.services import services_of
from tests.admin.stored import code_of, events, pseudonym_of
from tests.audit.inquiring.asking import Room, ask, waiting
from tests.audit.tampering import run


def test_who_agreed_to_an_act_is_not_asked_about_it(room: Room) -> None:
    """Carl did it and anna agreed: neither answers for the other."""
    people = room.people
    agreed = {"approver": pseudonym_of(people, room.anna.id)}
    with services_of(people.app).database.session() as db:
        carl = Actor.of(db.get_one(Account, room.carl.id))
        case = db.get_one(Case, room.case)
        entry = Act(db, carl, people.clock()).log(Event.CASE_LEVEL, case, detail=agreed)
        db.commit()
    assert ask(room, entries=[entry]).status_code == 204
    assert [who.username for who in (room.anna, room.carl, room.susi) if waiting(who)] == ["susi"]


def test_an_act_of_somebody_whose_name_is_gone_is_asked_of_nobody(room: Room) -> None:
    entries, mine = room.entries_of(room.carl), LogActor.account_id == room.carl.id
    run(services_of(room.people.app).database, delete(LogActor).where(mine))
    assert code_of(ask(room, entries=entries)) == (409, "nobody")


def test_an_entry_that_was_made_one_of_this_case_is_none(room: Room) -> None:
    """Whoever owns the database writes the reference of this case beside the entry of another."""
    other = room.people.reporter("another")
    assert other.send().status_code == 201
    room.anna.open(other.sending.case)
    newest = len(events(room.people)) - 1
    told = json.dumps({"log_ref": room.ref}).encode()
    mine = update(LogDetail).where(LogDetail.log == "access", LogDetail.idx == newest)
    run(services_of(room.people.app).database, mine.values(detail=told))
    assert code_of(ask(room, entries=[newest])) == (422, "not_of_case")


@pytest.mark.parametrize(("first", "asked"), [("", "a"), ("b", "b"), ("c", "a")])
def test_of_several_supervisors_it_stays_with_whom_it_was_sealed_to(first: str, asked: str) -> None:
    case = Case(id="0" * 32, desk="", desk_epoch=0, epoch=0)
    desk = Desk(frozenset("ab"), ("a", "b"), {})
    assert desk.find_asked(case, (), first) == Asked(asked, "supervisor")
