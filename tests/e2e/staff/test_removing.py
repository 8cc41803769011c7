"""A second reader within a week: proposed by one, out at once if that is better, decided by two."""

from playwright.sync_api import Page, expect

from tests.admin.signing import removing
from tests.e2e.conftest import Live, NewPage
from tests.e2e.staffing import enter_desk, ready, visit
from tests.people import Person


def people_page(page: Page, person: Person) -> None:
    enter_desk(page, person)
    visit(page, "/admin/people")
    expect(page.locator("[data-state=people]")).to_be_visible()


def desk_after_a_removal(live: Live, anna: Person) -> tuple[Person, Person, Person]:
    """Eva was taken off today; ben and cara read beside anna, dora works on cases."""
    found = []
    for name in ("ben", "cara", "eva", "dora"):
        found.append(live.people.new(name, "caseworker", triage=name != "dora"))
        second = found[0] if len(found) > 1 else None
        assert anna.admit(found[-1], cosigner=second).status_code == 201
    ben, cara, eva, dora = found
    gone = anna.post("/admin/people/roster", removing(anna.walk().newest, eva, anna))
    assert gone.status_code == 201
    return ben, cara, dora


def propose(page: Page, name: str, button: str) -> None:
    page.get_by_role("button", name=f"Remove {name}").click()
    expect(page.locator("#removal")).to_contain_text("a second member must agree")
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()
    ready(page)


def test_a_second_removal_waits_for_a_second_member_who_reads_why(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    _, cara, dora = desk_after_a_removal(live, anna)
    first, second, theirs = new_page(), new_page(), new_page()
    people_page(first, anna)
    propose(first, "cara", "Propose to remove cara")
    title = first.locator("[data-says=proposal-title]")
    expect(title).to_have_text("Removing cara: 1 of 2 members has agreed")
    assert first.locator("[data-does=agree-removal]").is_hidden()
    people_page(theirs, cara)  # Nothing has changed for her yet, and she is told.
    expect(theirs.locator("[data-says=proposal-words]")).to_contain_text("take you off the list")
    assert theirs.locator("[data-says=proposal-drop]").is_hidden()
    people_page(second, dora)
    expect(second.locator("[data-says=proposal-words]")).to_contain_text("one by one")
    with second.expect_navigation():
        second.get_by_role("button", name="Agree and remove cara").click()
    ready(second)
    expect(second.locator("[data-says=what-was-done]")).to_contain_text("off the list")
    assert anna.walk().newest.find_member(cara.id) is None


def test_who_is_a_risk_now_is_out_at_once_and_removed_when_a_second_agrees(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    _, cara, _ = desk_after_a_removal(live, anna)
    page = new_page()
    people_page(page, anna)
    propose(page, "cara", "Risk now: suspend cara and propose")
    expect(page.locator("[data-says=what-was-done]")).to_contain_text("They are out")
    expect(page.locator("[data-says=suspended] .newcomer")).to_contain_text("cara")
    expect(page.locator("[data-says=proposal-title]")).to_contain_text("Removing cara")
    assert cara.client.get("/session/half").status_code == 401
    page.get_by_role("button", name="Remove cara").click()  # Suspended once is enough.
    assert page.locator("[data-does=risk-now]").is_hidden()
