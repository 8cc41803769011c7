"""Letting a third person in, and taking somebody off the list: what each of them is told."""

import json

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from intake.store.models import LogDetail
from intake.store.models.log import LogActor
from tests.e2e.conftest import Live, NewPage
from tests.e2e.staffing import enrol, enter_desk, fill_sign_in, number, ready, sign_in, visit
from tests.people import Person


def people_page(page: Page) -> None:
    visit(page, "/admin/people")
    expect(page.locator("[data-state=people]")).to_be_visible()


def agree(page: Page) -> None:
    page.check("[name=compared]")
    with page.expect_navigation():
        page.click("[data-does=admit]")
    ready(page)


def card(page: Page, name: str) -> str:
    return page.locator(".newcomer:visible", has_text=name).inner_text()


def newcomer(live: Live, new_page: NewPage) -> Page:
    """The page of cara, who enrols and signs in."""
    page = new_page()
    cara = enrol(page, live, "cara", "caseworker")
    expect(page.locator("[data-says=done-desk]")).to_contain_text("A member must let you in")
    sign_in(page, cara)
    expect(page.locator("[data-says=stage]")).to_contain_text("0 of 2 members have agreed")
    return page


def first_agrees(page: Page, own_number: list[str]) -> None:
    """Compare and agree, where cara and dora wait."""
    assert "0 of 2 members" in card(page, "cara")
    cara = page.locator(".newcomer", has_text="cara")
    expect(cara.locator("[data-says=their-number] li")).to_have_text(own_number)
    cara.get_by_role("checkbox").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Agree to let cara in").click()
    ready(page)
    expect(page.locator("[data-says=what-was-done]")).to_contain_text("Nothing is open to them")
    title = page.locator("[data-says=proposal-title]")
    expect(title).to_have_text("cara: 1 of 2 members has agreed")
    assert "first finish the one above" in card(page, "dora")


def second_agrees(page: Page, own_number: list[str]) -> None:
    """Compare and agree as the second; not without having compared."""
    expect(page.locator("[data-says=proposal-words]")).to_contain_text("it is your turn")
    assert number(page, "their-number") == own_number
    page.get_by_role("button", name="Agree and let cara in").click()
    expect(page.locator("[data-says=problem]:visible")).to_contain_text("First compare")
    agree(page)
    expect(page.locator("[data-says=what-was-done]")).to_contain_text("They are in")


def test_two_members_let_in_a_third_and_each_knows_whose_turn_it_is(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    ben = live.people.new("ben", "caseworker")
    anna.admit(ben)
    third = newcomer(live, new_page)
    live.people.new("dora", "caseworker")
    own_number = number(third, "own-number")
    first, second = new_page(), new_page()
    enter_desk(first, anna)
    people_page(first)
    first_agrees(first, own_number)
    third.click("[data-does=look]")
    expect(third.locator("[data-says=stage]")).to_contain_text("1 of 2 members has agreed")
    enter_desk(second, ben)
    people_page(second)
    second_agrees(second, own_number)
    third.click("[data-does=look]")
    third.wait_for_url("**/desk/")


def remove_cara(page: Page) -> None:
    """Look at what it does, keep her, then remove her."""
    expect(page.locator("[data-does=remove]:visible")).to_have_count(
        2
    )  # Nobody removes themselves.
    page.get_by_role("button", name="Remove cara").click()
    dialog = page.locator("#removal")
    expect(dialog).to_contain_text("It takes nothing back")
    dialog.get_by_role("button", name="Lock").click(
        trial=True
    )  # What is open covers the other one.
    page.click("[data-does=keep]")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Remove cara").click()
    with page.expect_navigation():
        page.click("[data-does=remove-now]")
    ready(page)
    expect(page.locator("[data-says=what-was-done]")).to_contain_text("off the list")


@pytest.mark.usefixtures("full_strength")
def test_a_triage_member_removes_somebody_after_reading_what_it_does_and_does_not(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    ben, cara = live.people.new("ben", "caseworker"), live.people.new("cara", "caseworker")
    anna.admit(ben)
    page = new_page()
    enter_desk(page, anna)
    people_page(page)
    expect(page.locator("[data-does=remove]:visible")).to_have_count(0)
    expect(page.locator("[data-says=too-few]")).to_contain_text("With two members")
    anna.admit(cara, ben)
    leaver = new_page()
    enter_desk(leaver, cara)

    people_page(page)
    remove_cara(page)
    expect(page.locator("[data-says=members] tr")).to_have_count(2)
    assert anna.walk().newest.find_member(cara.id) is None
    with live.database.reading() as db:
        logged = db.scalars(select(LogDetail.detail).order_by(LogDetail.idx)).all()
        hers = db.scalars(select(LogActor.pseudonym).where(LogActor.account_id == cara.id)).one()
    assert [hers] in [json.loads(detail).get("removed") for detail in logged]
    leaver.goto("/desk/")
    leaver.wait_for_url(
        "**/sign-in"
    )  # Their session ended with the signature, and no other begins.
    fill_sign_in(leaver, cara)
    leaver.click("#enter")
    expect(leaver.locator("#problem")).to_contain_text("Name, passphrase or code is wrong")


def test_a_member_without_triage_is_offered_no_removal(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    ben, cara = live.people.new("ben", "caseworker"), live.people.new("cara", "caseworker")
    anna.admit(ben)
    anna.admit(cara, ben)
    page = new_page()
    enter_desk(page, ben)
    people_page(page)
    expect(page.locator("[data-does=remove]:visible")).to_have_count(0)
    expect(page.locator("[data-says=members] tr")).to_have_count(3)
