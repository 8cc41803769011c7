"""The distribution's WebKitGTK: a report and its box, a member's day, and plain http in a sentence.

WebKit keeps no cookie marked ``Secure`` from plain http, on localhost neither, so what needs a
session is served with TLS here.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import Live
from tests.e2e.reporting import ANSWER, MORE, STORY
from tests.e2e.staff.cases import report
from tests.e2e.tls import certificate, secure
from tests.e2e.webkit import WebKit, webkit
from tests.people import Person

__all__ = ["certificate", "secure"]

READY = "document.documentElement.dataset.ready"
CHOOSE_COVER = """
  const field = document.querySelector("[name=cover]");
  field.value = [...field.options].find(({ label }) => label === "ben").value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
"""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[WebKit]:
    with webkit(tmp_path / "home") as opened:
        yield opened


def visit(page: WebKit, address: str) -> None:
    page.visit(address)
    page.wait_for(READY)


def sign_in(page: WebKit, address: str, person: Person) -> None:
    visit(page, address + "/sign-in")
    page.type("[name=username]", person.username)
    page.type("[name=passphrase]", person.passphrase)
    page.type("[name=totp]", person.code())
    page.click("#enter")
    page.wait_for(f"location.pathname !== '/sign-in' && {READY}")


def text_of(page: WebKit, selector: str) -> str:
    return str(page.run("return document.querySelector(arguments[0]).innerText", selector))


@pytest.mark.usefixtures("anna")
def test_a_report_is_sealed_in_webkit_and_its_box_takes_a_message(
    page: WebKit, secure: str
) -> None:
    visit(page, secure + "/en/form")
    page.click("[name=danger_now][value=no]")
    page.click("[name=next]")
    page.click("[name=kinds][value=documents]")
    in_sight = "document.querySelector('[name=story]').offsetParent"
    while not page.run(f"return Boolean({in_sight})"):
        page.click("[name=next]")
    page.type("[name=story]", STORY["en"])
    page.click("[data-move=end]")
    page.click("[name=send]")
    page.wait_for("document.querySelector('#receipt-code')")
    code = text_of(page, "#receipt-code")
    visit(page, secure + "/en/box")
    page.type("[name=code]", code)
    page.click("[name=send]")
    page.wait_for("document.querySelector('textarea[name=message]')")
    assert STORY["en"] in text_of(page, "body")
    page.type("[name=message]", MORE["en"])
    page.click("[name=send]")
    page.wait_for("document.querySelector('[data-message=reporter]')")
    assert MORE["en"] in text_of(page, "[data-message=reporter]")


@pytest.mark.usefixtures("full_strength")
def test_a_member_signs_in_opens_answers_and_locks_in_webkit(
    page: WebKit, live: Live, anna: Person, secure: str
) -> None:
    assert anna.admit(live.people.new("ben", "caseworker")).status_code == 201
    case = report(live).sending.case
    sign_in(page, secure, anna)
    page.wait_for("document.querySelector('[data-state=list]')")
    page.wait_for(f"document.querySelector('[href=\"/desk/{case}\"]')")
    page.click(f'[href="/desk/{case}"]')
    page.wait_for("document.querySelector('[data-purpose=triage]')")
    page.click("[data-purpose=triage]")
    page.wait_for("document.querySelector('[name=cover]')")
    page.run(CHOOSE_COVER)
    page.click("[data-does=take]")
    page.wait_for("document.querySelector('textarea[name=reply]')")
    page.type("textarea[name=reply]", ANSWER["en"])
    page.wait_for("document.body.innerText.includes('draft sealed')")  # Nothing moves any more.
    page.click("[data-does=reply]")
    page.wait_for("document.querySelector('[data-message]')")
    assert ANSWER["en"] in text_of(page, "[data-message]")
    page.click("[data-does=lock]")
    page.wait_for(f"location.pathname === '/sign-in' && {READY}")
    assert "Locked." in text_of(page, "#locked")
    page.visit(f"{secure}/desk/{case}")
    page.wait_for(f"location.pathname === '/sign-in' && {READY}")


def test_on_plain_http_webkit_is_told_so_before_anything_is_typed(page: WebKit, live: Live) -> None:
    visit(page, live.base_url + "/sign-in")
    assert "keeps no session" in text_of(page, "[data-says=missing]")
    assert page.run("return document.querySelector('#enter').disabled")
