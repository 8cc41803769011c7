"""A report and its box in a browser that Playwright does not drive: WebKitGTK, Firefox."""

from typing import Protocol

from tests.e2e.reporting import MORE, STORY

READY = "document.documentElement.dataset.ready"


class Driven(Protocol):
    """A page of such a browser."""

    def visit(self, url: str) -> None:
        """Load an address."""

    def run(self, script: str, *args: object) -> object:
        """Run a script in the page; return what it returns."""

    def wait_for(self, condition: str) -> None:
        """Wait until a script is true of the page."""

    def type(self, selector: str, text: str) -> None:
        """Type into a field."""

    def click(self, selector: str) -> None:
        """Press something."""


def visit(page: Driven, address: str) -> None:
    """Load a page and wait until its script has taken over."""
    page.visit(address)
    page.wait_for(READY)


def text_of(page: Driven, selector: str) -> str:
    """Return the text of something as it is seen."""
    return str(page.run("return document.querySelector(arguments[0]).innerText", selector))


def go_on_to(page: Driven, name: str) -> None:
    """Press "next" until a field is in sight."""
    in_sight = f"document.querySelector('[name={name}]').offsetParent"
    while not page.run(f"return Boolean({in_sight})"):
        page.click("[name=next]")


def tell_and_come_back(page: Driven, address: str) -> None:
    """Send a sealed report, open its box with the code, read it, and add a message."""
    visit(page, address + "/en/form")
    page.click("[name=danger_now][value=no]")
    go_on_to(page, "kinds")
    page.click("[name=kinds][value=documents]")
    go_on_to(page, "story")
    page.type("[name=story]", STORY["en"])
    page.click("[data-move=end]")
    page.click("[name=send]")
    page.wait_for("document.querySelector('#receipt-code')")
    code = text_of(page, "#receipt-code")
    visit(page, address + "/en/box")
    page.type("[name=code]", code)
    page.click("[name=send]")
    page.wait_for("document.querySelector('textarea[name=message]')")
    assert STORY["en"] in text_of(page, "body")
    page.type("[name=message]", MORE["en"])
    page.click("[name=send]")
    page.wait_for("document.querySelector('[data-message=reporter]')")
    assert MORE["en"] in text_of(page, "[data-message=reporter]")
