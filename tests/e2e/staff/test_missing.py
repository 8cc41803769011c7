"""What a browser lacks is said before the code is spent, or in its own sentence (D10)."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.staffing import come_in, fill_sign_in, visit
from tests.people import Person

DENIED = "{ get() { throw new DOMException('', 'SecurityError'); } }"
#: How a browser is made to lack something, and what the page then says of it.
LACKS = {
    "plain http": ("Object.defineProperty(window, 'isSecureContext', { value: false })", "http,"),
    "storage": (f"Object.defineProperty(window, 'sessionStorage', {DENIED})", "site data"),
    "cookies": ("Object.defineProperty(document, 'cookie', { value: '' })", "keeps no session"),
    "webassembly": ("delete window.WebAssembly", "WebAssembly"),
    "workers": ("delete window.Worker", "no workers"),
    "channels": ("delete window.BroadcastChannel", "too old"),
    "dialogs": ("delete window.HTMLDialogElement", "too old"),
    "subtle": ("delete Crypto.prototype.subtle", "too old"),
}
PAGES = {
    "caseworker": ("/admin/people", "/desk/notices", "/waiting"),
    "supervisor": ("/desk/overview",),
    "auditor": ("/audit/",),
    "administrator": ("/admin/",),
}


@pytest.mark.parametrize("lack", LACKS)
def test_what_a_browser_lacks_is_said_at_sign_in_which_then_takes_nothing(
    new_page: NewPage, lack: str
) -> None:
    script, words = LACKS[lack]
    page = new_page()
    page.add_init_script(script)
    visit(page, "/sign-in")
    expect(page.locator("[data-says=missing]")).to_contain_text(words)
    expect(page.locator("#enter")).to_be_disabled()
    expect(page.locator("#sign-in")).to_be_hidden()  # Nobody types what nothing takes.
    assert page.context.cookies() == []


def test_what_a_browser_lacks_is_said_before_an_invitation_is_used(
    new_page: NewPage, live: Live
) -> None:
    asked: list[str] = []
    page = new_page()
    page.on("request", lambda request: asked.append(request.method))
    page.add_init_script("delete window.WebAssembly")
    visit(page, f"/enrol#{live.people.invite('ben', 'caseworker')}")
    expect(page.locator("[data-says=missing]")).to_contain_text("WebAssembly")
    expect(page.locator("[data-state]:visible")).to_have_count(0)
    assert "POST" not in asked


@pytest.mark.parametrize("role", PAGES)
def test_every_page_behind_the_sign_in_says_what_the_browser_lacks(
    new_page: NewPage, live: Live, anna: Person, role: str
) -> None:
    person = anna if role == "caseworker" else live.people.new("ben", role)
    page = new_page()
    come_in(page, person, PAGES[role][0])
    page.add_init_script("delete window.BroadcastChannel")
    for path in PAGES[role]:
        visit(page, path)
        expect(page.locator("[data-says=missing]")).to_contain_text("too old")


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


@pytest.mark.usefixtures("full_strength")
def test_a_passphrase_that_cannot_be_stretched_is_said_and_kept(
    new_page: NewPage, anna: Person, watched: Watched
) -> None:
    page = new_page(broken=True)
    page.route("**/static/argon2*.js", lambda route: route.abort())
    fill_sign_in(page, anna)
    page.click("#enter")
    expect(page.locator("#problem")).to_contain_text("64 MB")
    assert page.input_value("[name=passphrase]") == anna.passphrase
    watched.complaints.clear()  # Of the worker that was held back.


@pytest.mark.parametrize("lack", ["workers", "channels"])
def test_the_desk_says_what_does_not_run_instead_of_an_empty_page(
    new_page: NewPage, anna: Person, watched: Watched, lack: str
) -> None:
    page = new_page(broken=True)
    come_in(page, anna)
    page.add_init_script(LACKS[lack][0])
    page.goto("/desk/")
    said = "#stuck:visible, [data-state=failed]:visible"
    expect(page.locator(said)).to_contain_text("browser")
    watched.complaints.clear()
