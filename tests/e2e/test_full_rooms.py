"""A refusal for want of a place loses nothing: what was typed or sent goes through afterwards."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from intake.web.admission.limits import Kind
from intake.web.admission.rooms import CODES, SENDING, SIGN_IN, Room
from intake.web.services import services_of
from tests.e2e.conftest import Live, NewPage
from tests.e2e.reporting import fill_plain, fill_screens
from tests.e2e.staffing import fill_sign_in, ready
from tests.people import Person
from tests.promises.reporting import send_plain
from tests.report.stored import count_rows
from tests.web.admission.flooded import use_up


def fill(room: Room) -> ExitStack:
    """Take every place of a room; give them back with ``close``."""
    taken = ExitStack()
    for _ in range(room.places):
        taken.enter_context(room.place())
    return taken


@pytest.mark.usefixtures("full_strength")
def test_a_sign_in_that_found_no_place_keeps_what_was_typed(page: Page, anna: Person) -> None:
    fill_sign_in(page, anna)
    taken = fill(SIGN_IN)
    page.click("#enter")
    expect(page.locator("#problem")).to_contain_text("Too many are signing in right now")
    taken.close()
    page.click("#enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    ready(page)


@pytest.mark.usefixtures("anna")
def test_a_report_without_a_script_that_found_no_place_is_sent_by_loading_the_page_again(
    live: Live, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    fill_plain(page, "en", "2026-11-25")
    for _ in range(2):  # To be looked at, then to be sent.
        taken = fill(SENDING)
        page.click("[name=send]")
        expect(page.locator("main")).to_contain_text("Too many reports are being sent right now")
        taken.close()
        page.reload()
    expect(page.locator("#receipt-code")).to_be_visible()
    assert count_rows(live.app)["cases"] == 1


@pytest.mark.usefixtures("anna")
def test_a_code_that_found_no_place_opens_by_loading_the_page_again(
    live: Live, new_page: NewPage
) -> None:
    _, code = send_plain(live.app.test_client(), {"story": "words of before"})
    page = new_page(java_script_enabled=False)
    page.goto("/zh-Hans/box/plain")
    page.fill("[name=code]", code)
    taken = fill(CODES)
    page.click("[name=send]")
    expect(page.locator("main")).to_contain_text("正在打开的查询码太多")
    taken.close()
    page.reload()
    expect(page.locator("main")).to_contain_text("words of before")


@pytest.mark.usefixtures("anna")
def test_a_sealed_report_that_a_flood_kept_out_is_sent_by_pressing_again(
    live: Live, page: Page
) -> None:
    fill_screens(page, "en", "2026-11-25")
    for kind in Kind:
        use_up(live.app, kind)
    page.click("[name=send]")
    expect(page.locator("main")).to_contain_text("Wait a minute, then send it again")
    expect(page.locator("main")).to_contain_text("France 17")
    assert count_rows(live.app)["cases"] == 0
    for kind in Kind:
        services_of(live.app).shares[kind]._rate.give_back()
    page.click("[name=send]")
    expect(page.locator("#receipt-code")).to_be_visible()
    assert count_rows(live.app)["cases"] == 1
