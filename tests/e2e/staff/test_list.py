"""The list: what is most pressing is first, nothing is left out, and what is not known is said."""

from hashlib import sha256

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy import select, update

from intake.store.models import LEVELS, Card, SealedObject
from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.staffing import come_in, enter_desk, look, open_case, state_purpose, visit
from tests.people import Person

PHONE: ViewportSize = {"width": 360, "height": 740}


def send(live: Live, level: str) -> str:
    sent = live.people.reporter(level, level)
    assert sent.send().status_code == 201
    return sent.sending.case


def expect_levels(page: Page, levels: list[str]) -> None:
    """These levels stand in the list from its top to its end."""
    rows = page.locator("[data-case]")
    expect(rows).to_have_count(len(levels))
    for number, level in enumerate(levels):
        expect(rows.nth(number)).to_have_attribute("data-level", level)


@pytest.mark.parametrize(
    ("waits", "taken"), [("emergency", "urgent"), ("soon", "emergency"), ("urgent", "urgent")]
)
def test_on_a_phone_the_most_pressing_comes_first_whoever_has_it(
    live: Live, anna: Person, new_page: NewPage, waits: str, taken: str
) -> None:
    ben = live.people.new("ben", "caseworker")
    anna.admit(ben)
    assert anna.take(anna.open(send(live, taken)), ben).status_code == 201
    send(live, waits)
    page = new_page(viewport=PHONE)
    enter_desk(page, anna)
    expect_levels(page, sorted([waits, taken], key=LEVELS.index))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_emergency_that_nobody_is_on_is_the_one_thing_filled(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    for level in ("urgent", "emergency"):
        send(live, level)
    page = new_page()
    enter_desk(page, anna)
    expect_levels(page, ["emergency", "urgent"])
    expect(page.locator("[data-level=emergency] .alarm")).to_have_count(1)
    expect(page.locator(".row .alarm")).to_have_count(1)
    filled = "node => getComputedStyle(node).backgroundColor"
    word, alarm = (page.locator(f".row {part}").first for part in (".level", ".alarm"))
    assert word.evaluate(filled) == "rgba(0, 0, 0, 0)"
    assert alarm.evaluate(filled) != word.evaluate(filled)


def test_the_mark_is_asked_for_beside_unlocking_and_never_waited_for_twice(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    send(live, "soon")
    page = new_page()
    enter_desk(page, anna)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("/desk/")[2]))
    page.on("response", lambda response: asked.append(response.url.partition("/session/")[2]))
    page.reload()
    expect(page.locator("[data-case]")).to_have_count(1)
    assert asked.index("mark") < asked.index("half"), "the mark costs a round trip of its own"
    assert asked.count("mark") == 1


def test_counts_and_finding_are_of_everything_and_a_hundred_rows_stand_in_the_page(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    cases = [send(live, "soon") for _ in range(120)]
    page = new_page()
    enter_desk(page, anna)
    for name, count in (("now", "120"), ("unassigned", "120"), ("mine", "0"), ("aside", "0")):
        expect(page.locator(f"[data-list={name}]")).to_have_attribute("data-count", count)
    rows = page.locator("[data-case]")
    expect(rows).to_have_count(100)
    outside = set(cases) - {row.get_attribute("data-case") for row in rows.all()}
    page.fill("#find", outside.pop()[:8])
    expect(rows).to_have_count(1)
    page.fill("#find", "nowhere at all")
    expect(page.locator("[data-empty=find]")).to_contain_text("Looked at all 120 lines")
    page.click("[data-does=clear]")
    page.click("[data-does=more]")
    expect(rows).to_have_count(120)


def test_what_people_wrote_in_a_case_opened_here_is_found_until_the_page_locks(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    told, other = (live.people.reporter(story) for story in ("粤B·12345 浙江", "黑色的车"))
    assert {each.send().status_code for each in (told, other)} == {201}
    page = new_page()
    enter_desk(page, anna)
    nothing, rows = page.locator("[data-empty=find]"), page.locator("[data-case]")
    page.fill("#find", "浙江")
    expect(nothing).to_contain_text("and in cases opened since you unlocked: 0.")
    page.click("[data-does=clear]")
    page.click(f"[data-case='{told.sending.case}']")
    state_purpose(page, "triage")
    page.fill("#find", "粤b12345")
    expect(rows).to_have_count(1)
    expect(rows).to_have_attribute("data-case", told.sending.case)
    page.fill("#find", "黑色")
    expect(nothing).to_contain_text("unlocked: 1.")
    with page.expect_navigation(url="**/sign-in*"):
        page.click("[data-does=lock]")
    enter_desk(page, anna)
    page.fill("#find", "浙江")
    expect(nothing).to_contain_text("unlocked: 0.")


def test_what_comes_while_the_page_is_open_is_shown_at_the_next_look(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    first = send(live, "emergency")
    page = new_page()
    enter_desk(page, anna)
    page.locator(f"[data-case='{first}']").focus()
    second = send(live, "emergency")
    live.clock.pass_seconds(15)  # The mark is worked out at this boundary.
    look(page)
    expect(page.locator(f"[data-case='{second}'] .what [data-unsealed]")).to_be_visible()
    expect(page.locator("#announce")).to_have_text("1 new in the list")
    expect(page.locator("[data-list=now]")).to_have_attribute("data-count", "2")
    expect(page.locator(f"[data-case='{first}']")).to_be_focused()  # What had the focus keeps it.


def test_a_look_that_fails_and_a_newer_page_are_in_sight_and_nothing_shown_is_lost(
    live: Live, anna: Person, new_page: NewPage, watched: Watched
) -> None:
    case = send(live, "urgent")
    page = new_page()
    enter_desk(page, anna)
    expect(page.locator("[data-checked]")).to_be_visible()
    page.route("**/desk/mark", lambda route: route.abort())
    look(page)
    expect(page.locator("[data-strip=offline]")).to_contain_text("No answer since")
    page.set_viewport_size(PHONE)
    expect(page.locator("#lock")).to_be_in_viewport(ratio=1)  # The brake never moves away (D14).
    expect(page.locator("[data-checked]")).to_have_count(0)
    expect(page.locator(f"[data-case='{case}']")).to_be_visible()
    page.unroute("**/desk/mark")
    newer = {"mark": "0" * 32, "roster": 1, "build": "0" * 16}
    page.route("**/desk/mark", lambda route: route.fulfill(json=newer))
    page.click("[data-does=look]")
    expect(page.locator("[data-strip=newer]")).to_be_visible()
    expect(page.locator("[data-strip=offline]")).to_have_count(0)
    assert all("ERR_FAILED" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


def test_what_was_opened_once_is_remembered_sealed_and_not_fetched_again(
    live: Live, anna: Person, new_page: NewPage, watched: Watched
) -> None:
    case = send(live, "soon")
    page = new_page()
    enter_desk(page, anna)
    assert watched.posts.count("/desk/summaries") == 1
    with live.database.reading() as db:
        (kept,) = db.scalars(select(Card.data))
    assert kept.startswith(b"age-encryption.org/v1\n-> mlkem768x25519 ")
    visit(page, "/desk/")
    expect(page.locator(f"[data-case='{case}'] .what [data-unsealed]")).to_be_visible()
    assert watched.posts.count("/desk/summaries") == 1


def test_one_summary_that_cannot_be_opened_is_one_marked_row_behind_those_that_can(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    damaged, whole = send(live, "emergency"), send(live, "emergency")
    damaged = min(damaged, whole)  # The one that would stand first.
    with live.database.engine.begin() as connection:
        mine = (SealedObject.case_id == damaged, SealedObject.kind == "summary")
        data = bytearray(connection.scalars(select(SealedObject.data).where(*mine)).one())
        data[-1] ^= 1
        changed = {"data": bytes(data), "sha256": sha256(data).digest()}
        connection.execute(update(SealedObject).where(*mine).values(**changed))
    page = new_page()
    enter_desk(page, anna)
    rows = page.locator("[data-case]")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).locator(".mark.bad", has_text="cannot be opened")).to_have_count(0)
    expect(rows.nth(1)).to_contain_text("cannot be opened")
    expect(rows.nth(1)).to_have_attribute("data-case", damaged)


def test_every_staff_page_fits_a_phone(live: Live, anna: Person, new_page: NewPage) -> None:
    ben, case = live.people.new("ben", "caseworker"), send(live, "emergency")
    page = new_page(viewport=PHONE)
    visit_and_measure(page, "/sign-in", f"/enrol#{live.people.invite('dora', 'auditor')}")
    page.click("[data-does=written]")
    measure(page)
    enter_desk(page, anna)
    visit_and_measure(page, "/desk/", "/admin/people", "/desk/nothing", f"/desk/{case}")
    open_case(page, case)
    measure(page)
    others = [
        (ben, "/waiting"),
        (live.people.new("gita", "administrator"), "/admin/"),
        (live.people.new("audra", "auditor"), "/audit/"),
    ]
    for person, path in others:
        page = new_page(viewport=PHONE)
        come_in(page, person, path)
        measure(page)
    visit_and_measure(page, "/audit/access/0", "/audit/entries?log=intake", "/desk/")


def visit_and_measure(page: Page, *paths: str) -> None:
    for path in paths:
        visit(page, path)
        measure(page)


def measure(page: Page) -> None:
    """Nothing of the page is beyond the right edge of the phone."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], page.url
