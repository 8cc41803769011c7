"""Question 11: whom a case is kept from, from the first entry on, and what reached them after."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from intake.clock import DAY, day_of
from intake.log.act import SYSTEM, Act, Actor
from intake.log.events import Event
from intake.store.models import Account, Case
from intake.web.services import services_of
from tests.admin.stored import pseudonym_of
from tests.audit.asking.reading import Page, ask, indices_of
from tests.audit.asking.test_cases import done, report
from tests.desk.stored import agree
from tests.people import People, Person


@dataclass(frozen=True)
class Kept:
    """A case that is kept from cara, who had opened it."""

    people: People
    case: str
    cara: Person
    audra: Person

    def ask(self, query: str = "") -> Page:
        assert self.audra.sign_in().status_code == 200
        return ask(self.people, self.audra, 11, query)

    def open_past_the_program(self) -> list[int]:
        """Let cara open it as a program that was changed would; the entries' indices."""
        with services_of(self.people.app).database.session() as db:
            account = db.scalars(select(Account).where(Account.id == self.cara.id)).one()
            act, case = Act(db, Actor.of(account), self.people.clock()), db.get_one(Case, self.case)
            opened = {"purpose": "triage", "via": "desk", "as": "desk"}
            found = [
                act.log(Event.KEY_RELEASE, case, detail={"via": "desk"}),
                act.log(Event.REPORT_OPEN, case, detail=opened),
            ]
            db.commit()
        return found

    def show(self, days: int) -> int:
        """Let an entry say that her list showed it so many days ago; its index."""
        day = day_of(self.people.clock() - days * DAY).isoformat()
        with services_of(self.people.app).database.session() as db:
            ref = db.get_one(Case, self.case).log_ref
            detail = {"day": day, "for": pseudonym_of(self.people, self.cara.id), "refs": [ref]}
            found = Act(db, SYSTEM, self.people.clock()).log(Event.CASE_SHOWN, detail=detail)
            db.commit()
        return found


@pytest.fixture
def kept(people: People, anna: Person, ben: Person, audra: Person) -> Kept:
    case = report(people)
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara, cosigner=ben).status_code == 201
    for each in (anna, cara):
        each.open(case)
    done(anna, case, "triage", lambda acts: acts.exclude([cara.id], named=True))
    assert agree(ben, case, "exclude").status_code == 201
    return Kept(people, case, cara, audra)


SAID = "1 case is kept from somebody: they had opened it 1 time before that, and "


def test_an_exclusion_counts_after_the_days_that_are_asked_about(kept: Kept) -> None:
    said = indices_of(kept.people, "case.avoid")[:1]
    kept.people.clock.pass_seconds(10 * DAY)
    since = day_of(kept.people.clock() - DAY).isoformat()
    page = kept.ask(f"?since={since}")
    assert (page.answer, page.entries) == (f"{SAID}0 times after.", said)
    (key, opened) = kept.open_past_the_program()
    page = kept.ask(f"?since={since}")
    assert page.answer == f"{SAID}1 time after. After that a key file of it left for them 1 time."
    assert page.entries == [opened, key, *said]


def test_saying_it_again_moves_nothing_and_what_was_refused_is_nothing(kept: Kept) -> None:
    (key, opened) = kept.open_past_the_program()
    named = {"for": [pseudonym_of(kept.people, kept.cara.id)], "count": 1, "unsure": False}
    with services_of(kept.people.app).database.session() as db:
        case = db.get_one(Case, kept.case)
        anybody = Act(db, SYSTEM, kept.people.clock())
        cara = Act(db, Actor.of(db.get_one(Account, kept.cara.id)), kept.people.clock())
        again = anybody.log(Event.CASE_AVOID, case, detail=named)
        another = {**named, "for": [pseudonym_of(kept.people, kept.audra.id)]}
        anybody.log(Event.CASE_AVOID, case, outcome="deny", detail=another)
        cara.log(Event.KEY_RELEASE, case, outcome="deny", detail={"via": "desk"})
        cara.log(Event.REPORT_OPEN, case, outcome="deny", detail={"purpose": "triage"})
        db.commit()
    page = kept.ask()
    assert page.answer == f"{SAID}1 time after. After that a key file of it left for them 1 time."
    assert page.entries[:3] == [again, opened, key]


def test_what_a_list_showed_on_a_later_day_is_told(kept: Kept) -> None:
    kept.people.clock.pass_seconds(2 * DAY)
    kept.show(2)  # The day itself: before or after that was said, nobody can tell.
    assert kept.ask().answer == f"{SAID}0 times after."
    shown = kept.show(1)
    page = kept.ask()
    assert page.answer == (
        f"{SAID}0 times after. On a later day a list showed them its summary for the first time"
        " 1 time."
    )
    assert page.entries[0] == shown


def test_in_the_next_quarter_it_says_that_it_cannot_tell(kept: Kept) -> None:
    kept.people.clock.pass_seconds(93 * DAY)
    kept.open_past_the_program()
    page = kept.ask()
    assert page.answer == (
        f"{SAID}0 times after. Of 1 case this was said in an earlier quarter: of those named then"
        " nothing can be told since their names ended."
    )
    assert "no entry says which one" in page.text
