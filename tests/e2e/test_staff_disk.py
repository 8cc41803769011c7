"""What a member types is on no disk: not in session files, not in the password store (D6).

Every page of the staff is opened with a profile on the disk, and into every field on it words are
typed; then the profile is searched. A field that a browser keeps is typed into as well, so that a
search that finds nothing means something.
"""

import json
import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import FLAGS, PATIENCE_MILLISECONDS, Live
from tests.e2e.firefox import Firefox, firefox, read_profile
from tests.e2e.staffing import open_case, show_act, sign_in, visit
from tests.e2e.test_staff_case import report
from tests.people import Person

PLANTED = "planted-heron"
PAGES = ("/desk/", "/admin/people", "/desk/notices")
UNTIL_WRITTEN_SECONDS = 4  # Chromium writes its session file every 2.5 seconds, Firefox every one.
TEXTS = "input:not([type=checkbox]):not([type=radio]), textarea"
CONTROL = """(() => {
  const field = document.createElement("textarea");
  field.id = "control";
  document.body.prepend(field);
})()"""
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
    """Type an answer, a note and a handing over, and leave each as a draft."""
    open_case(page, case, "casework")
    typed = type_everywhere(page)
    page.click("[data-tab=notes]")
    typed += type_everywhere(page)
    show_act(page, "hand-over")
    return typed + type_everywhere(page)


def own_case(live: Live, anna: Person) -> str:
    """Return a case that anna holds."""
    ben = live.people.new("ben", "caseworker")
    assert anna.admit(ben).status_code == 201
    case = report(live).sending.case
    anna.hold(case, ben)
    return case


def found_in(files: list[bytes], words: list[str]) -> set[str]:
    assert len(files) > 10
    return {
        word
        for word in words
        if any(word.encode(code) in data for data in files for code in ("utf-8", "utf-16-le"))
    }


@pytest.mark.parametrize("control", [False, True], ids=["as it is", "with a field that is kept"])
def test_chromium_keeps_nothing_that_a_member_types(
    browser: Browser, live: Live, anna: Person, tmp_path: Path, control: bool
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
    if control:
        page.evaluate(CONTROL)
        page.locator("#control").press_sequentially("kept-" + PLANTED)
    page.wait_for_timeout(UNTIL_WRITTEN_SECONDS * 1_000)
    context.close()
    assert typed >= 5
    words = [PLANTED, anna.passphrase]
    found = found_in(read_profile(tmp_path / "profile"), words)
    assert found == ({PLANTED} if control else set())


def sign_in_with_firefox(page: Firefox, live: Live, person: Person) -> None:
    page.visit(live.base_url + "/sign-in")
    page.wait_for(READY)
    page.type("[name=username]", person.username)
    page.type("[name=passphrase]", person.passphrase)
    page.type("[name=totp]", person.code())
    page.click("#enter")
    page.wait_for(f"location.pathname !== '/sign-in' && {READY}")


@pytest.mark.parametrize("control", [False, True], ids=["as it is", "with a field that is kept"])
def test_firefox_keeps_nothing_that_a_member_types(
    live: Live, anna: Person, tmp_path: Path, control: bool
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
        page.type("textarea[name=reply]", PLANTED)
        if control:
            page.run(CONTROL)
            page.type("#control", "kept-" + PLANTED)
        time.sleep(UNTIL_WRITTEN_SECONDS)
    files = read_profile(tmp_path / "profile")
    words = [PLANTED, anna.passphrase]
    assert found_in(files, words) == ({PLANTED} if control else set())
    kept = tmp_path / "profile/logins.json"
    assert not kept.exists() or json.loads(kept.read_bytes())["logins"] == []
