"""Doing on a page everything that could send something, for pages that must not."""

from playwright.sync_api import Page, Request

PRESS = """() => {
  for (const field of document.querySelectorAll("input, textarea")) {
    field.value = "planted";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  }
  for (const button of document.querySelectorAll("button")) {
    if (button.dataset.move !== "back" && !button.matches(".link")) button.click();
  }
}"""
SETTLE = """() => new Promise((done) => {
  requestIdleCallback(() => setTimeout(done), { timeout: 500 });
})"""


def press_everything(page: Page) -> None:
    """Type, press Enter in every field, click every button, hidden ones too.

    But for "back", and for the links that take an answer back, without which nothing is sent.
    """
    for field in page.locator(":is(input, textarea, select):visible").all():
        field.focus()
        page.keyboard.press("Enter")
    page.evaluate(PRESS)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page has nothing left to do, and would have sent what it sends.

    A page that nothing is drawn of may never be called idle: then half a second is enough.
    """
    page.evaluate(SETTLE)


class Sent:
    """Every request of a page that is no GET."""

    def __init__(self, page: Page) -> None:
        self.others: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.method not in {"GET", "HEAD"}:
            self.others.append(f"{request.method} {request.url}")
