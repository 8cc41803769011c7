"""A pin cannot be lost: whichever vault the server hands out, another list is a stop.

Every state of the vault and every length of the list is tried in tests/js/roster_state.test.js;
here are real enrolments, the vaults that came of them, and what people read.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select, update

from intake.store.models import Account, Vault
from tests.e2e.conftest import Live, NewPage
from tests.e2e.staff.forging import forge_list
from tests.e2e.staffing import admit, come_in, enrol, enter_desk, pin_desk, sign_in, visit
from tests.people import Person

DESK_PAGES = ("/desk/", "/admin/people", "/waiting")
MADE_OR_COMPARED = "You compared the list below, or made it"
SEEN_ONLY = "you have compared its number with nobody yet"


class Kept:
    """Every vault that the server was ever given, by user name."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.vaults: dict[str, list[bytes]] = {}

    def keep(self) -> None:
        query = select(Account.username, Vault.data).join(Vault, Vault.account_id == Account.id)
        with self.live.database.reading() as db:
            for username, data in db.execute(query):
                known = self.vaults.setdefault(username, [])
                if data not in known:
                    known.append(data)

    def put_back(self, username: str, data: bytes) -> None:
        account = select(Account.id).where(Account.username == username).scalar_subquery()
        with self.live.database.engine.begin() as connection:
            connection.execute(update(Vault).where(Vault.account_id == account).values(data=data))


def expect_stop(page: Page, path: str, *words: str) -> None:
    """Nothing but the stop is on the page, and it says this."""
    visit(page, path)
    shown = page.locator("[data-state]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("data-state", "stopped")
    for each in words:
        expect(shown).to_contain_text(each)


def join(live: Live, new_page: NewPage, kept: Kept, name: str, *members: Page) -> Page:
    """Enrol, compare and be let in by these, keeping every vault on the way."""
    page = new_page()
    person = enrol(page, live, name, "caseworker")
    kept.keep()
    sign_in(page, person)
    expect(page.locator("[data-says=acquaintance]")).to_contain_text("of this list from before")
    kept.keep()
    pin_desk(page)
    expect(page.locator("[data-says=pinned]")).to_be_visible()
    kept.keep()
    for member in members:
        admit(member)
    page.click("[data-does=look]")
    expect(page.locator("[data-state=list]")).to_be_visible()
    kept.keep()
    return page


def test_every_old_vault_of_the_second_and_third_member_with_a_forged_list_is_a_stop(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    kept, first = Kept(live), new_page()
    enter_desk(first, anna)
    second = join(live, new_page, kept, "ben", first)
    third = join(live, new_page, kept, "cara", first, second)
    visit(second, "/desk/")
    kept.keep()
    forge_list(live, anna)
    for name, page, vaults in (("ben", second, 4), ("cara", third, 3)):
        assert len(kept.vaults[name]) == vaults
        for number, old in enumerate(kept.vaults[name]):
            kept.put_back(name, old)
            remembered = MADE_OR_COMPARED if number else SEEN_ONLY
            expect_stop(page, "/desk/", "was replaced by another", remembered)
        kept.put_back(name, kept.vaults[name][0])  # That of enrolment, on every page.
        for path in DESK_PAGES:
            expect_stop(page, path, "was replaced by another")


def no_row(live: Live, ben: Person) -> None:
    with live.database.engine.begin() as connection:
        connection.execute(delete(Vault).where(Vault.account_id == ben.id))


def put(live: Live, ben: Person, data: bytes) -> None:
    with live.database.engine.begin() as connection:
        connection.execute(update(Vault).where(Vault.account_id == ben.id).values(data=data))


def junk(live: Live, ben: Person) -> None:
    put(live, ben, bytes(3_000))


def annas(live: Live, ben: Person) -> None:
    with live.database.reading() as db:
        other = db.scalars(select(Vault.data).where(Vault.account_id != ben.id)).one()
    put(live, ben, other)


WITHHELD: dict[str, tuple[Callable[[Live, Person], None], str]] = {
    "absent": (no_row, "did not give back what your account remembers"),
    "unreadable": (junk, "is damaged"),
    "of another account": (annas, "is not sealed to your account"),
}


@pytest.mark.parametrize("how", WITHHELD)
def test_a_vault_that_is_withheld_is_a_stop_and_never_a_fresh_start(
    live: Live, anna: Person, new_page: NewPage, how: str
) -> None:
    ben = live.people.new("ben", "caseworker")
    anna.admit(ben)
    page = new_page()
    enter_desk(page, ben)
    withhold, words = WITHHELD[how]
    withhold(live, ben)
    for path in DESK_PAGES:
        expect_stop(page, path, "What your account remembers is not here", words)
        assert page.locator("[data-says=remembered]").is_hidden()


def test_a_list_that_was_only_seen_is_asked_about_truthfully_and_never_called_compared(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    ben = live.people.new("ben", "caseworker")
    anna.admit(ben)
    page = new_page()
    come_in(page, ben)
    pinning = page.locator("[data-state=pin]")
    expect(pinning).to_contain_text("remembers version 1 of this list from before")
    expect(pinning).to_contain_text(SEEN_ONLY)
    pin_desk(page)
    expect(page.locator("[data-state=list]")).to_be_visible()


def test_who_is_invited_before_the_first_member_is_asked_to_come_back(
    live: Live, new_page: NewPage
) -> None:
    page = new_page()
    visit(page, f"/enrol#{live.people.invite('ben', 'caseworker')}")
    expect(page.locator("[data-state=no-desk]")).to_contain_text("your invitation still works")
    assert page.locator("[data-says=words] li").count() == 0
