"""What a reporter does in a browser, for the journeys."""

from playwright.sync_api import Page

from tests.e2e.conftest import READY

STORY = {
    "en": "They took my passport in a shop.",
    "zh-Hans": "他们在一家店里拿走了我的护照。",
}
MORE = {"en": "They called again.", "zh-Hans": "又打电话来了。"}
ANSWER = {"en": "Please do not go there alone.", "zh-Hans": "请不要一个人去。"}
LANGUAGES = tuple(STORY)


def ready(page: Page) -> None:
    """Wait until the page's script has taken over."""
    page.wait_for_selector(READY, state="attached")


def go_on_to(page: Page, name: str) -> None:
    """Press "next" until a field is in sight."""
    while page.locator(f"[name={name}]").first.is_hidden():
        page.click("[name=next]")


def fill_screens(page: Page, lang: str, day: str, story: str = "") -> None:
    """Answer what the tests look at, with JavaScript, and go on to the last screen."""
    page.goto(f"/{lang}/form")
    ready(page)
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    page.click("[name=next]")
    page.check("[name=kinds][value=documents]")
    go_on_to(page, "story")
    page.fill("[name=story]", story or STORY[lang])
    go_on_to(page, "d_pickup")
    page.fill("[name=d_pickup]", day)
    page.fill("[name=d_pickup_time]", "11:35")
    page.click("[data-move=end]")


def fill_plain(page: Page, lang: str, day: str, path: str = "form") -> None:
    """Fill the form in without JavaScript; the page that wants a script leads to the other."""
    page.goto(f"/{lang}/{path}")
    if path == "form":
        page.click("noscript a")
    page.check("[name=danger_now][value=no]")
    page.check("[name=kinds][value=documents]")
    page.fill("[name=story]", STORY[lang])
    page.click("#g-documents > summary")
    page.fill("[name=d_pickup]", day)
    page.fill("[name=d_pickup_time]", "11:35")


def send(page: Page) -> str:
    """Press send, without JavaScript once more on the page that shows it all; return the code."""
    page.click("[name=send]")
    page.wait_for_selector("#receipt-code, #check")
    if page.locator("#check").count():
        page.click("[name=send]")
    return page.inner_text("#receipt-code")


def open_box(page: Page, lang: str, code: str) -> None:
    """Come back with the code, whichever way this browser can."""
    page.goto(f"/{lang}/box")
    page.fill("[name=code]", code)
    page.click("[name=send]")
    page.wait_for_selector("textarea[name=message]")
