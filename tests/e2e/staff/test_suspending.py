"""Keeping somebody out at once, on both pages; what nobody decided is an alarm the next day."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from intake.store.models import Account
from intake.web.services import services_of
from tests.e2e.conftest import Live, NewPage
from tests.e2e.staffing import come_in, enter_desk, fill_sign_in, ready, visit
from tests.people import Person

DAY = 86_400


def desk_of_three(live: Live, anna: Person) -> tuple[Person, Person]:
    ben = live.people.new("ben", "caseworker", triage=True)
    cara = live.people.new("cara", "caseworker")
    anna.admit(ben)
    anna.admit(cara, ben)
    return ben, cara


def suspend(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Suspend {name}").click()
    expect(page.locator("#suspension")).to_contain_text("It takes nothing back")
    page.click("[data-does=suspend-now]")


def is_refused(page: Page, person: Person) -> None:
    fill_sign_in(page, person)
    page.click("#enter")
    expect(page.locator("#problem")).to_contain_text("Name, passphrase or code is wrong")


def people_page(page: Page, person: Person) -> None:
    enter_desk(page, person)
    visit(page, "/admin/people")


@pytest.mark.usefixtures("full_strength")
def test_a_member_suspends_another_who_is_out_at_once(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    _, cara = desk_of_three(live, anna)
    page, theirs = new_page(), new_page()
    people_page(theirs, cara)
    expect(theirs.locator("[data-state=people]")).to_be_visible()
    expect(theirs.locator("[data-does=suspend]:visible")).to_have_count(0)  # Works on cases only.
    people_page(page, anna)
    expect(page.locator("[data-does=suspend]:visible")).to_have_count(
        2
    )  # Nobody suspends themselves.
    with page.expect_navigation():
        suspend(page, "cara")
    ready(page)
    card = page.locator("[data-says=suspended] .newcomer")
    expect(card).to_contain_text("somebody lets them back in or removes them")
    expect(page.locator("[data-says=members] tr", has_text="cara")).to_contain_text("suspended")
    theirs.goto("/desk/")
    theirs.wait_for_url("**/sign-in")
    is_refused(theirs, cara)


def test_a_suspension_that_nobody_decided_is_an_alarm_until_somebody_does(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    _, cara = desk_of_three(live, anna)
    assert anna.post("/admin/suspend", {"account": cara.id}).status_code == 204
    live.clock.pass_seconds(DAY)
    late, theirs = new_page(), new_page()
    people_page(late, anna)
    card = late.locator("[data-says=suspended] .newcomer")
    expect(card).to_contain_text("Decide now")
    expect(card).to_contain_text("nobody has decided")
    with late.expect_navigation():
        late.get_by_role("button", name="Let cara back in").click()
    ready(late)
    expect(late.locator("[data-says=suspended-part]")).to_be_hidden()
    enter_desk(theirs, cara)


@pytest.mark.usefixtures("full_strength")
def test_an_administrator_suspends_and_lets_back_in_and_never_the_last_who_reads(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    ben, _ = desk_of_three(live, anna)
    page = new_page()
    come_in(page, live.people.new("gita", "administrator"))
    row = page.locator("[data-says=accounts] tr", has_text="ben")
    suspend(page, "ben")
    expect(row).to_contain_text("suspended since")
    assert page.get_by_role("button", name="Suspend gita").count() == 0
    is_refused(new_page(), ben)
    suspend(page, "anna")
    expect(page.locator("[data-says=suspend-problem]")).to_contain_text("last person")
    page.click("[data-does=keep-in]")
    page.get_by_role("button", name="Let ben back in").click()
    expect(row).to_contain_text("active")
    enter_desk(new_page(), ben)


def test_one_of_two_is_not_disabled_and_both_pages_say_what_to_do_instead(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    ben = live.people.new("ben", "caseworker")
    assert anna.admit(ben).status_code == 201
    page, theirs = new_page(), new_page()
    come_in(page, live.people.new("gita", "administrator"))
    page.get_by_role("button", name="Disable ben").click()
    expect(page.locator("#confirm")).to_contain_text("If you are not sure, suspend")
    page.click("[data-does=confirm]")
    expect(page.locator("[data-says=list-problem]")).to_contain_text("Suspend instead")
    people_page(theirs, anna)
    expect(theirs.locator("[data-says=too-few]")).to_contain_text("letting somebody in takes both")
    expect(theirs.locator("[data-says=one-left]")).to_be_hidden()
    with services_of(live.people.app).database.engine.begin() as connection:
        connection.execute(update(Account).where(Account.id == ben.id).values(disabled=True))
    visit(theirs, "/admin/people")
    expect(theirs.locator("[data-says=one-left]")).to_contain_text("nobody can be let in any more")
    expect(theirs.locator("[data-says=too-few]")).to_be_hidden()
