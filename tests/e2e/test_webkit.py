"""The distribution's WebKitGTK: a report and its box, a member's day, and plain http in a sentence.

WebKit keeps no cookie marked ``Secure`` from plain http, on localhost neither, so what needs a
session is served with TLS here.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import Live
from tests.e2e.driven import READY, tell_and_come_back, text_of, visit
from tests.e2e.reporting import ANSWER
from tests.e2e.staff.cases import report
from tests.e2e.tls import certificate, secure
from tests.e2e.webkit import WebKit, webkit
from tests.people import Person

__all__ = ["certificate", "secure"]

CHOOSE_COVER = """
  const field = document.querySelector("[name=cover]");
  field.value = [...field.options].find(({ label }) => label === "ben").value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
"""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[WebKit]:
    with webkit(tmp_path / "home") as opened:
        yield opened


def sign_in(page: WebKit, address: str, person: Person) -> None:
    visit(page, address + "/sign-in")
    page.type("[name=username]", person.username)
    page.type("[name=passphrase]", person.passphrase)
    page.type("[name=totp]", person.code())
    page.click("#enter")
    page.wait_for(f"location.pathname !== '/sign-in' && {READY}")


@pytest.mark.usefixtures("anna")
def test_a_report_is_sealed_in_webkit_and_its_box_takes_a_message(
    page: WebKit, secure: str
) -> None:
    tell_and_come_back(page, secure)


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
    for told in ("draft sealed", "not opened it yet"):  # Then nothing moves any more.
        page.wait_for(f"document.body.innerText.includes('{told}')")
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
