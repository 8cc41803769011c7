"""A script that starts and then fails: nothing but GETs leaves, and the page says what to do.

What is broken is named behind the # of the address, so that one page in one browser serves them
all. No language is broken in another way: the ways take turns with them.
"""

import json
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import PATIENCE_MILLISECONDS, Live, NewPage, Watched, watch
from tests.e2e.public.pressing import Sent, press_everything, settle
from tests.e2e.reporting import LANGUAGES, go_on_to, ready


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
BREAK = "({%s})[decodeURIComponent(location.hash.slice(1))]?.()"


def in_turn(ways: dict[str, str], begin: int = 0) -> list[tuple[str, str]]:
    """Every way once, with a language; languages take turns."""
    return [(how, LANGUAGES[number % 2]) for number, how in enumerate(ways, begin)]


@pytest.fixture(scope="module")
def breaking(browser: Browser, shared_live: Live) -> Iterator[Page]:
    """One page that lets itself be left, and breaks in the way its address names."""
    context = browser.new_context(base_url=shared_live.base_url)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page, seen = context.new_page(), Watched()
    ways = [f"{json.dumps(how)}() {{ {code} }}" for how, code in (FETCHES | MISSING).items()]
    page.add_init_script(BREAK % ", ".join(ways))
    page.on("dialog", lambda dialog: dialog.accept())  # "Leave this page?"
    watch(page, shared_live.base_url, seen)
    yield page
    assert seen.foreign == []
    context.close()


@pytest.fixture
def sent(breaking: Page) -> Sent:
    """What the page sends during one test."""
    breaking.goto("about:blank")
    return Sent(breaking)


def plain_path(lang: str, path: str) -> str:
    return f"/{lang}/plain" if path == "form" else f"/{lang}/box/plain"


def leads_to_plain(page: Page, lang: str, path: str) -> None:
    """The way out stands there in sight, and leads to a form that needs no script."""
    link = page.locator(f"main a[href='{plain_path(lang, path)}']")
    expect(link.first).to_be_visible()
    link.first.click()
    expect(page.locator("form")).to_have_count(1)
    assert page.url.endswith(plain_path(lang, path))


@pytest.mark.parametrize(
    ("path", "how", "lang"),
    [
        (path, how, lang)
        for begin, path in enumerate(("form", "box"))
        for how, lang in in_turn(FETCHES, begin)
    ],
)
def test_a_page_whose_data_does_not_come_sends_nothing_and_leads_to_the_plain_one(
    breaking: Page, sent: Sent, lang: str, path: str, how: str
) -> None:
    page = breaking
    page.goto(f"/{lang}/{path}#{quote(how)}")
    settle(page)
    press_everything(page)
    assert sent.others == []
    assert urlsplit(page.url).path == f"/{lang}/{path}"
    leads_to_plain(page, lang, path)


def fill(page: Page) -> None:
    """Answer what must be answered, so that sending is tried."""
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    page.click("[name=next]")
    page.check("[name=kinds][value=documents]")
    page.click("[name=next]")
    go_on_to(page, "story")
    page.fill("[name=story]", "planted words")
    page.click("[data-move=end]")


@pytest.mark.parametrize(("how", "lang"), in_turn(MISSING | MIDWAY))
def test_a_form_that_cannot_seal_sends_nothing_keeps_the_words_and_says_what_to_do(
    breaking: Page, sent: Sent, lang: str, how: str
) -> None:
    page = breaking
    page.goto(f"/{lang}/form#{quote(how)}")
    ready(page)
    fill(page)
    if how in MIDWAY:
        page.evaluate(f"() => {{ {MIDWAY[how]} }}")
    alert = page.locator("#form [role=alert]")
    for _ in range(2):
        page.click("[name=send]")
        expect(alert.locator("a")).to_be_visible()
        expect(page.locator("[name=send]")).to_be_enabled()
        assert page.locator("[name=story]").input_value() == "planted words"
    assert page.locator("#receipt-code").count() == 0
    assert sent.others == []
    press_everything(page)
    assert sent.others == []
    leads_to_plain(page, lang, "form")


@pytest.mark.parametrize(
    ("how", "lang"), [("no subtle", "en"), ("subtle throws", "zh-Hans"), ("no derivation", "en")]
)
def test_a_box_that_cannot_derive_sends_nothing_and_says_what_to_do(
    breaking: Page, sent: Sent, lang: str, how: str
) -> None:
    page = breaking
    page.goto(f"/{lang}/box#{quote(how)}")
    ready(page)
    page.fill("[name=code]", "1234 " * 7)
    page.press("[name=code]", "Enter")
    expect(page.locator("[role=alert] a")).to_be_visible()
    page.click("[name=send]")
    expect(page.locator("[name=send]")).to_be_enabled()
    assert page.input_value("[name=code]").startswith("1234")
    assert sent.others == []
    assert urlsplit(page.url).path == f"/{lang}/box"
    leads_to_plain(page, lang, "box")


def test_the_same_pages_do_send_when_nothing_is_broken(new_page: NewPage) -> None:
    page = new_page()
    sent = Sent(page)
    page.goto("/en/form")
    fill(page)
    page.click("[name=send]")
    expect(page.locator("#receipt-code")).to_be_visible()
    assert len(sent.others) == 1


def test_a_box_whose_answer_breaks_off_does_not_lead_to_the_way_the_server_can_read(
    new_page: NewPage, watched: Watched
) -> None:
    page, lang = new_page(), "zh-Hans"
    page.goto(f"/{lang}/form")
    fill(page)
    page.click("[name=send]")
    code = page.inner_text("#receipt-code")

    def cut(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.body()[: len(answer.body()) // 2])

    page.route(f"**/{lang}/box/open", cut)
    page.goto(f"/{lang}/box")
    page.fill("[name=code]", code)
    page.click("[name=send]")
    expect(page.locator("[name=send]")).to_be_enabled()
    expect(page.locator("[role=alert]")).not_to_be_empty()
    assert page.locator("[role=alert] a").count() == 0
    page.unroute(f"**/{lang}/box/open")
    page.click("[name=send]")
    expect(page.locator("[data-answers]")).to_contain_text("planted words")
    watched.complaints.clear()  # Of the answer that was cut.


def test_a_refusal_that_is_not_ours_is_not_taken_for_one_and_keeps_the_words(
    new_page: NewPage, watched: Watched
) -> None:
    page = new_page()
    page.route("**/en/form", too_large)
    page.goto("/en/form")
    fill(page)
    page.click("[name=send]")
    expect(page.locator("#form [role=alert]")).to_contain_text("We do not know yet")
    assert page.locator("[name=story]").input_value() == "planted words"
    watched.complaints.clear()  # Of the refusal.


def too_large(route: Route) -> None:
    """Answer posts as a proxy would that finds them too long."""
    if route.request.method == "POST":
        route.fulfill(status=413, content_type="text/html", body="<h1>413</h1>")
    else:
        route.continue_()
