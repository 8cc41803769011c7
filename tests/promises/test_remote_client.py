"""The played clients over a real network: one story against `intake serve`, as anybody could."""

import time
from pathlib import Path

import pytest

from intake.client import auditor
from intake.client.browser import Browser, Denied
from intake.client.member.account.enrolling import enrol
from intake.client.member.account.person import Person
from intake.client.member.account.session import session
from intake.client.member.cases import casework, listing
from intake.client.member.cases.opencase import open_case
from intake.client.questions import load_questions
from intake.client.reporter.box import add_message, read_box
from intake.client.reporter.sending import send, send_plain
from intake.client.transports import Remote
from intake.crypto.totp import STEP
from tests.promises.live import LiveServer, live_people, live_server

PASSPHRASE = "eight words that nobody has ever drawn before"
ANSWERS = {"danger_now": "no", "kinds": ["documents"], "story": "They kept my passport."}
QUESTIONS = load_questions()


def browser(server: LiveServer, ahead: int = 0) -> Browser:
    """A browser whose clock goes some seconds ahead: the next code is then another one."""
    return Browser(Remote(f"http://localhost:{server.port}"), lambda: int(time.time()) + ahead)


def new_person(server: LiveServer, username: str, role: str, *, triage: bool = False) -> Person:
    with live_people(server) as people:
        token = people.invite(username, role, triage=triage)
    return enrol(browser(server), token, PASSPHRASE)


def test_a_story_is_told_over_a_socket_with_what_a_browser_knows(tmp_path: Path) -> None:
    with live_server(tmp_path) as server:
        anna = new_person(server, "anna", "caseworker", triage=True)
        audra = new_person(server, "audra", "auditor")
        sealed = send(browser(server), QUESTIONS, ANSWERS, "zh-Hans")
        plain = send_plain(browser(server), QUESTIONS, ANSWERS, "en")
        with session(browser(server, STEP), anna) as desk:
            waiting = {row.case for row in listing.list_waiting(desk)}
            assert waiting == {sealed.case, plain.case}
            opened = open_case(desk, sealed.case, "triage", QUESTIONS.rules)
            casework.answer(casework.take(opened, None), "Write here again.")
            assert b"manifest.json" in casework.export(desk, sealed.case, "casework")
        with pytest.raises(Denied) as over:
            listing.fetch_mark(desk)
        assert over.value.status == 401
        add_message(browser(server), sealed.code, "They called.", "zh-Hans")
        box = read_box(browser(server), sealed.code, "zh-Hans")
        assert [message.text for message in box.messages] == ["Write here again.", "They called."]
        with session(browser(server, STEP), audra) as auditing:
            assert "report.open" in auditor.read_page(auditing.browser, event="report.open")
            source = auditor.BrowserSource(auditing.browser)
            assert source.read("access/nothing-here", 100) is None


@pytest.mark.parametrize("address", ["ftp://host", "host", "https://", "https://host/path"])
def test_an_address_is_a_host_and_nothing_else(address: str) -> None:
    with pytest.raises(ValueError, match="an address is"):
        Remote(address)
