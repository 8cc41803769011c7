"""Somebody of the desk vouches for an auditor, who from then on counts as a second person."""

from playwright.sync_api import expect

from tests.admin.stored import events
from tests.e2e.conftest import NewPage, Watched
from tests.e2e.measuring import judged, pictures
from tests.e2e.staffing import come_in, counted
from tests.people import Person


def test_an_auditor_waits_until_a_member_of_the_desk_vouches(
    anna: Person, new_page: NewPage
) -> None:
    audra, _ = (anna.people.new(name, "auditor") for name in ("audra", "ottilie"))
    anna.people.new("adam", "administrator")
    page, other = new_page(), new_page()
    come_in(other, audra, "/admin/vouching")
    expect(other.locator("[data-says=own]")).to_contain_text("Nobody has vouched for you yet")
    assert judged(other, "vouching-not-yet") == []
    come_in(page, anna, "/admin/people")
    page.get_by_text("See who").click()
    expect(page.locator("[data-newcomer]")).to_have_count(3)
    assert judged(page, "vouching") == []
    pictures(page, "vouching")
    page.click("[data-newcomer=audra] [data-does=vouch]")
    expect(page.locator("[data-newcomer]")).to_have_count(2)
    other.reload()
    expect(other.locator("[data-says=own]")).to_have_text("You count.")


def test_an_auditor_who_counts_vouches_by_a_name_they_know(
    anna: Person, new_page: NewPage, watched: Watched
) -> None:
    audra, page = counted(anna, "audra", "auditor"), new_page()
    come_in(page, audra, "/admin/vouching")
    page.fill("[name=username]", "nobody")
    page.click("[data-does=vouch]")
    expect(page.locator("[data-says=problem]")).to_contain_text("Nobody of this name waits")
    assert all("404" in complaint for complaint in watched.complaints)
    watched.complaints.clear()
    assert judged(page, "vouching-auditor") == []
    pictures(page, "vouching-auditor")
    anna.people.new("ottilie", "auditor")
    page.fill("[name=username]", "ottilie")
    with page.expect_navigation():
        page.click("[data-does=vouch]")
    assert events(anna.people)[-1] == "user.vouch"
