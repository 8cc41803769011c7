"""Every state that staff see: nothing that axe finds, and nothing cut where there is little room.

Wide and light, on a phone and dark; 320 px, 320 px with text of twice the size, a zoomed window.
Other states of the list and of a case that waits are looked at in ``test_staff_pages``.
"""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from intake.store.models import CaseProposal
from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import judged, misfits
from tests.e2e.staff.cases import report, say
from tests.e2e.staff.forging import forge_list
from tests.e2e.staffing import come_in, enter_desk, open_case, show_act, visit
from tests.people import Person

ACTS = ("hand-over", "level", "status", "contacted", "close", "exclude", "export")


@pytest.fixture
def ben(live: Live, anna: Person) -> Person:
    made = live.people.new("ben", "caseworker", triage=True)
    assert anna.admit(made).status_code == 201
    return made


def held(live: Live, anna: Person, ben: Person, level: str = "soon", **contact: object) -> str:
    """Return a case that anna holds, with a message and an answer."""
    sent = report(live, level, **contact)
    case = sent.sending.case
    anna.hold(case, ben)
    said = anna.answer(anna.open(case, "casework"), "An answer. " * 20)
    assert said.status_code == 201
    say(sent, "They called again: https://example.org/" + "a-long-address/" * 12)
    return case


def asks(by: Person, case: str) -> None:
    """Let somebody propose to close a case and to lower it."""
    opened = by.open(case, "cover")
    assert by.do(opened, lambda acts: acts.settle("no_question")).status_code == 201
    assert by.do(opened, lambda acts: acts.close(["advice_given"])).status_code == 201
    assert by.do(opened, lambda acts: acts.change_level("soon", "misjudged")).status_code == 201


def lapse(live: Live) -> None:
    with live.database.engine.begin() as connection:
        connection.execute(update(CaseProposal).values(expires_at=live.clock() - 1))


def the_case(page: Page, case: str) -> list[str]:
    """An open case with everything in it, and each of its forms."""
    open_case(page, case, "casework")
    wrong = misfits(page, "messages")
    for tab in ("notes", "report", "times"):
        page.set_viewport_size({"width": 320, "height": 640})
        page.click(f"[data-tab={tab}]")
        wrong += misfits(page, tab)
    page.set_viewport_size({"width": 320, "height": 640})
    page.click("[data-tab=messages]")
    page.click("[data-shows=reply]")
    page.fill("textarea[name=reply]", "An answer with a long word: " + "x" * 60)
    wrong += misfits(page, "composer")
    page.click("[data-shows=settle]")
    wrong += judged(page, "settle")
    page.select_option("[name=settle_reason]", "no_question")
    page.click("[data-does=settle]")
    expect(page.locator("[data-act=settled]")).to_be_visible()
    for act in ACTS:
        show_act(page, act)
        wrong += (judged if act in {"hand-over", "close"} else misfits)(page, act)
        page.click("[data-does=cancel]")
    return wrong


def proposals(live: Live, page: Page, ben: Person, case: str) -> list[str]:
    """What anna waits for, what is asked of her, and what lapsed while she read."""
    asks(ben, case)
    open_case(page, case, "casework")
    expect(page.locator("[data-proposal=level]")).to_be_visible()
    wrong = judged(page, "for-me")
    lapse(live)
    page.locator("[data-proposal=close] [data-does=agree]").click()
    expect(page.locator("[data-says=problem-agree]").first).to_contain_text("does not wait")
    wrong += judged(page, "lapsed")
    show_act(page, "aside")
    page.select_option("[name=aside_reason]", "junk")
    page.click("[data-does=aside]")
    expect(page.locator("[data-proposal=aside]")).to_be_visible()
    return wrong + judged(page, "waiting")


def before_it_is_read(page: Page, named: str) -> list[str]:
    """Its purpose, whom it is kept from, and a case that is none."""
    visit(page, f"/desk/{named}")
    wrong = misfits(page, "purpose")
    page.click("[data-purpose=triage]")
    expect(page.locator("[data-panel=screening]")).to_be_visible()
    wrong += judged(page, "screening")
    open_case(page, "0" * 32, "safety")
    return wrong + judged(page, "gone")


def the_lists(page: Page) -> list[str]:
    visit(page, "/desk/")
    expect(page.locator("[data-case] .what [data-unsealed]").first).to_be_visible()
    wrong = misfits(page, "list")
    page.click("[data-list=aside]")
    expect(page.locator("[data-case]")).to_have_count(1)
    return wrong + judged(page, "aside-list")


def the_people(live: Live, page: Page, anna: Person, ben: Person) -> list[str]:
    """Notices; people with one who waits, one who is suspended, and what each button asks."""
    made = {name: live.people.new(name, "caseworker") for name in ("cara", "dora", "emil")}
    for name in ("cara", "dora"):
        assert anna.admit(made[name], ben).status_code == 201
    assert anna.post("/admin/suspend", {"account": made["cara"].id}).status_code == 204
    visit(page, "/desk/notices")
    wrong = judged(page, "notices")
    visit(page, "/admin/people")
    wrong += judged(page, "people")
    page.get_by_role("button", name="Remove dora").click()
    wrong += judged(page, "removal")
    page.click("[data-does=keep]")
    page.get_by_role("button", name="Suspend dora").click()
    wrong += judged(page, "suspension")
    page.click("[data-does=keep-in]")
    return wrong


def the_stops(live: Live, page: Page, anna: Person) -> list[str]:
    forge_list(live, anna)
    wrong = []
    for name, path in (("stop", "/desk/"), ("stop-people", "/admin/people")):
        visit(page, path)
        expect(page.locator("[data-state=stopped]")).to_be_visible()
        wrong += judged(page, name)
    return wrong


def test_a_case_and_its_acts_are_whole_for_everybody(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    case = held(live, anna, ben, "urgent", c_stop="the Thursday class")
    asked = held(live, anna, ben, "emergency")
    named = report(live, c_avoid="the one called ben", c_interp="no interpreter from home")
    page = new_page(bypass_csp=True)  # axe-core comes as text.
    enter_desk(page, anna)
    wrong = before_it_is_read(page, named.sending.case)
    wrong += the_case(page, case)
    wrong += proposals(live, page, ben, asked)
    assert not wrong, "\n".join(wrong)


def test_lists_people_and_stops_are_whole_for_everybody(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    held(live, anna, ben, "emergency")
    junk = report(live, "routine").sending.case
    report(live, "emergency")
    aside = ben.do(ben.open(junk), lambda acts: acts.set_aside("junk"))
    assert aside.status_code == 201
    page = new_page(bypass_csp=True)
    visit(page, "/sign-in")
    wrong = misfits(page, "sign-in")
    enter_desk(page, anna)
    wrong += the_lists(page)
    wrong += the_people(live, page, anna, ben)
    wrong += the_stops(live, page, anna)
    assert not wrong, "\n".join(wrong)


def test_the_pages_of_the_others_are_whole_for_everybody(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    held(live, anna, ben, "emergency")
    susi = live.people.new("susi", "supervisor")
    assert anna.admit(susi, ben).status_code == 201
    page = new_page(bypass_csp=True)
    visit(page, f"/enrol#{live.people.invite('dora', 'auditor')}")
    wrong = misfits(page, "enrol")
    page.click("[data-does=written]")
    wrong += misfits(page, "enrol-words")
    come_in(page, susi, "/desk/overview")
    wrong += judged(page, "overview")
    for name, role in (("gita", "administrator"), ("audra", "auditor"), ("nora", "caseworker")):
        page = new_page(bypass_csp=True)
        come_in(page, live.people.new(name, role))
        wrong += misfits(page, role)
    assert not wrong, "\n".join(wrong)
