"""What staff do in a browser, for the journeys: enrol, sign in, compare, open."""

from playwright.sync_api import Page, expect
from pyotp.totp import TOTP

from tests.e2e.conftest import Live
from tests.people import Person

READY = "html[data-ready]"


def ready(page: Page) -> None:
    """Wait until the page's script has finished; staff pages allow no `wait_for_function`."""
    page.wait_for_selector(READY, state="attached")


def visit(page: Page, path: str) -> None:
    page.goto(path)
    ready(page)


def enrol(page: Page, live: Live, username: str, role: str, *, triage: bool = False) -> Person:
    """Set up an account in the browser; return the person as a paper and a phone know them."""
    visit(page, f"/enrol#{live.people.invite(username, role, triage=triage)}")
    words = page.locator("[data-says=words] li").all_inner_texts()
    page.click("[data-does=written]")
    for field in page.locator("[data-says=asked] input").all():
        asked = int(str(field.get_attribute("name")).removeprefix("word_"))
        field.fill(words[asked])
    page.click("[data-does=checked]")
    secret = page.inner_text("[data-says=secret]").replace(" ", "")
    page.fill("[name=totp]", TOTP(secret).at(live.clock()))
    page.click("[data-does=finish]")
    expect(page.locator("[data-state=done]")).to_be_visible()
    client = live.app.test_client()
    passphrase = " ".join(words)
    return Person(live.people, username, role, triage, client, passphrase=passphrase, totp=secret)


def fill_sign_in(page: Page, person: Person) -> None:
    visit(page, "/sign-in")
    page.fill("[name=username]", person.username)
    page.fill("[name=passphrase]", person.passphrase)
    page.fill("[name=totp]", person.code())


def sign_in(page: Page, person: Person) -> None:
    """Sign in and wait for the first page."""
    fill_sign_in(page, person)
    page.click("#enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    ready(page)


def pin_desk(page: Page) -> None:
    """Say that the desk's number was compared, where the page asks for it."""
    page.check("[name=same_number]")
    page.click("[data-does=pin]")


def enter_desk(page: Page, person: Person) -> None:
    """Sign in as a member and come to the list; who has compared nothing yet does so first."""
    sign_in(page, person)
    page.wait_for_selector("[data-state=pin]:visible, [data-state=list]:visible")
    if page.locator("[data-state=pin]").is_visible():
        pin_desk(page)
    expect(page.locator("[data-state=list]")).to_be_visible()


def look(page: Page) -> None:
    """Let the desk's page look for changes now, as it does when it comes into sight."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def admit(page: Page) -> None:
    """Let in the one who waits, after the tick."""
    visit(page, "/admin/people")
    page.check("[name=compared]")
    with page.expect_navigation():
        page.click("[data-does=admit]")
    ready(page)


def number(page: Page, name: str) -> list[str]:
    """Return the groups of a safety number on the page."""
    return page.locator(f"[data-says={name}]:visible li").all_inner_texts()


def open_case(page: Page, case: str, purpose: str = "triage") -> None:
    """Open a case with a purpose and wait for what comes of it."""
    visit(page, f"/desk/{case}")
    state_purpose(page, purpose)


def state_purpose(page: Page, purpose: str) -> None:
    """Press on a purpose and wait for what comes of it."""
    page.click(f"[data-purpose={purpose}]")
    states = ("case", "unreadable", "gone", "failed")
    page.wait_for_selector(", ".join(f"[data-pane=case][data-state={state}]" for state in states))


def show_act(page: Page, act: str) -> None:
    """Choose an act of the open case from the list of its acts."""
    page.click("[data-shows=acts]")
    page.click(f".entries [data-shows={act}]")
