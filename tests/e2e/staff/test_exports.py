"""Taking files out in a browser: asked for in the case, agreed to on a page, downloaded then."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import judged, pictures
from tests.e2e.staffing import come_in, enter_desk, open_case, show_act
from tests.people import Person


@pytest.fixture
def anna(live: Live) -> Person:
    return live.people.new("anna", "caseworker", triage=True)


def test_a_copy_is_asked_for_agreed_to_and_downloaded(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    bert = live.people.new("bert", "caseworker", triage=True)
    assert anna.admit(bert).status_code == 201
    sent = live.people.reporter("a story")
    assert sent.send().status_code == 201
    bert.open(sent.sending.case)
    page, other = new_page(), new_page()
    enter_desk(page, anna)
    open_case(page, sent.sending.case)
    show_act(page, "export")
    page.select_option("[name=recipient]", "lawyer")
    page.click("[data-does=export]")
    expect(page.get_by_text("must agree first, under Exports")).to_be_visible()
    assert judged(page, "export-asked") == []
    come_in(other, bert, "/desk/exports")
    expect(other.locator("[data-export]")).to_contain_text("anna wants to take its files out")
    assert judged(other, "exports") == []
    pictures(other, "exports")
    other.click("[data-does=agree]")
    expect(other.locator("[data-export]")).to_contain_text("Agreed to")
    with page.expect_download() as download:
        page.click("[data-does=export]")
    assert Path(download.value.path()).stat().st_size > 1_000
