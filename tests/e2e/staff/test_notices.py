"""Where one is told: kept, shown again, forgotten; the page is small enough for a phone."""

from datetime import timedelta

from playwright.sync_api import expect

from intake.clock import day_of
from tests.e2e.conftest import NewPage
from tests.e2e.staffing import come_in, visit
from tests.people import Person


def test_an_address_is_kept_with_its_quiet_hours_and_forgotten(
    anna: Person, new_page: NewPage
) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, timezone_id="Europe/Paris")
    come_in(page, anna, "/desk/notices")
    stage = page.locator("[data-says=stage]")
    expect(stage).to_have_text("You are not told of anything.")
    expect(page.locator("[data-does=forget]")).to_be_hidden()  # There is nothing to take back.
    page.fill("[name=notice_address]", "no address")
    page.click("[data-does=keep]")
    expect(page.locator("[data-says=problem]")).to_contain_text("cannot send to this address")
    assert page.input_value("[name=notice_address]") == "no address"
    page.fill("[name=notice_address]", "anna@example.org")
    page.check("[name=is_quiet]")
    page.select_option("[name=quiet_from]", "23")
    page.click("[data-does=keep]")
    expect(stage).to_have_text("You are told at anna@example.org.")
    visit(page, "/desk/notices")
    expect(page.locator("[data-says=zone]")).to_contain_text("Europe/Paris")
    assert page.input_value("[name=quiet_from]") == "23"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("[data-does=forget]")
    expect(stage).to_have_text("You are not told of anything.")


def test_one_says_until_when_one_is_away_and_takes_it_back(anna: Person, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    come_in(page, anna)
    page.get_by_role("link", name="Away").click()
    here = page.locator("[data-says=away]")
    expect(here).to_be_in_viewport()
    expect(here).to_have_text("You are here.")
    expect(page.locator("[data-does=back]")).to_be_hidden()
    page.click("[data-does=away]")
    expect(page.locator("[data-says=away-problem]")).to_contain_text("90 days")
    day = day_of(anna.people.clock()) + timedelta(3)
    page.fill("[name=away_until]", day.isoformat())
    page.click("[data-does=away]")
    expect(here).to_have_text(f"You are away until {day:%a} {day.day} {day:%b}.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("[data-does=back]")
    expect(here).to_have_text("You are here.")
