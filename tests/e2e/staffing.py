"""What staff do in a browser, for the journeys: enrol, sign in, compare, open."""

import secrets
from dataclasses import replace

from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from pyotp.totp import TOTP

from intake.crypto import passwords
from intake.crypto.age.hybrid import recipient_of
from intake.crypto.encoding import b64u, parse_b64u
from intake.crypto.roster.accounts import seal_seed_file, session_seed
from intake.web.staff.sessions import COOKIE
from tests.e2e.conftest import READY, Live
from tests.people import Person

FULL_KIB = passwords.MEMORY_KIB  # As long as no test has begun.


def ready(page: Page) -> None:
    """Wait until the page's script has finished; staff pages allow no `wait_for_function`."""
    page.wait_for_selector(READY, state="attached")


def counted(member: Person, username: str, role: str) -> Person:
    """Return an auditor or administrator for whom a member of the desk vouched."""
    newcomer = member.people.new(username, role)
    member.vouch(newcomer)
    return newcomer


def visit(page: Page, path: str) -> None:
    page.goto(path)
    ready(page)


def enrol(page: Page, live: Live, username: str, role: str, *, triage: bool = False) -> Person:
    """Set up an account in the browser; return the person as a paper and a phone know them."""
    visit(page, f"/enrol#{live.people.invite(username, role, triage=triage)}")
    words = passphrase_words(page)
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


def passphrase_words(page: Page) -> list[str]:
    """Return the words that the page of an invitation shows."""
    shown = page.locator("[data-says=words] li")
    expect(shown).to_have_count(8)
    return shown.all_inner_texts()


def fill_sign_in(page: Page, person: Person) -> None:
    """Type both factors; for somebody enrolled outside the browser ``full_strength`` is needed."""
    assert passwords.MEMORY_KIB == FULL_KIB or not person.id
    if "/sign-in" not in page.url:
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


def come_in(page: Page, person: Person, path: str = "") -> None:
    """Come to a page as somebody who signed in a moment ago; to their first page if none is named.

    The session is a real one. What is typed, and 64 MiB of Argon2 in the browser for it, is the
    subject of the tests that use ``sign_in``; they need the fixture ``full_strength``.
    """
    twin = replace(person, client=person.people.client())
    answer = twin.sign_in()
    assert answer.status_code == 200
    begun = answer.get_json()
    page.goto("/static/nothing")  # A page of this origin, without any script.
    _keep_cookie(page, twin.client)
    page.evaluate(
        "stored => sessionStorage.setItem('intake.session', stored)",
        _stored(person, begun["server_half"]),
    )
    visit(page, path or begun["go"])


def _keep_cookie(page: Page, client: FlaskClient) -> None:
    """Let the browser keep the cookie of a session that began elsewhere."""
    found = client.get_cookie(COOKIE)
    assert found
    url = "https://localhost/"  # Secure, and sent to localhost without TLS all the same.
    page.context.add_cookies(
        [{"name": COOKIE, "value": found.value, "url": url, "httpOnly": True, "secure": True}]
    )


def _stored(person: Person, server_half: str) -> str:
    """Return what a tab keeps of a session: the account seed, sealed under the server's half."""
    salt = secrets.token_bytes(16)
    recipient = recipient_of(session_seed(parse_b64u(server_half, 32), salt))
    return f"{b64u(salt)}.{b64u(seal_seed_file(person.id, person.seed, recipient))}"


def pin_desk(page: Page) -> None:
    """Say that the desk's number was compared, where the page asks for it."""
    page.check("[name=same_number]")
    page.click("[data-does=pin]")


def enter_desk(page: Page, person: Person) -> None:
    """Come to the list as a member; who has compared nothing yet does so first."""
    come_in(page, person)
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
    groups = page.locator(f"[data-says={name}]:visible li")
    expect(groups.first).to_be_visible()
    return groups.all_inner_texts()


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
    expect(page.locator("[data-does=cancel]")).to_be_visible()
