"""Two who act on one case in the same moment: the second knows what the first one did.

Each pair runs on PostgreSQL, where nothing but a lock makes the second wait; SQLite lets one act
in.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import NamedTuple

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.client.member.cases import keeping
from intake.client.member.cases.acts import Acts
from intake.client.member.people.away import be_away
from intake.clock import day_of
from intake.config import Settings
from intake.desk.acts import agreeing
from intake.desk.acts.holding import granting
from intake.desk.listing.entries.shown import log_shown
from intake.desk.listing.entries.watching import watch
from intake.desk.notices.addresses import Address, find_address, remove_address, set_address
from intake.desk.notices.leases import take_lease
from intake.errors import NotFound
from intake.log.act import SYSTEM, Act, Actor
from intake.store.models import Case, Draft
from intake.web.services import services_of
from tests.desk.insider.test_with_key_files import hand_over
from tests.desk.insider.tries import HOUR, say
from tests.desk.listed import summaries
from tests.desk.stored import holders_of, propose_closing, row_of, three, told
from tests.desk.test_granting import Desk as Granting
from tests.meeting import act_in, meet
from tests.people import People, Person, Reporter

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
Doing = Callable[[], TestResponse]
Sweep = Callable[[Act, Settings], None]


@dataclass(frozen=True)
class Desk:
    """Anna, cara and dora read what waits; bert only what he holds."""

    people: People
    anna: Person
    bert: Person
    cara: Person
    dora: Person
    adam: Person
    reporter: Reporter

    @property
    def case(self) -> str:
        return self.reporter.sending.case

    def held(self) -> "Desk":
        """Let anna hold the case, with bert as its cover, and nothing be unanswered."""
        self.anna.hold(self.case, self.bert)
        opened = self.anna.open(self.case, "casework")
        settled = self.anna.do(opened, lambda acts: acts.settle("no_question"))
        assert settled.status_code == 201
        return self

    def closing(self) -> "Desk":
        """Let anna have proposed to close the emergency that she holds."""
        assert propose_closing(self.held().anna, self.case).status_code == 201
        return self

    def offered(self) -> "Desk":
        """Let anna have offered cara her place."""
        assert hand_over(self.held().anna, self.case, self.cara, "assignee").status_code == 201
        return self

    def doing(self, who: Person, act: Callable[[Acts], object], purpose: str = "review") -> Doing:
        """Let somebody have the case open, about to do this."""
        return partial(who.do, who.open(self.case, purpose), act)

    def agreeing(self, who: Person, *, agrees: bool = True) -> Doing:
        opened = who.open(self.case, "review")
        [proposal] = opened.meta["proposals"]
        return partial(who.do, opened, partial(Acts.agree, proposal=proposal, agrees=agrees))

    def saying(self) -> Doing:
        return partial(say, self.reporter, "one thing more")

    def answering(self, who: Person) -> Doing:
        return partial(who.answer, who.open(self.case, "casework"), "an answer")

    def ending(self, who: Person, how: str = "disable") -> Doing:
        return partial(self.adam.post, f"/admin/{how}", {"account": who.id})


class Pair(NamedTuple):
    """Who does what at once, in which case, and what becomes of it."""

    level: str
    acts: Callable[[Desk], tuple[Doing, Doing]]
    second: str  # How the second is refused; empty where it is done.
    stands: Callable[[Desk, Case], object]  # Tells whether the case is as it has to be.


def close(acts: Acts) -> object:
    return acts.close(["advice_given"])


def taking(who: Person, desk: Desk, cover: Person) -> Doing:
    return partial(who.take, who.open(desk.case), cover)


def offering(who: Person, desk: Desk, to: Person, place: str) -> Doing:
    act = partial(Acts.hand_over, to=to.id, recipient=to.recipient, place=place, situation="all")
    return desk.doing(who, act, "handover")


def confirming(desk: Desk) -> tuple[Doing, Doing]:
    """Let both new holders tell that their key files open the case."""
    assert taking(desk.anna, desk, desk.bert)().status_code == 201
    looks = [(each, each.look(desk.case, "casework")) for each in (desk.anna, desk.bert)]
    one, other = (partial(who.do, look, Acts.confirm) for who, look in looks)
    return one, other


def setting_aside(desk: Desk) -> tuple[Doing, Doing]:
    """Let two agree to what anna wants set aside, which nobody took."""
    asked = desk.doing(desk.anna, lambda acts: acts.set_aside("junk"), "triage")
    assert asked().status_code == 201
    return desk.agreeing(desk.cara), desk.agreeing(desk.dora)


def letting_in(desk: Desk) -> tuple[Doing, Doing]:
    """Let anna let a supervisor in to agree, because bert is away, and somebody disable her."""
    susi = desk.people.new("susi", "supervisor")
    assert desk.anna.admit(susi, cosigner=desk.cara).status_code == 201
    tomorrow = (day_of(desk.people.clock()) + timedelta(1)).isoformat()
    assert desk.held().bert.act(lambda own: be_away(own, tomorrow)).status_code == 204
    assert desk.doing(desk.anna, lambda acts: acts.set_aside("junk"))().status_code == 201
    opened = desk.anna.open(desk.case, "casework")
    [waits] = opened.meta["proposals"]
    let_in = partial(Acts.let_in, to=susi.id, recipient=susi.recipient, proposal=waits)
    return desk.ending(susi), partial(desk.anna.do, opened, let_in)


def keeping_a_draft(who: Person, case: str) -> Doing:
    return partial(who.act, partial(keeping.keep_draft, case=case, text="half an answer"))


def drafts_in(people: People, case: str) -> int:
    with services_of(people.app).database.reading() as db:
        return len(db.scalars(select(Draft).where(Draft.case_id == case)).all())


def done(people: People, event: str) -> int:
    """How often something was done, by the log."""
    return [each[:2] for each in told(people)].count((event, "ok"))


PAIRS = {
    "take, take": Pair(
        "urgent",
        lambda desk: (taking(desk.anna, desk, desk.bert), taking(desk.cara, desk, desk.bert)),
        "taken",
        lambda desk, row: row.assignee == desk.anna.id,
    ),
    "on it, on it": Pair(
        "emergency",
        lambda desk: (
            desk.doing(desk.anna, Acts.be_on_it, "safety"),
            desk.doing(desk.cara, Acts.be_on_it, "safety"),
        ),
        "on_it",
        lambda desk, row: row.on_it == desk.anna.id,
    ),
    "answer, word": Pair(
        "urgent",
        lambda desk: (desk.held().answering(desk.anna), desk.saying()),
        "",
        lambda _, row: row.said > row.answered and row.waiting_on,
    ),
    "word, answer": Pair(
        "urgent",
        lambda desk: (desk.held().saying(), desk.answering(desk.anna)),
        "newer",
        lambda _, row: row.said > row.answered and row.waiting_on,
    ),
    "close, word": Pair(
        "urgent",
        lambda desk: (desk.held().doing(desk.anna, close), desk.saying()),
        "",
        lambda _, row: row.status == "reopened",
    ),
    "word, close": Pair(
        "urgent",
        lambda desk: (desk.held().saying(), desk.doing(desk.anna, close)),
        "unread",
        lambda _, row: row.status == "assigned",
    ),
    "raise, close": Pair(
        "urgent",
        lambda desk: (
            desk.held().doing(desk.bert, lambda acts: acts.change_level("emergency", "date_near")),
            desk.doing(desk.anna, close),
        ),
        "",
        lambda _, row: row.status == "assigned",  # It waits for a second person.
    ),
    "pause, answer": Pair(
        "urgent",
        lambda desk: (
            desk.held().doing(desk.anna, lambda acts: acts.pause("unsafe_to_contact")),
            desk.answering(desk.bert),
        ),
        "paused",
        lambda _, row: row.status == "paused_safety",
    ),
    "agree, agree": Pair(
        "urgent",
        setting_aside,
        "proposal",
        lambda desk, row: row.aside and done(desk.people, "case.aside") == 1,
    ),
    "agree, withdraw": Pair(
        "emergency",
        lambda desk: (
            desk.closing().agreeing(desk.bert),
            desk.agreeing(desk.anna, agrees=False),
        ),
        "proposal",
        lambda _, row: row.status == "closed",
    ),
    "withdraw, agree": Pair(
        "emergency",
        lambda desk: (
            desk.closing().agreeing(desk.anna, agrees=False),
            desk.agreeing(desk.bert),
        ),
        "proposal",
        lambda _, row: row.status == "assigned",
    ),
    "word, agree": Pair(
        "emergency",
        lambda desk: (desk.closing().saying(), desk.agreeing(desk.bert)),
        "proposal",
        lambda _, row: row.status == "assigned",
    ),
    "agree, word": Pair(
        "emergency",
        lambda desk: (desk.closing().agreeing(desk.bert), desk.saying()),
        "",
        lambda _, row: row.status == "reopened",
    ),
    "offer, offer": Pair(
        "urgent",
        lambda desk: (
            offering(desk.held().anna, desk, desk.cara, "assignee"),
            offering(desk.bert, desk, desk.dora, "cover"),
        ),
        "proposed",
        lambda desk, _: f"account:{desk.dora.id}" not in holders_of(desk.people, desk.case),
    ),
    "accept, open": Pair(
        "urgent",
        lambda desk: (
            desk.offered().agreeing(desk.cara),
            partial(desk.anna.post, f"/desk/{desk.case}/open", {"purpose": "casework"}),
        ),
        "case",
        lambda desk, row: row.assignee == desk.cara.id,
    ),
    "accept, draft": Pair(
        "urgent",
        lambda desk: (
            desk.offered().agreeing(desk.cara),
            keeping_a_draft(desk.anna, desk.case),
        ),
        "case",
        lambda desk, _: drafts_in(desk.people, desk.case) == 0,
    ),
    "confirm, confirm": Pair(
        "urgent",
        confirming,
        "",
        lambda desk, _: not any("desk" in each for each in holders_of(desk.people, desk.case)),
    ),
    "disable, take with them": Pair(
        "urgent",
        lambda desk: (desk.ending(desk.bert), taking(desk.anna, desk, desk.bert)),
        "cover",
        lambda _, row: row.assignee is None,
    ),
    "disable, offer them": Pair(
        "urgent",
        lambda desk: (
            desk.held().ending(desk.cara),
            offering(desk.anna, desk, desk.cara, "assignee"),
        ),
        "to",
        lambda desk, _: f"account:{desk.cara.id}" not in holders_of(desk.people, desk.case),
    ),
    "disable, let them in": Pair(
        "urgent",
        letting_in,
        "to",
        lambda desk, _: len(holders_of(desk.people, desk.case)) == 3,  # The box's and two holders'.
    ),
    "disable, leave it to them": Pair(
        "urgent",
        lambda desk: (
            desk.held().ending(desk.bert),
            desk.doing(desk.anna, lambda acts: acts.exclude([desk.anna.id], named=True)),
        ),
        "last_reader",
        lambda desk, row: row.assignee == desk.anna.id,
    ),
    "suspend, accept": Pair(
        "urgent",
        lambda desk: (
            desk.offered().ending(desk.cara, "suspend"),
            desk.agreeing(desk.cara),
        ),
        "gone",
        lambda desk, row: row.assignee == desk.anna.id,
    ),
    "suspend, agree with them": Pair(
        "emergency",
        lambda desk: (
            desk.closing().ending(desk.anna, "suspend"),
            desk.agreeing(desk.bert),
        ),
        "proposal",
        lambda _, row: row.status == "assigned",
    ),
}


@pytest.fixture
def desk(people: People) -> Desk:
    """As ``Desk`` says; nobody sent anything yet."""
    anna, bert, cara = three(people)
    dora = people.new("dora", "caseworker", triage=True)
    assert anna.admit(dora, cosigner=cara).status_code == 201
    adam = people.new("adam", "administrator")
    return Desk(people, anna, bert, cara, dora, adam, people.reporter())


@on_postgresql
@pytest.mark.parametrize("pair", PAIRS)
def test_of_two_who_act_on_a_case_at_once_the_second_knows_what_the_first_did(
    people: People, desk: Desk, database_url: str, pair: str
) -> None:
    level, acts, second, stands = PAIRS[pair]
    desk = desk if level == "urgent" else replace(desk, reporter=people.reporter(level=level))
    assert desk.reporter.send().status_code == 201
    first, other = meet(database_url, *acts(desk))
    assert first.status_code in {200, 201, 204}
    refused = str((other.get_json() or {}).get("error", ""))
    assert (other.status_code < 300, refused) == (not second, second)
    assert stands(desk, row_of(people, desk.case))


# --- what the clock does, or a page by itself, is done once ---------------------------------------


@on_postgresql
@pytest.mark.parametrize(("first", "times"), [("a withdrawal", 0), ("another process", 1)])
def test_what_lapsed_ends_once_whoever_is_faster(
    people: People, desk: Desk, database_url: str, first: str, times: int
) -> None:
    desk = replace(desk, reporter=people.reporter(level="emergency"))
    assert desk.reporter.send().status_code == 201
    withdraw = desk.closing().agreeing(desk.anna, agrees=False)
    lapse = by_the_clock(people, agreeing.sweep, 74)
    meet(database_url, withdraw if first == "a withdrawal" else lapse, lapse)
    assert [each[2].get("reason") for each in told(people)].count("expired") == times


@on_postgresql
def test_a_key_file_to_agree_with_is_taken_back_once(people: People, database_url: str) -> None:
    desk = Granting(people)
    desk.leave(desk.bert)
    desk.propose()
    assert desk.let_in().status_code == 201
    before, take_back = done(people, "key.revoke"), by_the_clock(people, granting.sweep, 5)
    meet(database_url, take_back, take_back)
    assert (done(people, "key.revoke"), desk.is_let_in()) == (before + 1, False)


def by_the_clock(people: People, sweep: Sweep, hours: int) -> Callable[[], object]:
    """Return what the clock does some hours from now."""
    settings, later = services_of(people.app).config.settings, people.clock() + hours * HOUR
    return act_in(people, lambda db: sweep(Act(db, SYSTEM, later), settings))


@on_postgresql
def test_two_tabs_of_somebody_leave_one_entry_of_the_hour_and_two_processes_one_of_the_day(
    people: People, desk: Desk, database_url: str
) -> None:
    assert desk.reporter.send().status_code == 201
    actor = Actor(desk.anna.id, "anna", "caseworker", triage=True)
    look = act_in(people, lambda db: watch(Act(db, actor, people.clock())))
    look()
    before = done(people, "case.watch")
    people.clock.pass_seconds(HOUR)
    meet(database_url, look, look, before="log")
    assert done(people, "case.watch") == before + 1
    assert desk.anna.sign_in().status_code == 200
    summaries(desk.anna, [desk.case])
    tell = act_in(people, lambda db: log_shown(db, people.clock() + 24 * HOUR))
    meet(database_url, tell, tell)
    assert done(people, "case.shown") == 1


@on_postgresql
def test_of_two_processes_one_has_a_piece_of_timed_work(people: People, database_url: str) -> None:
    now = people.clock()
    assert act_in(people, lambda db: take_lease(db, "notices", now - HOUR, now))()  # It is over.
    take = act_in(people, lambda db: take_lease(db, "notices", now, now + HOUR))
    assert meet(database_url, take, take) == [True, False]


@on_postgresql
@pytest.mark.parametrize("second", ["takes it back too", "says another"])
def test_two_tabs_that_say_where_somebody_is_told_leave_what_the_second_says(
    people: People, database_url: str, second: str
) -> None:
    anna, key = people.new("anna", "caseworker", triage=True), services_of(people.app).config.keys
    actor, other = (
        Actor(anna.id, "anna", "caseworker", triage=True),
        Address("a@b.org", "UTC", None),
    )
    say = act_in(people, lambda db: set_address(Act(db, actor, people.clock()), key.server, other))
    take_back = act_in(people, lambda db: remove_address(Act(db, actor, people.clock())))
    say()
    if second == "says another":
        meet(database_url, take_back, say)
    else:
        with pytest.raises(NotFound):
            meet(database_url, take_back, take_back)
    with services_of(people.app).database.reading() as db:
        assert find_address(db, key.server, anna.id) == (
            other if second == "says another" else None
        )
