"""A script that starts and then fails: nothing but GETs leaves, and the page says what to do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.reporting import LANGUAGES, ready


@pytest.fixture
def live(shared_live: Live) -> Live:
    """Nothing here changes the application or asks what it stores: one serves them all."""
    return shared_live


#: Runs before every script of the page: what an old, odd or hardened browser may lack.
MISSING = {
    "no subtle": "delete Crypto.prototype.subtle",
    "subtle throws": """Object.defineProperty(Crypto.prototype, "subtle", {
        get() { throw new Error("broken on purpose"); } })""",
    "no digest": 'SubtleCrypto.prototype.digest = () => { throw new Error("broken on purpose"); }',
    "no derivation": "SubtleCrypto.prototype.deriveBits = () => Promise.reject(Error('broken'))",
    "no random": 'Crypto.prototype.getRandomValues = () => { throw new Error("broken"); }',
}
#: How the fetch of the page's data ends.
FETCHES = {
    "refused": "window.fetch = () => Promise.reject(new TypeError('broken on purpose'))",
    "throws": "window.fetch = () => { throw new TypeError('broken on purpose'); }",
    "missing": "delete window.fetch",
    "never": "window.fetch = () => new Promise(() => undefined)",
    "no data": "window.fetch = () => Promise.resolve(new Response('[]'))",
    "no JSON": "window.fetch = () => Promise.resolve(new Response('<html>'))",
}
#: What breaks while answers are being sealed.
MIDWAY = {
    "key": "SubtleCrypto.prototype.importKey = () => Promise.reject(new Error('broken'))",
    "parts": "window.FormData = class { append() { throw new Error('broken'); } }",
    "blob": "window.Blob = class { constructor() { throw new Error('broken'); } }",
}


PRESS = """() => {
  for (const field of document.querySelectorAll("input, textarea")) {
    field.value = "planted";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  }
  for (const button of document.querySelectorAll("button")) {
    if (button.dataset.move !== "back") button.click();
  }
}"""


def press_everything(page: Page) -> None:
    """Type, press Enter in every field, click every button but "back", hidden ones too."""
    for field in page.locator("input, textarea, select").all():
        if field.is_visible():
            field.focus()
            page.keyboard.press("Enter")
    page.evaluate(PRESS)


class Sent:
    """Every request of a page that is no GET."""

    def __init__(self, page: Page) -> None:
        self.others: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.method not in {"GET", "HEAD"}:
            self.others.append(f"{request.method} {request.url}")


@pytest.fixture(autouse=True)
def _broken_on_purpose(watched: Watched) -> Iterator[None]:
    """The scripts here complain, as they should."""
    yield
    watched.complaints.clear()


def plain_path(lang: str, path: str) -> str:
    return f"/{lang}/plain" if path == "form" else f"/{lang}/box/plain"


def leads_to_plain(page: Page, lang: str, path: str) -> None:
    """The way out stands there in sight, and leads to a form that needs no script."""
    link = page.locator(f"main a[href='{plain_path(lang, path)}']")
    expect(link.first).to_be_visible()
    link.first.click()
    expect(page.locator("form")).to_have_count(1)
    assert page.url.endswith(plain_path(lang, path))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["form", "box"])
@pytest.mark.parametrize("how", FETCHES)
def test_a_page_whose_data_does_not_come_sends_nothing_and_leads_to_the_plain_one(
    new_page: NewPage, lang: str, path: str, how: str
) -> None:
    page = new_page()
    sent = Sent(page)
    page.add_init_script(FETCHES[how])
    page.goto(f"/{lang}/{path}")
    page.wait_for_timeout(200)
    press_everything(page)
    page.wait_for_timeout(200)
    assert sent.others == []
    assert page.url.endswith(f"/{lang}/{path}")
    leads_to_plain(page, lang, path)


def fill(page: Page) -> None:
    """Answer what must be answered, so that sending is tried."""
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    page.check("[name=kinds][value=documents]")
    page.click("[name=next]")
    while page.locator("[name=send]").is_hidden():
        if page.locator("[name=story]").is_visible():
            page.fill("[name=story]", "planted words")
        page.click("[name=next]")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("how", MISSING | MIDWAY)
def test_a_form_that_cannot_seal_sends_nothing_keeps_the_words_and_says_what_to_do(
    new_page: NewPage, lang: str, how: str
) -> None:
    page = new_page()
    sent = Sent(page)
    if how in MISSING:
        page.add_init_script(MISSING[how])
    page.goto(f"/{lang}/form")
    page.wait_for_timeout(300)
    if page.locator("html[data-ready]").count():
        fill(page)
        if how in MIDWAY:
            page.evaluate(f"() => {{ {MIDWAY[how]} }}")
        page.click("[name=send]")
        expect(page.locator("#form [role=alert]")).to_be_visible()
        expect(page.locator("#form [role=alert]")).not_to_be_empty()
        expect(page.locator("[name=send]")).to_be_enabled()
        assert page.locator("[name=story]").input_value() == "planted words"
        page.click("[name=send]")
        page.wait_for_timeout(300)
    assert page.locator("#receipt-code").count() == 0
    assert sent.others == []
    press_everything(page)
    page.wait_for_timeout(300)
    assert sent.others == []
    page.on("dialog", lambda dialog: dialog.accept())  # "Leave this page?"
    leads_to_plain(page, lang, "form")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("how", ["no subtle", "subtle throws", "no derivation"])
def test_a_box_that_cannot_derive_sends_nothing_and_says_what_to_do(
    new_page: NewPage, lang: str, how: str
) -> None:
    page = new_page()
    sent = Sent(page)
    page.add_init_script(MISSING[how])
    page.goto(f"/{lang}/box")
    page.wait_for_timeout(300)
    if page.locator("html[data-ready]").count():
        page.fill("[name=code]", "1234 " * 7)
        page.press("[name=code]", "Enter")
        expect(page.locator("[role=alert]")).to_be_visible()
        page.click("[name=send]")
        page.wait_for_timeout(300)
        assert page.input_value("[name=code]").startswith("1234")
    assert sent.others == []
    assert page.url.endswith(f"/{lang}/box")
    leads_to_plain(page, lang, "box")


def test_the_same_pages_do_send_when_nothing_is_broken(new_page: NewPage) -> None:
    page = new_page()
    sent = Sent(page)
    page.goto("/en/form")
    ready(page)
    fill(page)
    page.click("[name=send]")
    expect(page.locator("#receipt-code")).to_be_visible()
    assert len(sent.others) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_box_whose_answer_breaks_off_does_not_lead_to_the_way_the_server_can_read(
    new_page: NewPage, lang: str
) -> None:
    page = new_page()
    page.goto(f"/{lang}/form")
    ready(page)
    fill(page)
    page.click("[name=send]")
    code = page.inner_text("#receipt-code")

    def cut(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.body()[: len(answer.body()) // 2])

    page.route(f"**/{lang}/box/open", cut)
    page.goto(f"/{lang}/box")
    ready(page)
    page.fill("[name=code]", code)
    page.click("[name=send]")
    expect(page.locator("[name=send]")).to_be_enabled()
    expect(page.locator("[role=alert]")).not_to_be_empty()
    assert page.locator("[role=alert] a").count() == 0
    page.unroute(f"**/{lang}/box/open")
    page.click("[name=send]")
    expect(page.locator("[data-answers]")).to_contain_text("planted words")


def test_a_refusal_that_is_not_ours_is_not_taken_for_one_and_keeps_the_words(
    new_page: NewPage,
) -> None:
    page = new_page()
    page.route("**/en/form", too_large)
    page.goto("/en/form")
    ready(page)
    fill(page)
    page.click("[name=send]")
    expect(page.locator("#form [role=alert]")).to_contain_text("We do not know yet")
    assert page.locator("[name=story]").input_value() == "planted words"


def too_large(route: Route) -> None:
    """Answer posts as a proxy would that finds them too long."""
    if route.request.method == "POST":
        route.fulfill(status=413, content_type="text/html", body="<h1>413</h1>")
    else:
        route.continue_()
