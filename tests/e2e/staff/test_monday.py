"""A caseworker's Monday, one story in a browser: forty cases, one emergency, three messages.

Whoever changes the desk keeps this story true: nothing that a reporter says goes unseen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from intake.desk.notices.needs import TICK, put_notices
from intake.store.models import Notice
from intake.web.services import services_of
from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import pictures
from tests.e2e.staff.cases import WIDE, reply, report, say
from tests.e2e.staff.lists import count, in_list, open_row, see
from tests.e2e.staffing import enter_desk, show_act
from tests.people import Person, Reporter

pytestmark = pytest.mark.usefixtures("whole_browser")  # With its window and its profile.

PLANTED = "heron"
UNTAKEN = 36
HOUR, TEN_MINUTES = 3_600, 600


def outbox(live: Live) -> int:
    """Work out the tick of now; return how many notices it put."""
    running = services_of(live.app)
    with running.database.session() as db:
        put_notices(db, running.config.keys.server, live.clock() // TICK * TICK)
        found = len(db.scalars(select(Notice)).all())
        db.commit()
    return found


def held(live: Live, anna: Person, ben: Person, status: str) -> Reporter:
    """Return who reported a case that anna holds, answered and moved on."""
    sent = report(live)
    anna.hold(sent.sending.case, ben)
    opened = anna.open(sent.sending.case, "casework")
    assert anna.answer(opened, "an answer").status_code == 201
    if status == "closed":
        assert anna.do(opened, lambda acts: acts.close(["advice_given"])).status_code < 300
    elif status != "assigned":
        body = {"status": status, "reason": "no_answer"}
        assert anna.post(f"/desk/{sent.sending.case}/status", body).status_code == 200
    return sent


@dataclass
class Monday:
    """Everybody of the story, and the page anna works on."""

    live: Live
    anna: Person
    ben: Person
    page: Page
    junk: str
    taken: Reporter
    waiting: Reporter
    closed: Reporter

    def see(self, changed: Callable[[], bool]) -> None:
        see(self.live, self.page, changed)


@pytest.fixture
def monday(live: Live, anna: Person, new_page: NewPage) -> Monday:
    """A desk of three with forty cases: most wait, anna holds three."""
    ben = live.people.new("ben", "caseworker", triage=True)
    carl = live.people.new("carl", "caseworker")
    assert anna.admit(ben).status_code == 201
    assert anna.admit(carl, ben).status_code == 201
    address = {"address": "anna@example.org", "zone": "UTC", "quiet": None}
    assert anna.post("/desk/notices", address, method="PUT").status_code == 204
    untaken = [report(live) for _ in range(UNTAKEN)]
    states = ("assigned", "waiting_reporter", "closed")
    taken, waiting, closed = (held(live, anna, ben, status) for status in states)
    page = new_page(viewport=WIDE)
    return Monday(live, anna, ben, page, untaken[0].sending.case, taken, waiting, closed)


def test_a_monday(monday: Monday, new_page: NewPage) -> None:
    comes_in(monday)
    emergency = takes_the_emergency(monday)
    sees_every_message(monday)
    answers_notes_and_hands_over(monday)
    reading_removes_only_the_dot(monday)
    sets_junk_aside_and_back(monday)
    closes_by_two(monday, new_page(viewport=WIDE), emergency)
    comes_back_to_half_a_sentence(monday)
    nothing_lies_in_the_database(monday)


def comes_in(day: Monday) -> None:
    """Every number is there at once. It is ten minutes before the hour."""
    clock = day.live.clock
    clock.pass_seconds(2 * HOUR - clock() % HOUR - TEN_MINUTES)
    enter_desk(day.page, day.anna)
    true = {"now": UNTAKEN, "unassigned": UNTAKEN, "mine": 2, "closed": 1}
    for name, number in true.items():
        expect(day.page.locator(f"[data-list={name}]")).to_have_attribute("data-count", str(number))
    outbox(day.live)


def takes_the_emergency(day: Monday) -> str:
    """One arrives while she looks: it is first, and hers before anything else."""
    page, case = day.page, report(day.live, "emergency").sending.case
    day.see(lambda: in_list(page, "now")[0] == case)
    pictures(page, "emergency")
    open_row(page, case, "safety")
    page.click("[data-does=on-it]")
    page.select_option("[name=cover]", label="ben")
    page.click("[data-does=take]")
    reply(page, "please go to a public place")
    return case


def sees_every_message(day: Monday) -> None:
    """On a taken, a waiting and a closed case: each is where it belongs, and told outside."""
    page, theirs = day.page, (day.taken, day.waiting, day.closed)
    for each in theirs:
        say(each, f"{PLANTED}: they called again")
    cases = {each.sending.case for each in theirs}
    now = day.live.clock()
    day.live.clock.pass_seconds(HOUR - now % HOUR)
    assert outbox(day.live) > 0
    day.see(lambda: cases <= set(in_list(page, "now")))
    for case in cases:
        expect(page.locator(f"[data-case='{case}'][data-unread]")).to_have_count(1)
    assert (count(page, "closed"), count(page, "waiting")) == (0, 0)
    assert set(in_list(page, "mine")[:3]) == cases
    pictures(page, "messages")
    page.click("[data-list=now]")


def answers_notes_and_hands_over(day: Monday) -> None:
    page = day.page
    open_row(page, day.taken.sending.case, "casework")
    expect(page.locator("[data-message][data-by=reporter]").last).to_contain_text(PLANTED)
    pictures(page, "thread")
    reply(page, "thank you for telling us")
    page.click("[data-tab=notes]")
    page.fill("textarea[name=note]", f"{PLANTED}: the lawyer knows")
    page.click("[data-does=note]")
    expect(page.locator("[data-note]")).to_contain_text(PLANTED)
    pictures(page, "notes")
    show_act(page, "hand-over")
    page.select_option("[name=to]", label="carl")
    page.fill("[name=situation]", f"{PLANTED}: they call every evening")
    page.check("[name=rules_read]")
    pictures(page, "handover")
    page.click("[data-does=hand-over]")
    expect(page.locator("[data-proposal=handover]")).to_be_visible()


def reading_removes_only_the_dot(day: Monday) -> None:
    page, case = day.page, day.closed.sending.case
    open_row(page, case, "casework")
    expect(page.locator("[data-message]").last).to_contain_text(PLANTED)
    expect(page.locator(f"[data-case='{case}'][data-unread]")).to_have_count(0)
    assert case in in_list(page, "now")


def sets_junk_aside_and_back(day: Monday) -> None:
    page = day.page
    open_row(page, day.junk, "triage")
    show_act(page, "aside")
    page.select_option("[name=aside_reason]", "junk")
    page.click("[data-does=aside]")
    expect(page.locator(".casebar .status")).to_contain_text("set aside")  # Before time passes.
    day.see(lambda: (count(page, "aside"), count(page, "unassigned")) == (1, UNTAKEN - 1))
    assert in_list(page, "aside") == [day.junk]
    show_act(page, "back")
    page.select_option("[name=back_reason]", "misjudged")
    page.click("[data-pane=case] [data-does=back]")
    expect(page.locator("[data-says=done]")).to_have_text("Taken back.")
    day.see(lambda: count(page, "unassigned") == UNTAKEN)


def closes_by_two(day: Monday, second: Page, case: str) -> None:
    """She proposes to close the emergency; it stands on ben's list, and he agrees."""
    page = day.page
    page.click("[data-list=mine]")
    open_row(page, case, "casework")
    show_act(page, "close")
    page.check("[name=disposition][value=safety_plan_made]")
    pictures(page, "closing")
    page.click("[data-does=close]")
    expect(page.locator("[data-proposal=close]")).to_be_visible()
    enter_desk(second, day.ben)
    assert case in in_list(second, "now")
    open_row(second, case, "review")
    pictures(second, "asked")
    second.click("[data-does=agree]")
    expect(second.locator(".casebar .status")).to_contain_text("Closed")


def comes_back_to_half_a_sentence(day: Monday) -> None:
    """She is called away while she writes; what she wrote is there when she is back."""
    page, case, half = day.page, day.waiting.sending.case, f"{PLANTED}: a half sent"
    page.click("[data-list=now]")
    open_row(page, case, "casework")
    with page.expect_response("**/draft"):
        page.fill("textarea[name=reply]", half)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/sign-in")
    assert PLANTED not in page.content()
    enter_desk(page, day.anna)
    open_row(page, case, "casework")
    expect(page.locator("textarea[name=reply]")).to_have_value(half)
    page.click("[data-does=lock]")
    page.wait_for_url("**/sign-in")


def nothing_lies_in_the_database(day: Monday) -> None:
    path = str(day.live.database.engine.url.database)
    files = [Path(path + end) for end in ("", "-wal")]
    assert not any(PLANTED.encode() in file.read_bytes() for file in files if file.exists())
