"""The auditor's visit: what is odd, a copy of their own, a witness by two people, and green."""

import subprocess
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from intake.audit.passing.nightly import FullPass
from intake.clock import DAY
from intake.log.events import Log
from intake.web.served.noting import PagesWatch
from intake.web.services import services_of
from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import pictures
from tests.e2e.staff.test_audit import follow, read_outside
from tests.e2e.staffing import come_in, counted, visit
from tests.people import Person
from tests.promises.live import INTAKE


def pass_a_night(live: Live) -> None:
    """It is today by now, and the full pass of the night is done."""
    live.clock.now = int(time.time())  # As on the auditor's own machine, which is not this clock's.
    running = services_of(live.people.app)
    night = FullPass(running.database, running.signer, running.clock)
    for _ in range(200):
        if night.tick():
            return
    raise AssertionError("the full pass does not end")


def note_pages(live: Live) -> None:
    """Note what is served, and sign it, as the program's own clock does each minute."""
    running = services_of(live.people.app)
    assert PagesWatch(live.people.app).tick()
    running.signer.checkpoint(running.database, Log.ACCESS)


def take_copy(page: Page, live: Live, audra: Person, copy: Path) -> str:
    """Make a token on the page and run what it says; return what the command said."""
    live.clock.now += 30  # A code counts once.
    note_pages(live)
    page.fill("[name=visit_code]", audra.code())
    page.click("[data-does=visit]")
    expect(page.locator("[data-says=visit-made]")).to_be_visible()
    token = page.locator("[data-says=visit-token]").inner_text()
    command = [str(INTAKE), "audit", "visit", live.base_url, str(copy), "--token-file", "-"]
    ran = subprocess.run(command, input=token, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def enter_witness(page: Page, other: Page, adam: Person, policy: str) -> None:
    """The auditor proposes what the command said, and an administrator agrees."""
    visit(page, "/admin/witnesses")
    page.fill("textarea[name=policy]", policy)
    page.click("[data-does=propose]")
    expect(page.locator("[data-waits]")).to_contain_text("You proposed this")
    come_in(other, adam, "/admin/witnesses")
    other.click("[data-does=agree]")
    expect(other.locator("[data-says=stands]")).to_contain_text("quorum visits")


def test_an_auditor_finds_what_is_odd_copies_and_turns_the_lamp_green(
    live: Live, anna: Person, new_page: NewPage, tmp_path: Path
) -> None:
    audra, adam = counted(anna, "audra", "auditor"), counted(anna, "adam", "administrator")
    read_outside(live, anna)
    follow(live)
    pass_a_night(live)
    page, other, copy = new_page(), new_page(), tmp_path / "copy"
    come_in(page, audra)
    lamp = page.locator("[data-tile=whole]")
    expect(lamp).to_have_attribute("data-look", "warn")
    expect(page.locator("[data-tile=odd]")).to_contain_text("Caseworker")
    said = take_copy(page, live, audra, copy)
    assert "clean" in said
    policy = said.partition("under Witnesses")[2].partition(":\n")[2]
    enter_witness(page, other, adam, policy)
    visit(page, "/audit/")
    expect(lamp).to_have_attribute("data-look", "warn")
    assert "under Witnesses" not in take_copy(page, live, audra, copy)
    page.reload()
    expect(lamp).to_have_attribute("data-look", "good")
    expect(lamp).to_have_attribute("data-lamp", "green")
    expect(lamp).to_contain_text("Signed outside up to entry")
    pictures(page, "audit-green")
    live.clock.now += 101 * DAY
    come_in(page, audra)
    expect(lamp).to_have_attribute("data-look", "warn")
