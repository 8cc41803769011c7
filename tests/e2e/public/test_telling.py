"""What a rule tells is read on the next screen and on the receipt; two clocks judge a report."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from intake.store.models import LEVELS, Case
from intake.web.services import services_of
from tests.e2e.conftest import Live, NewPage
from tests.e2e.public.presses import NOW, SEND, Presser

pytestmark = pytest.mark.usefixtures("anna")

HOUR, DAY = 3_600, 86_400  # Seconds.


def come_to(page: Page, name: str, kind: str, lang: str = "en") -> Presser:
    """Go the ordinary way to a question of one kind."""
    page.goto(f"/{lang}/form")
    finger = Presser(page)
    finger.pick("danger_now", "no")
    finger.go_on_to("kinds")
    finger.pick("kinds", kind)
    finger.go_on_to(name)
    return finger


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_the_lure_is_said_on_the_next_screen_and_on_the_receipt(
    live: Live, page: Page, lang: str
) -> None:
    lure = services_of(live.app).form.texts[lang].told["lure"]
    finger = come_to(page, "d_condition", "documents", lang)
    finger.pick("d_condition", "meet")
    expect(page.get_by_role("heading", name=lure.title)).to_be_hidden()
    finger.press("[name=next]")
    expect(page.get_by_role("heading", level=1)).to_have_text(lure.title)
    for point in lure.points:
        expect(page.get_by_role("listitem").filter(has_text=point)).to_be_visible()
    expect(page.get_by_role("link", name=lure.danger)).to_be_visible()
    page.go_back()
    expect(page.locator("[name=d_condition][value=meet]")).to_be_checked()
    finger.press("[name=next]")
    finger.press("[name=next]")
    expect(page.locator("[name=d_pickup]")).to_be_visible()
    finger.press(NOW)
    expect(page.get_by_role("heading", name=lure.title)).to_be_visible()
    finger.press(SEND)
    finger.arrive()
    expect(page.get_by_role("heading", name=lure.title)).to_be_visible()


def test_where_no_rule_speaks_nothing_stands_between_the_questions(page: Page) -> None:
    finger = come_to(page, "d_condition", "documents")
    finger.pick("d_condition", "pay")
    finger.press("[name=next]")
    expect(page.locator("[name=d_pickup]")).to_be_visible()


def test_what_was_told_once_is_not_told_again_for_the_same_reason(page: Page) -> None:
    finger = come_to(page, "d_condition", "documents")
    finger.pick("d_condition", "airport")
    finger.press("[name=next]")
    finger.press("[name=next]")
    finger.go_on_to("d_pickup_where")
    page.fill("[name=d_pickup_where]", "the shop")
    finger.press("[name=next]")
    expect(page.get_by_role("heading", name="Please do not go yet")).to_be_hidden()


def flight(page: Page, now: int) -> Presser:
    """Report a flight 18 hours after ``now``, and come to the end."""
    finger = come_to(page, "r_when", "forced_return")
    moment = datetime.fromtimestamp(now + 14 * HOUR + 18 * HOUR, UTC)  # Earliest at UTC+14.
    page.fill("[name=r_when]", moment.strftime("%Y-%m-%d"))
    page.fill("[name=r_when_time]", moment.strftime("%H:%M"))
    finger.press(NOW)
    finger.press(SEND)
    finger.arrive()
    return finger


def level_in(live: Live) -> str:
    with live.database.reading() as db:
        return LEVELS[db.scalars(select(Case.level)).one()]


def set_clock(page: Page, seconds: int) -> None:
    page.add_init_script(f"Date.now = () => {seconds * 1_000}")


def test_a_clock_two_days_behind_lowers_nothing_and_is_told(live: Live, page: Page) -> None:
    set_clock(page, live.clock() - 2 * DAY)
    flight(page, live.clock())
    assert level_in(live) == "emergency"
    expect(page.locator("[data-clock]")).to_contain_text("differ by more than an hour")


def test_what_is_true_by_one_of_two_clocks_alone_is_told_on_the_receipt(
    live: Live, page: Page
) -> None:
    deadline = services_of(live.app).form.texts["en"].told["deadline"]
    set_clock(page, live.clock() - 4 * DAY)
    finger = come_to(page, "f_deadline", "family_call")
    day = datetime.fromtimestamp(live.clock() + 2 * DAY, UTC)
    page.fill("[name=f_deadline]", day.strftime("%Y-%m-%d"))
    finger.press(NOW)
    expect(page.get_by_role("heading", name=deadline.title)).to_be_hidden()
    finger.press(SEND)
    finger.arrive()
    expect(page.get_by_role("heading", name=deadline.title)).to_be_visible()


def test_a_clock_that_is_right_is_not_talked_about(live: Live, page: Page) -> None:
    set_clock(page, live.clock())
    flight(page, live.clock())
    assert level_in(live) == "emergency"
    expect(page.locator("[data-clock]")).to_be_hidden()


def test_without_an_answer_about_the_hour_the_report_is_sent_all_the_same(
    live: Live, page: Page
) -> None:
    set_clock(page, live.clock() - 2 * DAY)
    page.route("**/.well-known/intake/hour", lambda route: route.fulfill(status=503))
    flight(page, live.clock())
    assert level_in(live) == "urgent"
    expect(page.locator("[data-clock]")).to_be_hidden()


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_who_asked_for_no_answer_is_promised_none(page: Page, lang: str) -> None:
    finger = come_to(page, "c_mode", "other", lang)
    finger.pick("c_mode", "none")
    finger.press(NOW)
    finger.press(SEND)
    finger.arrive()
    said = page.inner_text("[data-promise]")
    assert ("You asked for no answer." if lang == "en" else "您说了不用答复。") in said
    assert ("expect" if lang == "en" else "预计") not in said


def test_the_paper_holds_code_address_and_key_of_the_log_and_no_other_word(
    new_page: NewPage,
) -> None:
    page = new_page()
    finger = come_to(page, "story", "other")
    finger.press(NOW)
    finger.press(SEND)
    finger.arrive()
    code, address = page.inner_text("#receipt-code"), page.inner_text("[data-address]")
    assert address == page.url.split("//")[1].replace("/form", "/box").split("#")[0]
    page.emulate_media(media="print")
    key = page.inner_text("[data-log]").split()
    assert page.inner_text("body").split() == [*code.split(), address, *key]
