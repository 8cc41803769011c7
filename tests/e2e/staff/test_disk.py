"""What a member types is on no disk: not in session files, not in the password store (D6).

Every page of the staff is opened with a profile on the disk, and into every field on it words are
typed; then into a field that a browser keeps, and the profile is searched for both.
"""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import FLAGS, PATIENCE_MILLISECONDS, Live
from tests.e2e.firefox import Firefox, firefox
from tests.e2e.profiles import found_in, wait_until_kept
from tests.e2e.staff.cases import report
from tests.e2e.staffing import open_case, show_act, sign_in, visit
from tests.people import Person

pytestmark = pytest.mark.usefixtures("full_strength")

PLANTED = "planted-heron"
PAGES = ("/desk/", "/admin/people", "/desk/notices")
KEPT = "kept-crane"
TEXTS = "input:not([type=checkbox]):not([type=radio]), textarea"
CONTROL = """(() => {
  const field = document.createElement("textarea");
  field.id = "control";
  document.body.prepend(field);
})()"""
#: Forms of an open case, and where words stand in them.
ACTS = {"contacted": "contacted", "close": "close", "exclude": "", "hand-over": "situation"}
CHOOSE = """
  const field = document.querySelector("[name=settle_reason]");
  field.value = "no_question";
  field.dispatchEvent(new Event("change", { bubbles: true }));
"""
READY = "document.documentElement.dataset.ready"


def type_everywhere(page: Page) -> int:
    """Type into every field in sight; return how many there were."""
    count = 0
    for field in page.locator(TEXTS).all():
        if field.is_visible():
            field.press_sequentially(PLANTED)
            count += 1
    return count


def work_on(page: Page, case: str) -> int:
    """Settle with words; then type an answer, a note, and into every act, and leave each so."""
    open_case(page, case, "casework")
    typed = type_everywhere(page)
    page.click("[data-shows=settle]")
    typed += type_everywhere(page)
    page.select_option("[name=settle_reason]", "no_question")
    page.click("[data-does=settle]")
    page.wait_for_selector("[data-act=settled]")
    page.click("[data-tab=notes]")
    typed += type_everywhere(page)
    for act in ACTS:
        show_act(page, act)
        typed += type_everywhere(page)
    return typed


def work_in_firefox(page: Firefox) -> None:
    """The same, in an open case."""
    page.type("textarea[name=reply]", PLANTED)
    page.click("[data-shows=settle]")
    page.type("textarea[name=settle]", PLANTED)
    page.run(CHOOSE)
    page.wait_for("!document.querySelector('[data-does=settle]').disabled")
    page.click("[data-does=settle]")
    page.wait_for("document.querySelector('[data-act=settled]')")
    page.click("[data-tab=notes]")
    page.type("textarea[name=note]", PLANTED)
    for act, field in ACTS.items():
        page.click("[data-shows=acts]")
        page.click(f".entries [data-shows={act}]")
        page.wait_for(f"document.querySelector('[data-panel={act}]')")
        if field:
            page.type(f"textarea[name={field}]", PLANTED)


def own_case(live: Live, anna: Person) -> str:
    """Return a case that anna holds."""
    ben = live.people.new("ben", "caseworker")
    assert anna.admit(ben).status_code == 201
    case = report(live).sending.case
    anna.hold(case, ben)
    return case


def test_chromium_keeps_nothing_that_a_member_types(
    browser: Browser, live: Live, anna: Person, tmp_path: Path
) -> None:
    case = own_case(live, anna)
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=shutil.which("chromium"),
        args=FLAGS,
        headless=True,
        base_url=live.base_url,
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.pages[0]
    sign_in(page, anna)
    typed = 0
    for path in PAGES:
        visit(page, path)
        typed += type_everywhere(page)
    typed += work_on(page, case)
    assert typed >= 12
    page.evaluate(CONTROL)
    page.locator("#control").press_sequentially(KEPT)
    wait_until_kept(tmp_path / "profile", KEPT)
    context.close()
    assert found_in(tmp_path / "profile", {PLANTED, anna.passphrase, KEPT}) == {KEPT}


def sign_in_with_firefox(page: Firefox, live: Live, person: Person) -> None:
    page.visit(live.base_url + "/sign-in")
    page.wait_for(READY)
    page.type("[name=username]", person.username)
    page.type("[name=passphrase]", person.passphrase)
    page.type("[name=totp]", person.code())
    page.click("#enter")
    page.wait_for(f"location.pathname !== '/sign-in' && {READY}")


def test_firefox_keeps_nothing_that_a_member_types(
    live: Live, anna: Person, tmp_path: Path
) -> None:
    case = own_case(live, anna)
    with firefox(tmp_path / "profile") as page:
        sign_in_with_firefox(page, live, anna)
        page.visit(live.base_url + "/desk/notices")
        page.wait_for(READY)
        page.type("[name=notice_address]", PLANTED)
        page.visit(f"{live.base_url}/desk/{case}")
        page.wait_for("document.querySelector('[data-purpose=casework]')")
        page.click("[data-purpose=casework]")
        page.wait_for("document.querySelector('textarea[name=reply]')")
        work_in_firefox(page)
        page.run(CONTROL)
        page.type("#control", KEPT)
        wait_until_kept(tmp_path / "profile", KEPT)
    assert found_in(tmp_path / "profile", {PLANTED, anna.passphrase, KEPT}) == {KEPT}
    kept = tmp_path / "profile/logins.json"
    assert not kept.exists() or json.loads(kept.read_bytes())["logins"] == []
