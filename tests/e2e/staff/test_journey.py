"""From the first invitation to the auditor's proof, in a real browser, with the real server."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from intake.store.models import Case
from tests.e2e.conftest import Live, NewPage
from tests.e2e.reporting import ANSWER, STORY, fill_screens, open_box, send
from tests.e2e.staffing import (
    admit,
    come_in,
    enrol,
    enter_desk,
    number,
    open_case,
    pin_desk,
    ready,
    show_act,
    sign_in,
    visit,
)
from tests.people import Person

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


def report(page: Page) -> str:
    """Send a report with JavaScript; return the code."""
    fill_screens(page, "en", TOMORROW)
    return send(page)


def only_case(live: Live) -> str:
    with live.database.reading() as db:
        return db.scalars(select(Case.id)).one()


def take_and_answer(page: Page) -> None:
    """Take the open case with ben as cover, answer, and say that contact was made."""
    page.select_option("[name=cover]", label="ben")
    page.click("[data-does=take]")
    page.fill("textarea[name=reply]", ANSWER["en"])
    page.click("[data-does=reply]")
    expect(page.locator("[data-message]")).to_contain_text(ANSWER["en"])
    show_act(page, "status")
    assert page.input_value("[name=status]") == ""  # Nothing is chosen for anybody.
    page.select_option("[name=status]", "in_contact")
    expect(page.locator("[data-does=status]")).to_be_disabled()
    page.select_option("[name=reason]", "contact_made")
    page.click("[data-does=status]")
    expect(page.locator(".casebar .status")).to_contain_text("In contact")


def member_page(new_page: NewPage, person: Person) -> Page:
    page = new_page()
    sign_in(page, person)
    return page


def test_the_first_member_makes_the_desk_and_lets_in_the_next_two(
    live: Live, new_page: NewPage
) -> None:
    page = new_page()
    anna = enrol(page, live, "anna", "caseworker", triage=True)
    sign_in(page, anna)
    expect(page.locator("[data-empty=now]")).to_contain_text("Nothing needs you now")

    newcomer = new_page()
    ben = enrol(newcomer, live, "ben", "caseworker", triage=True)
    sign_in(newcomer, ben)
    assert newcomer.url.endswith("/waiting")
    visit(page, "/admin/people")
    assert number(newcomer, "own-number") == number(page, "their-number")
    assert number(newcomer, "roster-number") == number(page, "desk-number")
    pin_desk(newcomer)
    expect(newcomer.locator("[data-says=pinned]")).to_be_visible()
    admit(page)
    newcomer.click("[data-does=look]")
    expect(newcomer.locator("[data-state=list]")).to_be_visible()

    carla = enrol(new_page(), live, "carla", "supervisor")
    admit(page)
    expect(page.locator("[data-says=proposal-words]")).to_contain_text("second member")
    assert member_page(new_page, carla).url.endswith("/waiting")
    admit(newcomer)
    expect(newcomer.locator("[data-says=members] tr")).to_have_count(3)


def test_a_newcomer_reads_nothing_before_a_member_lets_them_in(
    live: Live, new_page: NewPage
) -> None:
    anna = live.people.new("anna", "caseworker", triage=True)
    case = live.people.reporter()
    assert case.send().status_code == 201
    page = new_page()
    sign_in(page, enrol(page, live, "ben", "caseworker", triage=True))
    for path in ("/desk/", f"/desk/{case.sending.case}", "/admin/people"):
        page.goto(path)
        page.wait_for_url("**/waiting")
        ready(page)
    assert page.locator("[data-case]").count() == 0
    assert anna.walk().newest.version == 1


def test_a_report_is_opened_taken_answered_and_the_answer_read(
    live: Live, new_page: NewPage
) -> None:
    anna = live.people.new("anna", "caseworker", triage=True)
    ben = live.people.new("ben", "caseworker")
    anna.admit(ben)
    code = report(new_page())
    case = only_case(live)

    page = new_page()
    enter_desk(page, anna)
    row = page.locator(f"[data-case='{case}']")
    expect(row).to_have_attribute("data-level", "emergency")
    expect(row.locator(".what [data-unsealed]")).to_contain_text("Papers")
    expect(row.locator(".why")).to_contain_text("told to collect papers")
    expect(row.locator(".when")).to_contain_text(str(int(TOMORROW[8:])))  # The date they gave.

    open_case(page, case)
    expect(page.locator("[data-answer=story]")).to_have_text(STORY["en"])
    expect(page.locator(".whys")).to_contain_text("known lure")
    expect(page.locator("textarea[name=reply]")).to_have_count(0)
    # The desk's clock is that of the test, the reporter's that of today.
    assert page.locator("[data-banner]").all_inner_texts() == ["Two clocks"]
    take_and_answer(page)
    box = new_page()
    open_box(box, "en", code)
    expect(box.locator("[data-message=staff]")).to_contain_text(ANSWER["en"])


def test_a_taken_case_opens_for_the_cover_and_looks_like_none_to_everybody_else(
    live: Live, new_page: NewPage
) -> None:
    anna = live.people.new("anna", "caseworker", triage=True)
    ben = live.people.new("ben", "caseworker")
    carla = live.people.new("carla", "caseworker", triage=True)
    anna.admit(ben)
    anna.admit(carla, ben)
    sent = live.people.reporter("a story")
    assert sent.send().status_code == 201
    case = sent.sending.case
    assert anna.take(anna.open(case), ben).status_code == 201
    anna.open(case, "casework")

    page = new_page()
    enter_desk(page, ben)
    expect(page.locator(f"[data-case='{case}']")).to_contain_text("anna, you")
    open_case(page, case, "cover")
    expect(page.locator("[data-answer=story]")).to_have_text("a story")

    page = new_page()
    page.on("console", lambda _message: None)
    enter_desk(page, carla)
    expect(page.locator("[data-list=now]")).to_have_attribute("data-count", "0")
    expect(page.locator("[data-case]")).to_have_count(0)


def test_the_auditor_sees_who_opened_what_and_why_with_a_proof(
    live: Live, new_page: NewPage
) -> None:
    anna = live.people.new("anna", "caseworker", triage=True)
    audra = live.people.new("audra", "auditor")
    sent = live.people.reporter("secret words")
    assert sent.send().status_code == 201
    anna.open(sent.sending.case, "safety")

    page = new_page()
    come_in(page, audra, "/audit/entries")
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "warn")
    page.select_option("[name=event]", "report.open")
    page.click("[data-does=filter]")
    page.wait_for_url("**event=report.open**")
    ready(page)
    row = page.locator("tbody tr").first
    expect(page.locator("tbody tr")).to_have_count(2)  # The contact file first, then the rest.
    expect(row).to_contain_text("Purpose: somebody may be in danger now")
    row.locator("a", has_text="Proof").click()
    expect(page.locator("pre").last).to_contain_text("c2sp.org/tlog-proof@v1")
    content = page.content()
    assert "secret words" not in content
    assert sent.sending.case not in content
