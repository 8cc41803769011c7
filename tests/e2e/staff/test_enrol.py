"""Enrolment tells what must not be lost, what opens the app, and what comes after."""

import json
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect
from pyotp.totp import TOTP

from tests.e2e.conftest import Live, NewPage
from tests.e2e.staffing import enrol, passphrase_words, visit


def asks_before_leaving(page: Page) -> bool:
    return bool(
        page.evaluate(
            "!dispatchEvent(new Event('beforeunload', {cancelable: true}))",
        )
    )


def test_the_page_warns_before_its_words_are_lost_and_says_how_to_begin_again(
    live: Live, new_page: NewPage
) -> None:
    page = new_page()
    visit(page, f"/enrol#{live.people.invite('dora', 'auditor')}")
    expect(page.locator("[data-state=words]")).to_contain_text("Do not reload or close")
    assert asks_before_leaving(page)
    page.reload()
    expect(page.locator("[data-state=no-link]")).to_contain_text("your invitation still works")
    assert not asks_before_leaving(page)


def to_code_app(page: Page, token: str) -> str:
    """Go through the words to the code app; return the secret that is shown."""
    page.goto("about:blank")
    visit(page, f"/enrol#{token}")
    words = passphrase_words(page)
    page.click("[data-does=written]")
    for field in page.locator("[data-says=asked] input").all():
        field.fill(words[int(str(field.get_attribute("name")).removeprefix("word_"))])
    page.click("[data-does=checked]")
    return page.inner_text("[data-says=secret]").replace(" ", "")


def test_the_code_app_opens_from_a_link_with_the_same_secret(live: Live, new_page: NewPage) -> None:
    page = new_page()
    secret = to_code_app(page, live.people.invite("dora", "auditor"))
    link = urlsplit(str(page.locator("[data-says=otpauth]").get_attribute("href")))
    assert (link.scheme, link.netloc, link.path) == ("otpauth", "totp", "/Advice:dora")
    assert parse_qs(link.query) == {"secret": [secret], "issuer": ["Advice"]}
    expect(page.get_by_role("img", name="QR code")).to_be_visible()


def test_the_secret_of_the_code_app_is_made_here_sent_once_and_shown_once(
    live: Live, new_page: NewPage
) -> None:
    page = new_page()
    sent: list[tuple[str, str]] = []
    page.on("request", lambda request: sent.append((request.url, request.post_data or "")))
    dora = enrol(page, live, "dora", "auditor")
    carried = [url for url, body in sent if dora.totp in url or dora.totp in body]
    assert [urlsplit(url).path for url in carried] == ["/enrol"]
    (body,) = [json.loads(body) for url, body in sent if url.endswith("/enrol") and body]
    assert body["totp_secret"] == dora.totp
    assert dora.totp not in page.content()
    assert page.locator("[data-says=qr] *").count() == 0
    assert not asks_before_leaving(page)
    assert page.locator("[data-says=done-desk]").is_hidden()  # Nobody lets an auditor in.


def test_a_reload_before_the_end_makes_another_secret_and_says_so(
    live: Live, new_page: NewPage
) -> None:
    page = new_page()
    token = live.people.invite("dora", "auditor")
    first = to_code_app(page, token)
    expect(page.locator("[data-state=codes]")).to_contain_text("entry in the app is worth nothing")
    page.reload()
    expect(page.locator("[data-state=no-link]")).to_contain_text("a new secret for the app")
    second = to_code_app(page, token)
    assert first != second
    page.fill("[name=totp]", TOTP(first).at(live.clock()))
    page.click("[data-does=finish]")
    expect(page.locator("[data-says=codes-problem]")).to_contain_text("This code is not right")
    page.fill("[name=totp]", TOTP(second).at(live.clock()))
    page.click("[data-does=finish]")
    expect(page.locator("[data-state=done]")).to_be_visible()
