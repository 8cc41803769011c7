"""The auditor's room in a browser: the first page, one case, a review, and a name by two people."""

import re

from playwright.sync_api import Dialog, Locator, Page, expect

from intake.audit.passing.following import Follower
from intake.clock import HOUR, day_of
from intake.log.events import Log
from intake.serving.daily import DayEnd
from intake.web.services import services_of
from tests.admin.stored import details, pseudonym_of
from tests.audit.stated import VKEY, say
from tests.audit.visits.machine import sign_now
from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import judged, pictures
from tests.e2e.staffing import come_in, counted, visit
from tests.people import Person


def follow(live: Live) -> None:
    running = services_of(live.people.app)
    assert DayEnd(running.database, running.clock).tick()
    running.signer.checkpoint(running.database, Log.ACCESS)
    follower = Follower(running.database, running.signer)
    while not follower.tick():
        pass


def read_outside(live: Live, anna: Person) -> str:
    """Anna takes an emergency with ben; cara reads it past them. Return the log's name of it."""
    ben = live.people.new("ben", "caseworker", triage=True)
    cara = live.people.new("cara", "caseworker", triage=True)
    assert anna.admit(ben).status_code == 201
    assert anna.admit(cara, cosigner=ben).status_code == 201
    for level in ("emergency", "urgent", "soon"):
        sent = live.people.reporter(level, level)
        assert sent.send().status_code == 201
        anna.hold(sent.sending.case, ben)
        if level == "emergency":
            assert cara.open(sent.sending.case, "safety").meta
    told = details(live.people)
    return str(next(each["log_ref"] for each in told if each.get("purpose") == "safety"))


def test_what_is_odd_is_read_followed_to_its_case_and_reviewed(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    audra, ref = counted(anna, "audra", "auditor"), read_outside(live, anna)
    follow(live)
    page = new_page()
    come_in(page, audra)
    expect(page.locator("[data-tile=odd]")).to_have_attribute("data-look", "warn")
    assert (in_sight(page, 1280, 900), in_sight(page, 360, 740)) == (4, 3)
    assert judged(page, "audit-overview") == []
    pictures(page, "audit-overview")
    visit(page, f"/audit/case/{ref}")
    expect(page.locator("tr.odd")).to_have_count(1)
    assert judged(page, "audit-case") == []
    pictures(page, "audit-case")
    visit(page, "/audit/")
    head = open_by_key(page)
    page.click("[data-does=review]")
    expect(page.locator("[data-says=review-problem]")).to_contain_text("Choose what came of it")
    expect(page.locator("[name=outcome]")).to_be_focused()
    page.select_option("[data-findings] select", "justified")
    page.click("[data-does=review]")
    expect(page.locator("[data-tile=odd]")).to_have_attribute("data-look", "good")
    page.get_by_text("Reviewed (1)").click()
    head.press("Enter")
    expect(page.locator("[data-reviewed=justified]")).to_contain_text("Reviewed by you on")


def in_sight(page: Page, width: int, height: int) -> int:
    """Return how many answers of the first page stand whole in a window of this size."""
    size = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    ends = "tiles => tiles.map(tile => tile.getBoundingClientRect().bottom)"
    found = page.locator("[data-tile]").evaluate_all(ends)
    if size:
        page.set_viewport_size(size)
    return sum(1 for end in found if end <= height)


def test_without_a_script_everything_is_read_once_signed_in(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    audra, ref = counted(anna, "audra", "auditor"), read_outside(live, anna)
    follow(live)
    signed_in = new_page()
    come_in(signed_in, audra)
    page = new_page(java_script_enabled=False)
    page.context.add_cookies(signed_in.context.cookies())  # type: ignore[arg-type]
    page.goto("/audit/")
    expect(page.locator("[data-tile]")).to_have_count(4)
    page.locator("[data-incident] summary").click()
    expect(page.locator("[data-incident] .ix").first).to_be_visible()
    page.locator(f"[data-incident] [href='/audit/case/{ref}']").click()
    expect(page.locator("tr.odd")).to_have_count(1)
    page.goto("/audit/questions/")
    page.click("[href='/audit/questions/1']")
    expect(page.locator("[data-answer]")).to_contain_text("openings of 3 cases by 3 people")
    page.goto("/audit/entries")
    page.get_by_role("link", name="Proof of entry").first.click()
    expect(page.locator("pre")).to_have_count(2)


def test_without_a_script_other_days_are_asked_for_and_entries_filtered(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    audra = counted(anna, "audra", "auditor")
    follow(live)
    signed_in = new_page()
    come_in(signed_in, audra)
    page = new_page(java_script_enabled=False)
    page.context.add_cookies(signed_in.context.cookies())  # type: ignore[arg-type]
    page.goto("/audit/entries")
    page.select_option("#event", "auth.ok")
    page.fill("#to", day_of(live.people.clock()).isoformat())
    page.click("[data-does=filter]")
    expect(page).to_have_url(re.compile(r"event=auth\.ok&.*&to=\d"))
    expect(page.locator("#to")).not_to_have_value("")
    expect(page.locator("#event")).to_have_value("auth.ok")
    page.goto("/audit/")
    page.fill("#since", "2020-01-31")
    page.get_by_role("button", name="Show these days").click()
    expect(page).to_have_url(re.compile(r"/audit/\?since=2020-01-31$"))
    expect(page.locator("[data-tile]")).to_have_count(4)


def open_by_key(page: Page) -> Locator:
    """Open the only incident by its head line, which alone is there before; return that."""
    expect(page.locator("[data-does=review]")).to_be_hidden()
    head = page.locator("[data-incident] summary")
    expect(head).to_contain_text("To look at · 1 entry, of")
    head.press("Enter")
    expect(page.locator("[data-does=review]")).to_be_visible()
    assert judged(page, "audit-overview-opened") == []
    pictures(page, "audit-overview-opened")
    return head


def test_the_questions_are_read_and_followed_to_the_entries_behind_them(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    audra, ref = counted(anna, "audra", "auditor"), read_outside(live, anna)
    follow(live)
    page = new_page()
    come_in(page, audra)
    page.click("[href='/audit/questions/']")
    expect(page.locator("[data-question]")).to_have_count(20)
    assert judged(page, "audit-questions") == []
    pictures(page, "audit-questions")
    page.click("[href='/audit/questions/1']")
    expect(page.locator("[data-answer]")).to_contain_text("openings of 3 cases by 3 people")
    assert judged(page, "audit-question-opened") == []
    pictures(page, "audit-question-opened")
    page.locator(f"[href*='case={ref}']").first.click()
    expect(page.locator("[data-answer]")).to_contain_text("of 1 case by 3 people")
    visit(page, "/audit/questions/3")
    expect(page.locator("[data-planned]")).to_have_count(2)
    assert judged(page, "audit-question-empty") == []
    page.get_by_role("link", name="All twenty").click()
    page.click("[href='/audit/questions/2']")
    expect(page.locator("[data-answer]")).to_contain_text("outside assignment, by 1 person")


def test_a_name_is_asked_for_agreed_to_and_shown(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    audra, adam = counted(anna, "audra", "auditor"), counted(anna, "adam", "administrator")
    of = pseudonym_of(live.people, anna.id)
    page, other = new_page(), new_page()
    come_in(page, audra, f"/audit/names/?of={of}&entries=1")
    assert judged(page, "audit-names-empty") == []
    page.fill("[name=entries]", "1-")
    page.click("[data-does=ask]")
    expect(page.locator("[data-says=ask-problem]")).to_contain_text("Name one to a hundred")
    expect(page.locator("[name=entries]")).to_be_focused()
    expect(page.locator("[name=entries]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=of]")).to_have_value(of)
    page.fill("[name=entries]", "1-2")
    page.select_option("[name=ground]", "finding")
    page.click("[data-does=ask]")
    expect(page.locator("[data-ask]")).to_contain_text("Nobody has decided yet")
    come_in(other, adam, "/audit/names/")
    expect(other.locator("[data-ask]")).to_contain_text(of[:8])
    assert judged(other, "audit-names-asked") == []
    other.click("[data-does=agree]")
    expect(other.locator("[data-ask]")).to_have_count(0)
    page.reload()
    page.click("[data-does=show]")
    expect(page.locator("[data-says=answer]")).to_have_text("anna")
    assert judged(page, "audit-names-shown") == []


def test_a_statement_is_handed_in_and_read_by_a_supervisor(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    audra, susi = live.people.new("audra", "auditor"), live.people.new("susi", "supervisor")
    assert anna.admit(susi).status_code == 201
    sign_now(live.people)
    said = say(live.people)
    page, other = new_page(), new_page()
    come_in(page, audra)
    page.click("main [href='/audit/statements/']")
    assert judged(page, "audit-statements-empty") == []
    page.fill("[name=statement]", said.note().replace("clean", "clear"))
    page.fill("[name=signed_by]", f"signed by {VKEY}")
    page.click("[data-does=hand-in]")
    expect(page.locator("[data-says=problem]")).to_contain_text("not a statement of this kind")
    assert judged(page, "audit-statements-refused") == []
    page.fill("[name=statement]", said.note())
    page.click("[data-does=hand-in]")
    expect(page.locator("[data-statement]")).to_contain_text(f"the first {said.size} entries")
    assert judged(page, "audit-statements") == []
    pictures(page, "audit-statements")
    come_in(other, susi, "/audit/statements/")
    with other.expect_download() as download:
        other.click("[data-statement] a")
    assert download.value.path().read_text(encoding="utf-8") == said.note()
    assert judged(other, "audit-statements-read") == []


def test_what_waits_for_a_supervisor_stands_above_the_desk(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    audra, susi = live.people.new("audra", "auditor"), live.people.new("susi", "supervisor")
    assert anna.admit(susi).status_code == 201
    anna.vouch(audra)
    of = pseudonym_of(live.people, anna.id)
    page, other = new_page(), new_page()
    come_in(page, audra, f"/audit/names/?of={of[:8]}&entries=1")
    page.select_option("[name=ground]", "court")
    page.click("[data-does=ask]")
    expect(page.locator("[data-ask]")).to_be_visible()
    come_in(other, susi)
    told = other.locator("[data-asks]")
    expect(told).to_contain_text("An auditor asks for a name")
    expect(other.get_by_role("heading", name="Compare the desk")).to_be_visible()
    assert judged(other, "desk-told") == []
    pictures(other, "desk-told")
    told.get_by_role("link").click()
    expect(other.locator("[data-does=agree]")).to_be_visible()
    expect(other.locator("[data-asks]")).to_have_count(0)


def test_what_is_typed_is_not_left_unasked_and_a_lock_asks_nothing(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    audra, of = live.people.new("audra", "auditor"), pseudonym_of(live.people, anna.id)
    page, asked = new_page(), list[str]()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    come_in(page, audra, f"/audit/names/?of={of}&entries=1")
    page.fill("[name=also]", of[:5])
    page.click("nav [href='/audit/']")
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    expect(page.locator("[name=also]")).to_have_value(of[:5])
    page.click("#lock")
    expect(page).to_have_url(re.compile("/sign-in$"))
    assert asked == ["beforeunload"]
    come_in(page, audra, "/audit/")
    page.fill("[name=visit_code]", "12")
    page.click("nav [href='/audit/entries']")
    expect(page).to_have_url(re.compile("/audit/entries$"))
    page.fill("[name=case]", "ab")
    page.click("nav [href='/audit/']")
    expect(page).to_have_url(re.compile("/audit/$"))
    assert asked == ["beforeunload"], "a code and a filter are no work"


def test_rules_that_stopped_are_grey_and_say_up_to_where_they_read(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    audra = counted(anna, "audra", "auditor")
    follow(live)
    counted(anna, "otto", "auditor")  # Entries that no rule has read.
    live.clock.now += 2 * HOUR
    page = new_page()
    come_in(page, audra)
    expect(page.locator("[data-tile=odd]")).to_have_attribute("data-look", "none")
    expect(page.locator("[data-tile=odd]")).to_contain_text("The rules have read up to entry")
    assert judged(page, "audit-stopped") == []
    pictures(page, "audit-stopped")
