"""What waits for a second person ends when the case is no longer the one it was proposed of."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from intake.case.rules.casework import casework
from intake.store.models import CaseProposal
from intake.web.services import services_of
from tests.desk.insider.test_with_key_files import hand_over
from tests.desk.insider.tries import code, say
from tests.desk.listed import propose, put
from tests.desk.stored import agree, close, propose_closing, report, row_of, three
from tests.desk.test_granting import Desk
from tests.desk.test_pausing import pause, release
from tests.people import People, Person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Doing = Iterator[tuple[Person, str]]  # Gives somebody else and the case, then does the act.


def said(people: People) -> Doing:
    cara = three(people)[-1]
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    yield cara, reporter.sending.case
    assert say(reporter, "one thing more").status_code == 201


def held(people: People, level: str = "urgent") -> tuple[Person, Person, Person, str]:
    anna, bert, cara = three(people)
    case = report(people, level)
    anna.hold(case, bert)
    return anna, bert, cara, case


def answered(people: People) -> Doing:
    anna, _, cara, case = held(people)
    yield cara, case
    assert anna.do(anna.open(case), lambda acts: acts.settle("no_question")).status_code == 201


def taken(people: People) -> Doing:
    anna, bert, cara = three(people)
    case = report(people)
    opened = anna.open(case)
    yield cara, case
    assert anna.take(opened, bert).status_code == 201


def change_level(people: People, to: str) -> Doing:
    anna, _, cara, case = held(people)
    yield cara, case
    done = anna.do(anna.open(case), lambda acts: acts.change_level(to, "misjudged"))
    assert done.get_json()["level"] == to


def raised(people: People) -> Doing:
    return change_level(people, "emergency")


def lowered(people: People) -> Doing:
    return change_level(people, "soon")


def aside(people: People) -> Doing:
    anna, _, cara, case = held(people, "routine")
    yield cara, case
    done = anna.do(anna.open(case), lambda acts: acts.set_aside("junk"))
    assert done.get_json()["aside"] is True


def back(people: People) -> Doing:
    anna, _, cara, case = held(people, "routine")
    anna.do(anna.open(case), lambda acts: acts.set_aside("junk"))
    yield cara, case
    done = anna.do(anna.open(case), lambda acts: acts.set_aside("misjudged", aside=False))
    assert done.get_json()["aside"] is False


def closed(people: People) -> Doing:
    anna, _, cara, case = held(people)
    anna.do(anna.open(case), lambda acts: acts.settle("no_question"))
    yield cara, case
    assert propose_closing(anna, case).get_json()["status"] == "closed"


def reopened(people: People) -> Doing:
    anna, _, cara, case = held(people)
    close(anna, case)
    yield cara, case
    done = anna.do(anna.open(case), lambda acts: acts.reopen("new_information"))
    assert done.get_json()["status"] == "reopened"


def paused(people: People) -> Doing:
    anna, _, cara, case = held(people)
    yield cara, case
    pause(anna, case)


def gone_on(people: People) -> Doing:
    anna, bert, cara, case = held(people)
    pause(anna, case)
    assert release(anna, case).status_code == 201
    yield cara, case
    assert agree(bert, case, "release").status_code == 201
    assert row_of(people, case).paused == 0


def handed_over(people: People) -> Doing:
    anna, _, cara, case = held(people)
    assert hand_over(anna, case, cara, "assignee").status_code == 201
    yield cara, case
    assert agree(cara, case, "handover").status_code == 201


def left(people: People) -> Doing:
    anna, _, cara, case = held(people, "emergency")  # The desk reads it, too.
    put(people, case, cover=None)
    yield cara, case
    anna.do(anna.open(case), lambda acts: acts.exclude([anna.id], named=True))
    assert row_of(people, case).assignee is None


def kept_away(people: People) -> Doing:
    anna, bert, cara, case = held(people)
    anna.do(anna.open(case), lambda acts: acts.exclude([], named=True))
    yield cara, case
    assert agree(bert, case, "exclude").get_json()["screened"] == 2


def granted(people: People) -> Doing:
    desk = Desk(people)
    desk.leave(desk.bert)
    desk.propose()
    yield desk.cara, desk.case
    opened = desk.anna.open(desk.case)
    [asked] = [each for each in opened.meta["proposals"] if each["act"] == "aside"]
    to = desk.susi
    given = desk.anna.do(opened, lambda acts: acts.let_in(to.id, to.recipient, asked))
    assert given.status_code == 201


DONE: dict[str, Callable[[People], Doing]] = {
    each.__name__: each
    for each in (
        *(said, answered, taken, raised, lowered, aside, back, closed, reopened, paused, gone_on),
        *(handed_over, left, kept_away, granted),
    )
}
#: What waits of the act itself, so that no other of its kind is put beside it.
OWN = {"lowered": "level", "aside": "aside", "closed": "close", "left": "exclude"}


def waits_in(people: People, case: str) -> set[str]:
    query = select(CaseProposal.act).where(CaseProposal.case_id == case)
    with services_of(people.app).database.reading() as db:
        return set(db.scalars(query))


@pytest.mark.parametrize("done", casework().ends)
def test_of_all_that_waits_an_act_ends_what_the_table_says(people: People, done: str) -> None:
    doing = DONE[done](people)
    cara, case = next(doing)
    own = waits_in(people, case) | {OWN.get(done, "")}
    others = set(casework().second) - own
    for at, what in enumerate(sorted(others)):
        value = {"level": "routine", "handover": "cover"}.get(what, "")
        propose(people, case, cara, act=what, value=value, object_id=f"{at:032x}")
    assert next(doing, None) is None
    assert waits_in(people, case) & others == others - set(casework().ends[done])


def test_who_agreed_to_what_waited_when_a_case_was_closed_alone_sets_nothing_aside(
    people: People,
) -> None:
    anna, bert, _, case = held(people)
    anna.do(anna.open(case), lambda acts: acts.settle("no_question"))
    anna.do(anna.open(case), lambda acts: acts.set_aside("junk"))
    [asked] = bert.open(case, "cover").meta["proposals"]
    close(anna, case)
    late = bert.do(bert.open(case, "cover"), lambda acts: acts.agree(asked))
    assert code(late) == (404, "proposal")
    anna.do(anna.open(case), lambda acts: acts.reopen("new_information"))
    assert (row_of(people, case).status, row_of(people, case).aside) == ("reopened", False)


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("aside", {"status": "closed"}),
        ("aside", {"aside": True}),
        ("close", {"status": "closed"}),
        ("close", {"answered": -1}),
        ("close", {"assignee": None}),
        ("level", {"level": 3}),
        ("release", {"paused": 0}),
        ("release", {"status": "closed"}),
    ],
)
def test_nobody_agrees_to_what_does_not_follow_from_how_the_case_stands_now(
    people: People, what: str, changed: dict[str, object]
) -> None:
    anna, bert, _, case = held(people, "emergency")
    if what == "close":
        propose_closing(anna, case)
    elif what == "aside":
        anna.do(anna.open(case), lambda acts: acts.set_aside("junk"))
    elif what == "release":
        anna.do(anna.open(case), lambda acts: acts.pause("unsafe_to_contact"))
        anna.do(anna.open(case), lambda acts: acts.release("safe_again"))
    else:
        anna.do(anna.open(case), lambda acts: acts.change_level("soon", "misjudged"))
    opened = bert.open(case, "cover")
    [asked] = opened.meta["proposals"]
    put(people, case, **changed)
    assert code(bert.do(opened, lambda acts: acts.agree(asked))) == (409, "changed")


def test_a_closing_that_waited_ends_when_its_proposer_may_close_alone_by_now(
    people: People,
) -> None:
    anna, bert, _, case = held(people, "emergency")
    assert propose_closing(anna, case).get_json()["status"] == "assigned"
    anna.do(anna.open(case), lambda acts: acts.change_level("soon", "misjudged"))
    assert agree(bert, case, "level").status_code == 201
    assert propose_closing(anna, case).get_json()["status"] == "closed"
    assert waits_in(people, case) == set()
    bert.open(case, "cover")  # Its row does not differ from what was signed.
