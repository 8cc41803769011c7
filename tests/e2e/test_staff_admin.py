"""The administrator's page: inviting and disabling, and what it cannot do."""

from playwright.sync_api import expect

from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.staffing import ready, sign_in, visit


def test_an_administrator_invites_and_disables_and_a_used_link_is_over(
    live: Live, new_page: NewPage, watched: Watched
) -> None:
    gita = live.people.new("gita", "administrator")
    live.people.new("tara", "caseworker", triage=True)
    live.people.new("anna", "caseworker")
    page = new_page()
    sign_in(page, gita)
    page.fill("[name=new_username]", "ben")
    page.click("[data-does=invite]")
    expect(page.locator("[data-says=link]")).to_be_visible()
    link = page.inner_text("[data-says=link]")
    newcomer = new_page()
    visit(newcomer, link)
    expect(newcomer.locator("[data-says=username]")).to_have_text("ben")
    assert newcomer.url.endswith("/enrol")  # The token is gone from the address.

    anna = page.locator("tr", has_text="anna")
    anna.locator("button").click()
    page.click("[data-does=confirm]")
    expect(anna).to_contain_text("disabled")
    assert page.locator("tr", has_text="gita").locator("button").is_hidden()
    page.locator("tr", has_text="tara").locator("button").click()
    page.click("[data-does=confirm]")
    expect(page.locator("[data-says=list-problem]")).to_contain_text("last person")

    visit(newcomer, link.replace("#", "#x"))
    expect(newcomer.locator("[data-state=invalid]")).to_be_visible()
    assert all("404" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


def test_an_administrator_reaches_no_page_of_the_desk(
    live: Live, new_page: NewPage, watched: Watched
) -> None:
    live.people.new("anna", "caseworker", triage=True)
    page = new_page()
    sign_in(page, live.people.new("gita", "administrator"))
    for path in ("/desk/", "/desk/" + "a" * 32, "/admin/people", "/audit/"):
        response = page.goto(path)
        assert response
        assert response.status == 403
    assert all("403" in complaint for complaint in watched.complaints)
    watched.complaints.clear()
    page.goto("/admin/")
    ready(page)
