"""The box checks in the browser that who opened it stands in the published log."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from intake.clock import DAY
from intake.crypto import ed25519
from intake.crypto.tlog.note import VerifierKey, encode_vkey
from intake.log.events import Log
from intake.web.services import services_of
from tests.box.test_proofs import look, publish
from tests.conftest import NOW
from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.reporting import LANGUAGES, fill_plain, fill_screens, open_box, send
from tests.people import Person, Reporter

pytestmark = pytest.mark.usefixtures("full_strength")  # A browser derives the code too.

PROVING = "**/static/proving-*.js"
TODAY = "2026-10-26"
CHECKED = {"en": "in the log", "zh-Hans": "公开记录里有"}
WAITS = {"en": "proof tomorrow", "zh-Hans": "明天可以核对"}
LOST = {
    "en": "This opening is not in the log that was published on 26 October 2026",
    "zh-Hans": "下面这一次打开，2026年10月26日公布的记录里没有",
}
UNCHECKED = "Not checked here."

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def reporter(live: Live, anna: Person) -> Reporter:
    """Somebody whose case was opened once; it stands in the published log."""
    made = live.people.reporter("a story", "soon")
    assert made.send().status_code == 201
    look(anna, made)
    publish(live.app)
    return made


def come_back(page: Page, code: str, lang: str = "en", days: int = 0) -> None:
    """Open the box some days later by the reporter's clock, and wait until all is checked."""
    page.clock.set_fixed_time(datetime.fromtimestamp(NOW + days * DAY, UTC))
    open_box(page, lang, code)
    expect(page.locator("[data-how]")).to_be_visible()


def lines(page: Page) -> list[str]:
    return page.locator("[data-openings] li").all_inner_texts()


def log_id(live: Live) -> str:
    return services_of(live.app).log_id()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_opening_is_proved_and_a_newer_one_tomorrow(
    anna: Person, new_page: NewPage, watched: Watched, reporter: Reporter, lang: str
) -> None:
    look(anna, reporter)
    page = new_page()
    come_back(page, reporter.receipt, lang)
    assert [line.rsplit(" · ", 1)[1] for line in lines(page)] == [CHECKED[lang], WAITS[lang]]
    expect(page.locator("[data-lost]")).to_be_hidden()
    expect(page.locator("[data-proof]")).to_contain_text(CHECKED[lang])
    assert watched.posts == [f"/{lang}/box/open"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_opening_past_its_day_without_proof_is_named_on_top(
    anna: Person, new_page: NewPage, reporter: Reporter, lang: str
) -> None:
    look(anna, reporter)
    page = new_page(viewport={"width": 360, "height": 700})
    come_back(page, reporter.receipt, lang, days=2)
    lost = page.locator("[data-lost]")
    expect(lost).to_be_in_viewport()
    expect(lost).to_contain_text(LOST[lang])
    assert lost.locator("li").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def other_leaf(told: dict[str, Any]) -> None:
    told["openings"][0]["seq"] += 1


def other_proof(told: dict[str, Any]) -> None:
    told["hashes"][0] = "A" * 43


def other_root(told: dict[str, Any]) -> None:
    lines = told["checkpoint"].split("\n")
    told["checkpoint"] = "\n".join([*lines[:2], "A" * 43 + "=", *lines[3:]])


@pytest.mark.parametrize("change", [other_leaf, other_proof, other_root])
def test_what_was_altered_on_its_way_is_found(
    new_page: NewPage, reporter: Reporter, change: Change
) -> None:
    page = new_page()

    def alter(route: Route) -> None:
        answer = route.fetch()
        found = re.search(rb'name="proofs".*?\r\n\r\n(.*?)\r\n--', answer.body(), re.DOTALL)
        assert found
        told = json.loads(found[1])
        change(told)
        body = answer.body().replace(found[1], json.dumps(told).encode())
        route.fulfill(response=answer, body=body)

    page.route("**/box/open", alter)
    come_back(page, reporter.receipt)
    expect(page.locator("[data-lost]")).to_contain_text(LOST["en"])
    expect(page.locator("[data-proof]")).to_be_hidden()


def test_a_log_of_another_key_is_found(live: Live, new_page: NewPage, reporter: Reporter) -> None:
    vkey = services_of(live.app).signer.vkey(Log.INTAKE)
    key = VerifierKey(vkey.partition("+")[0], ed25519.public_key(bytes(32)))
    page = new_page()

    def alter(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert vkey in text
        route.fulfill(response=answer, body=text.replace(vkey, encode_vkey(key)))

    page.route("**/en/box", alter)
    come_back(page, reporter.receipt)
    expect(page.locator("[data-lost]")).to_contain_text(LOST["en"])
    page.click("[data-how] summary")
    page.fill("[name=log]", log_id(live))
    expect(page.locator("[data-same]")).to_contain_text("Your paper names another log.")


def test_the_characters_on_the_paper_are_compared_with_the_log(
    live: Live, new_page: NewPage, reporter: Reporter
) -> None:
    page = new_page()
    come_back(page, reporter.receipt)
    page.click("[data-how] summary")
    expect(page.locator("[data-id]")).to_have_text(log_id(live))
    verdict = page.locator("[data-same]")
    page.fill("[name=log]", log_id(live)[:-1])
    expect(verdict).to_be_hidden()
    page.fill("[name=log]", log_id(live).upper().replace(" ", "-"))
    expect(verdict).to_have_text("That is the same log.")


@pytest.mark.parametrize("script", [True, False])
def test_both_receipts_show_the_id_of_the_log_and_print_it(
    live: Live, anna: Person, new_page: NewPage, script: bool
) -> None:
    assert anna
    page = new_page(java_script_enabled=script)
    (fill_screens if script else fill_plain)(page, "en", TODAY)
    send(page)
    shown = page.locator(".receipt [data-log]")
    expect(shown).to_have_text(log_id(live))
    expect(shown).to_be_visible()
    page.emulate_media(media="print")
    expect(shown).to_be_visible()


def test_where_the_second_script_does_not_come_or_none_runs_nothing_was_checked(
    new_page: NewPage, watched: Watched, reporter: Reporter
) -> None:
    page = new_page(broken=True)
    page.route(PROVING, lambda route: route.abort())
    open_box(page, "en", reporter.receipt)
    expect(page.locator("[data-proof]")).to_have_text(UNCHECKED)
    expect(page.locator("[data-how]")).to_be_hidden()
    watched.complaints.clear()
    page = new_page(java_script_enabled=False)
    open_box(page, "en", reporter.receipt)
    expect(page.locator("[data-proof]")).to_have_text(UNCHECKED)
