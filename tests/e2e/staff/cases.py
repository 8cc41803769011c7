"""Cases, what their reporters say in them, and what is done with one in most tests."""

from dataclasses import replace

from playwright.sync_api import Page, expect

from intake.client.reporter.box import post_message
from intake.crypto.case.sealing.sending import Draft
from tests.e2e.conftest import Live
from tests.e2e.staffing import enter_desk, state_purpose
from tests.people import Person, Reporter

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}


def report(live: Live, level: str = "soon", **contact: object) -> Reporter:
    """Send a report whose contact file holds these answers."""

    def change(draft: Draft) -> Draft:
        return replace(draft, contact={"c_mode": "here", **contact})

    made = live.people.reporter("a story", level, change)
    assert made.send().status_code == 201
    return made


def say(reporter: Reporter, text: str) -> None:
    """Let the reporter write once more."""
    trusted = reporter.read()
    sent = reporter.act(lambda own: post_message(own, trusted, reporter.keys, text, "en"))
    assert sent.status_code == 201


def box_texts(reporter: Reporter) -> list[str]:
    """Return the texts of all messages, as the reporter reads them."""
    frames = [each.frame for each in reporter.read().written()]
    return [str(frame.body["text"]) for frame in frames if frame.kind == "message"]


def open_from_list(page: Page, person: Person, case: str, purpose: str) -> None:
    enter_desk(page, person)
    page.click(f"[data-case='{case}']")
    state_purpose(page, purpose)


def reply(page: Page, text: str) -> None:
    page.fill("textarea[name=reply]", text)
    page.click("[data-does=reply]")
    expect(page.locator("[data-message][data-by=staff]").last).to_contain_text(text)
