"""How the staff pages are to use: by keyboard, with assistive technology, and taking files away."""

import io
import tarfile
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from intake.store.models import SealedObject
from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import COLOURS, RULES, broken_rules
from tests.e2e.staffing import come_in, enter_desk, look, open_case, ready, show_act, visit
from tests.people import Person

SCHEMES: dict[Literal["light", "dark"], list[str]] = {"light": RULES, "dark": COLOURS}


@pytest.fixture
def anna(live: Live) -> Person:
    return live.people.new("anna", "caseworker", triage=True)


@pytest.fixture
def cases(anna: Person) -> list[str]:
    """Three reports, in the order of the list."""
    sent = [anna.people.reporter(level, level) for level in ("emergency", "urgent", "soon")]
    assert [each.send().status_code for each in sent] == [201, 201, 201]
    return [each.sending.case for each in sent]


def expect_focus(page: Page, case: str) -> None:
    expect(page.locator(f"[data-case='{case}']")).to_be_focused()


def list_page(page: Page, anna: Person) -> None:
    """Come to the list, and wait until all three stand in it."""
    enter_desk(page, anna)
    expect(page.locator("[data-case] .what [data-unsealed]")).to_have_count(3)


def test_the_list_is_worked_from_the_keyboard(
    anna: Person, cases: list[str], new_page: NewPage
) -> None:
    page = new_page()
    list_page(page, anna)
    page.keyboard.press("j")
    expect_focus(page, cases[0])
    for case in (cases[1], cases[2], cases[2]):  # Below the last there is none.
        page.keyboard.press("j")
        expect_focus(page, case)
    page.keyboard.press("k")
    expect_focus(page, cases[1])
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("soon")
    expect(page.locator("[data-case]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[data-case]")).to_have_count(3)
    page.keyboard.press("Enter")
    expect_focus(page, cases[0])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/{cases[0]}")


def test_lists_have_keys_and_single_letters_can_be_switched_off(
    anna: Person, cases: list[str], new_page: NewPage
) -> None:
    page = new_page()
    list_page(page, anna)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("[data-list=mine]")).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-case]")).to_have_count(0)
    page.keyboard.press("1")
    expect(page.locator("[data-case]")).to_have_count(3)
    page.keyboard.press("j")
    expect_focus(page, cases[0])
    page.uncheck("[name=single_keys]")
    page.locator(f"[data-case='{cases[0]}']").focus()
    page.keyboard.press("j")
    expect_focus(page, cases[0])


def test_the_export_is_the_stored_files_byte_for_byte(
    live: Live, anna: Person, cases: list[str], new_page: NewPage
) -> None:
    page = new_page()
    enter_desk(page, anna)
    open_case(page, cases[0])
    show_act(page, "export")
    expect(page.locator("[data-does=export]")).to_be_disabled()  # Until it is said who gets them.
    page.select_option("[name=recipient]", "lawyer")
    with page.expect_download() as download:
        page.click("[data-does=export]")
    package = Path(download.value.path()).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(package)) as tar:
        found = {tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]
    with live.database.reading() as db:
        query = select(SealedObject.data).where(SealedObject.case_id == cases[0])
        stored = set(db.scalars(query))
    assert len(stored) == 4  # Summary, report, contact, and that nobody is named in it.
    assert stored <= found


def check(page: Page, broken: list[str]) -> None:
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        broken += broken_rules(page, where=f"{page.url} {scheme}", rules=rules)


def check_list(page: Page, broken: list[str]) -> None:
    """Every state of the list, wide and narrow."""
    page.keyboard.press("?")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        check(page, broken)
    page.fill("#find", "nothing like it")
    check(page, broken)
    page.fill("#find", "")
    page.route("**/desk/mark", lambda route: route.fulfill(status=503))
    look(page)
    expect(page.locator("[data-strip=offline]")).to_be_visible()
    check(page, broken)
    page.unroute("**/desk/mark")
    page.set_viewport_size({"width": 1280, "height": 740})


def check_case(page: Page, broken: list[str]) -> None:
    """Every tab and every form of an open case, wide and narrow."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        for tab in ("messages", "notes", "report"):
            page.click(f"[data-tab={tab}]")
            check(page, broken)
    page.set_viewport_size({"width": 1280, "height": 740})
    page.click("[data-shows=acts]")
    check(page, broken)
    acts = page.locator(".entries [data-shows]").all()
    names = [str(each.get_attribute("data-shows")) for each in acts]
    page.click("[data-shows=acts]")
    for name in names:
        show_act(page, name)
        check(page, broken)
        page.click("[data-does=cancel]")


def test_the_pages_of_the_desk_break_no_rule_of_accessibility(
    live: Live, anna: Person, cases: list[str], new_page: NewPage
) -> None:
    broken: list[str] = []
    newcomer = live.people.new("ben", "caseworker")
    page = new_page(bypass_csp=True)  # axe-core comes as text.
    visit(page, "/sign-in")
    check(page, broken)
    enter_desk(page, anna)
    check_list(page, broken)
    visit(page, f"/desk/{cases[0]}")
    check(page, broken)
    open_case(page, cases[0])
    check_case(page, broken)
    visit(page, "/admin/people")
    check(page, broken)
    page = new_page(bypass_csp=True)
    come_in(page, newcomer)
    check(page, broken)
    assert broken == []


def test_the_pages_of_the_others_break_no_rule_of_accessibility(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    broken: list[str] = []
    page = new_page(bypass_csp=True)
    visit(page, f"/enrol#{live.people.invite('dora', 'auditor')}")
    check(page, broken)
    page.click("[data-does=written]")
    check(page, broken)
    for name, role in (("audra", "auditor"), ("gita", "administrator")):
        page = new_page(bypass_csp=True)
        come_in(page, anna.people.new(name, role))
        check(page, broken)
        if role == "auditor":
            visit(page, "/audit/entries")
            check(page, broken)
            page.locator("tbody a", has_text="Proof").first.click()
            ready(page)
            check(page, broken)
    assert broken == []
