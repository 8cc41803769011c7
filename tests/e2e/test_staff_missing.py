"""What a browser lacks is said before the code is spent, or in its own sentence (D10)."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage, Watched
from tests.e2e.staffing import fill_sign_in, visit
from tests.people import Person


def test_without_webassembly_the_sign_in_says_so_and_takes_nothing(new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script("delete window.WebAssembly")
    visit(page, "/sign-in")
    expect(page.locator("#cannot")).to_contain_text("WebAssembly")
    expect(page.locator("#enter")).to_be_disabled()


@pytest.mark.usefixtures("full_strength")
def test_a_session_that_is_not_kept_is_said_instead_of_an_empty_page(
    new_page: NewPage, anna: Person
) -> None:
    page = new_page()
    page.route("**/session/half", lambda route: route.fulfill(status=401, body="{}"))
    fill_sign_in(page, anna)
    page.click("#enter")
    expect(page.locator("#problem")).to_contain_text("did not keep the session")
    assert page.input_value("[name=passphrase]") == anna.passphrase
    assert page.url.endswith("/sign-in")


def test_a_page_whose_script_does_not_run_says_so_after_a_while(
    new_page: NewPage, watched: Watched
) -> None:
    page = new_page(broken=True)
    page.route("**/static/*.js", lambda route: route.abort())
    page.goto("/sign-in")
    expect(page.locator("#stuck")).to_be_visible()
    watched.complaints.clear()  # Of the script that was held back.


def test_a_page_whose_script_runs_never_shows_that(new_page: NewPage) -> None:
    page = new_page()
    visit(page, "/sign-in")
    expect(page.locator("#stuck")).to_have_count(0)
