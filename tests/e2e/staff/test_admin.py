"""The administrator's page: inviting and disabling, and what it cannot do."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.staffing import come_in, ready, visit


def test_an_administrator_invites_and_disables_and_a_used_link_is_over(
    live: Live, new_page: NewPage, watched: Watched
) -> None:
    gita = live.people.new("gita", "administrator")
    live.people.new("tara", "caseworker", triage=True)
    live.people.new("anna", "caseworker")
    page = new_page()
    come_in(page, gita)
    page.fill("[name=new_username]", "ben")
    page.click("[data-does=invite]")
    expect(page.locator("[data-says=link]")).to_be_visible()
    link = page.inner_text("[data-says=link]")
    newcomer = new_page()
    visit(newcomer, link)
    expect(newcomer.locator("[data-says=username]")).to_have_text("ben")
    assert newcomer.url.endswith("/enrol")  # The token is gone from the address.

    anna = page.locator("tr", has_text="anna")
    anna.locator("[data-does=disable]").click()
    page.click("[data-does=confirm]")
    expect(anna).to_contain_text("disabled")
    assert page.locator("[aria-label$=gita]:visible").count() == 0
    page.locator("tr", has_text="tara").locator("[data-does=disable]").click()
    page.click("[data-does=confirm]")
    expect(page.locator("[data-says=list-problem]")).to_contain_text("last person")

    visit(newcomer, link.replace("#", "#x"))
    expect(newcomer.locator("[data-state=invalid]")).to_be_visible()
    assert all("404" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


FORM = ("new_username", "new_role", "new_triage")


def form_of(page: Page) -> list[str | bool]:
    """What stands in the form of an invitation."""
    name, role, triage = (page.locator(f"[name={field}]") for field in FORM)
    return [name.input_value(), role.input_value(), triage.is_checked()]


def fill_form(page: Page, username: str) -> None:
    page.fill("[name=new_username]", username)
    page.select_option("[name=new_role]", "supervisor")
    page.check("[name=new_triage]")


def test_the_form_of_an_invitation_remembers_nothing_after_sending_reload_or_back(
    live: Live, new_page: NewPage
) -> None:
    live.people.new("tara", "caseworker", triage=True)
    page = new_page()
    come_in(page, live.people.new("gita", "administrator"))
    empty = form_of(page)
    assert empty == ["", "caseworker", False]

    fill_form(page, "ben")
    page.click("[data-does=invite]")
    expect(page.locator("[data-says=link]")).to_be_visible()
    assert form_of(page) == empty

    fill_form(page, "cora")
    page.reload()
    ready(page)
    assert form_of(page) == empty

    fill_form(page, "dora")
    page.goto("/en/help")
    page.go_back()
    ready(page)
    expect(page.locator("[data-state=admin]")).to_be_visible()
    assert form_of(page) == empty
    # What a browser puts back into fields comes before this event, and is gone with it.
    fill_form(page, "emil")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow'))")
    assert form_of(page) == empty


def test_an_open_invitation_is_listed_and_its_link_ends_when_it_is_revoked(
    live: Live, new_page: NewPage, watched: Watched
) -> None:
    live.people.new("tara", "caseworker", triage=True)
    live.people.invite("zoe", "auditor")
    page, newcomer = new_page(), new_page()
    come_in(page, live.people.new("gita", "administrator"))
    fill_form(page, "ben")
    page.click("[data-does=invite]")
    expect(page.locator("[data-says=link]")).to_be_visible()
    link = page.inner_text("[data-says=link]")
    rows = page.locator("[data-says=invites] tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Supervisor, triage")
    expect(rows.nth(0)).to_contain_text("gita")
    expect(rows.nth(1)).to_contain_text("at the machine")
    rows.nth(0).locator("button").click()
    expect(page.locator("#revoking")).to_contain_text("ben")
    page.click("[data-does=revoke-now]")
    expect(rows).to_have_count(1)
    assert page.locator("[data-says=invited]").is_hidden()
    visit(newcomer, link)
    expect(newcomer.locator("[data-state=invalid]")).to_be_visible()
    assert all("404" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


def test_an_administrator_reaches_no_page_of_the_desk(
    live: Live, new_page: NewPage, watched: Watched
) -> None:
    live.people.new("anna", "caseworker", triage=True)
    page = new_page()
    come_in(page, live.people.new("gita", "administrator"))
    for path in ("/desk/", "/desk/" + "a" * 32, "/admin/people", "/audit/"):
        response = page.goto(path)
        assert response
        assert response.status == 403
    assert all("403" in complaint for complaint in watched.complaints)
    watched.complaints.clear()
    page.goto("/admin/")
    ready(page)
