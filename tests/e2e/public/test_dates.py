"""Days in a browser: half a date is asked back and never lost, with a script and without (R4)."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from intake.store.models import LEVELS, Case
from tests.e2e.conftest import Live, NewPage
from tests.e2e.reporting import go_on_to, open_box, ready, send

pytestmark = pytest.mark.usefixtures("anna")

SOON = datetime.now(UTC) + timedelta(hours=18)
HALF = {
    "25 Nov": "not complete",
    "25.11.": "not complete",
    "11月": "not complete",
    "05/11/2026": "more than one day",
    "05.11.26": "more than one day",
    "31 Nov 2026": "We cannot read",
}


def level(live: Live) -> str:
    with live.database.reading() as db:
        return LEVELS[db.scalars(select(Case)).one().level]


def go_to_flight(page: Page, danger: str = "no") -> None:
    page.goto("/en/form")
    ready(page)
    page.check(f"[name=danger_now][value={danger}]")
    go_on_to(page, "kinds")
    page.check("[name=kinds][value=forced_return]")
    while page.locator("#q-r_stage").is_hidden():
        page.click("[name=next]")
    page.check("[name=r_stage][value=planned]")
    go_on_to(page, "r_when")


def fill_flight_plain(page: Page, written: str) -> None:
    page.goto("/en/plain")
    page.check("[name=danger_now][value=no]")
    page.check("[name=kinds][value=forced_return]")
    page.click("#g-forced_return > summary")
    page.check("[name=r_stage][value=planned]")
    page.fill("[name=r_when]", written)
    page.click("[name=send]")


def test_half_a_date_is_asked_back_and_stays_until_it_is_whole(page: Page) -> None:
    go_to_flight(page)
    for written, said in HALF.items():
        page.fill("[name=r_when]", written)
        page.click("[name=next]")
        problem = page.locator("[role=alert]:visible")
        expect(problem).to_contain_text(said)
        expect(problem).to_contain_text(written)
        expect(page.locator("[name=r_when]")).to_be_visible()
        expect(page.locator("[name=r_when]")).to_have_value(written)
    page.fill("[name=r_when]", f"{SOON:%-d %b %Y}")
    page.click("[name=next]")
    expect(page.locator("[name=r_when]")).to_be_hidden()


def test_a_flight_in_18_hours_with_half_a_date_is_asked_back_about_before_it_is_sent(
    live: Live, page: Page
) -> None:
    go_to_flight(page)
    page.fill("[name=r_when]", f"{SOON:%d/%m}")
    while page.locator("[data-move=end]").is_visible():
        page.click("[data-move=end]")
    if page.locator("[name=send]").is_visible():
        page.click("[name=send]")
    expect(page.locator("[role=alert]:visible")).to_contain_text("not complete")
    page.fill("[name=r_when]", f"{SOON:%d %B %Y}")
    page.click("[data-move=end]")
    send(page)
    assert level(live) == "emergency"


@pytest.mark.parametrize("danger", ["no", "yes"])
def test_a_day_nobody_can_read_is_asked_back_at_its_text_and_holds_nothing_up(
    page: Page, danger: str
) -> None:
    go_to_flight(page, danger)
    page.check("[name=r_when_rough][value=tomorrow]")
    page.fill("[name=r_when]", "in 3 hours")
    if danger == "no":
        page.click("[name=next]")
        expect(page.locator("[role=alert]:visible")).to_contain_text("We cannot read")
        expect(page.locator("[name=r_when]")).to_be_focused()
    page.click("[data-move=end]")
    if danger == "no":
        expect(page.locator("[data-answer=r_when]").last).to_have_text("in 3 hours")
        page.click("[name=send]")
    expect(page.locator("#receipt-code")).to_be_visible()


OTHER_DAY = f"{datetime.now(UTC) + timedelta(days=20):%d %B %Y}"


@pytest.mark.parametrize("danger", ["no", "yes"])
def test_a_day_that_contradicts_the_one_picked_is_asked_back_once_and_never_in_danger(
    page: Page, danger: str
) -> None:
    go_to_flight(page, danger)
    page.check("[name=r_when_rough][value=tomorrow]")
    page.fill("[name=r_when]", OTHER_DAY)
    page.click("[name=next]")
    if danger == "no":
        expect(page.locator("[role=alert]:visible")).to_contain_text("are not the same")
        expect(page.locator("[name=r_when]")).to_be_focused()
        page.click("[name=next]")
    expect(page.locator("[name=r_when]")).to_be_hidden()


@pytest.mark.parametrize("danger", ["no", "yes"])
def test_without_a_script_two_days_are_asked_back_about_once_and_never_in_danger(
    new_page: NewPage, danger: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/zh-Hans/plain")
    page.check(f"[name=danger_now][value={danger}]")
    page.check("[name=kinds][value=forced_return]")
    page.click("#g-forced_return > summary")
    page.check("[name=r_when_rough][value=tomorrow]")
    page.fill("[name=r_when]", OTHER_DAY)
    page.click("[name=send]")
    if danger == "no":
        expect(page.locator("#e-r_when")).to_contain_text("对不上")
        page.click("[name=send]")
    expect(page.locator("#check")).to_be_visible()


def test_nothing_can_be_written_into_what_is_being_sent(page: Page) -> None:
    page.goto("/en/form")
    ready(page)
    held: list[Route] = []
    page.route("**/en/form", lambda route: held.append(route))  # noqa: PLW0108 - by name
    page.check("[name=danger_now][value=yes]")
    page.check("[name=kinds][value=forced_return]")
    with page.expect_request("**/en/form"):
        page.click("[data-move=end]")
    expect(page.locator("[name=danger_now]").first).to_be_disabled()
    page.click("#q-danger_now .link")
    expect(page.locator("[name=danger_now][value=yes]")).to_be_checked()
    held[0].continue_()
    expect(page.locator("#receipt-code")).to_be_visible()


def test_a_day_nobody_can_read_holds_up_its_own_screen_alone(page: Page) -> None:
    go_to_flight(page)
    page.fill("[name=r_when]", "31 Nov 2026")
    page.click("[data-move=back]")
    expect(page.locator("[name=r_when]")).to_be_hidden()
    page.click("[name=next]")
    expect(page.locator("[name=r_when]")).to_be_visible()
    expect(page.locator("[role=alert]:visible")).to_have_count(0)


def test_the_page_to_check_says_a_day_as_it_was_understood(page: Page) -> None:
    go_to_flight(page)
    page.fill("[name=r_when]", "25.11.2026")
    page.check("[name=r_when_part][value=evening]")
    page.click("[data-move=end]")
    understood = ["25 November 2026", "Evening"]
    expect(page.locator(".check [data-answer=r_when]")).to_have_text(understood)


def test_nothing_leads_away_from_what_is_being_sent(page: Page) -> None:
    page.goto("/en/form")
    ready(page)
    held: list[Route] = []
    page.route("**/en/form", lambda route: held.append(route))  # noqa: PLW0108 - by name
    page.check("[name=danger_now][value=yes]")
    page.check("[name=kinds][value=forced_return]")
    page.click("[name=next]")
    with page.expect_request("**/en/form"):
        page.click("[data-move=end]")
    expect(page.locator("[data-move=back]")).to_be_hidden()
    page.click("[name=next]")
    expect(page.locator("[name=r_travel]")).to_be_visible()
    page.evaluate("history.back()")
    page.wait_for_function("history.state?.screen === 0")
    expect(page.locator("[name=r_travel]")).to_be_visible()
    held[0].continue_()
    expect(page.locator("#receipt-code")).to_be_visible()


@pytest.mark.parametrize("written", HALF)
def test_without_a_script_half_a_date_is_asked_back_with_what_was_written(
    new_page: NewPage, written: str
) -> None:
    page = new_page(java_script_enabled=False)
    fill_flight_plain(page, written)
    problem = page.locator("#e-r_when")
    expect(problem).to_contain_text(HALF[written])
    expect(problem).to_contain_text(written)
    expect(page.locator("[name=r_when]")).to_have_value(written)
    expect(page.locator("#receipt-code")).to_have_count(0)


def test_without_a_script_a_flight_in_18_hours_ends_as_an_emergency(
    live: Live, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    soon = datetime.fromtimestamp(live.clock(), UTC) + timedelta(hours=18)
    fill_flight_plain(page, f"{soon:%d/%m}")
    expect(page.locator("#e-r_when")).to_contain_text("not complete")
    page.fill("[name=r_when]", f"{soon.year}年{soon.month}月{soon.day}日")
    send(page)
    assert level(live) == "emergency"


def test_a_rough_day_and_a_part_of_it_are_enough_and_stand_with_the_day_of_sending(
    live: Live, page: Page
) -> None:
    go_to_flight(page)
    page.check("[name=r_when_rough][value=tomorrow]")
    page.check("[name=r_when_part][value=afternoon]")
    page.click("[data-move=end]")
    code = send(page)
    assert level(live) == "emergency"
    open_box(page, "en", code)
    today = f"{datetime.now(UTC):%-d %B %Y}"
    expect(page.locator("[data-answer=r_when]")).to_have_text(
        f"Tomorrow · Afternoon (sent on {today})"
    )


@pytest.mark.parametrize("path", ["form", "plain"])
def test_no_field_of_the_form_keeps_what_is_half_typed_to_itself(page: Page, path: str) -> None:
    page.goto(f"/en/{path}")
    if path == "form":
        ready(page)
    kinds = page.locator("input").evaluate_all("fields => fields.map((each) => each.type)")
    assert set(kinds) <= {"text", "radio", "checkbox", "hidden", "password"}
