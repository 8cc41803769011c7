"""A supervisor looks over the desk: all of it, in plain words, and nothing that can be opened."""

from datetime import timedelta

from playwright.sync_api import expect

from intake.clock import day_of
from tests.e2e.conftest import Live, NewPage
from tests.e2e.staffing import come_in
from tests.people import Person

#: Counts the tables of which a part is out of sight.
CUT = "[...document.querySelectorAll('.wide')].filter((e) => e.scrollWidth > e.clientWidth).length"


def test_a_supervisor_sees_every_case_and_no_word_of_one(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    susi = live.people.new("susi", "supervisor")
    assert anna.admit(susi).status_code == 201
    cases = {}
    for level in ("emergency", "soon"):
        reporter = live.people.reporter("heron words", level)
        assert reporter.send().status_code == 201
        cases[level] = reporter.sending.case
    page = new_page(viewport={"width": 360, "height": 740})
    come_in(page, susi, "/desk/overview")
    emergencies = page.locator("[data-part=emergencies] tr[data-case]")
    expect(emergencies).to_have_count(1)
    expect(emergencies).to_contain_text("nobody")
    assert emergencies.get_attribute("data-case") == cases["emergency"]
    holder = emergencies.locator("[data-head=Holder]")  # Its column has no head here.
    assert "Holder" in holder.evaluate('cell => getComputedStyle(cell, "::before").content')
    expect(page.locator("[data-part=unassigned] tr[data-case]")).to_have_count(2)
    expect(page.locator("[data-part=people]")).to_contain_text("anna")
    day = (day_of(live.people.clock()) + timedelta(3)).isoformat()
    page.select_option("[name=away_who]", label="anna")
    page.fill("[name=away_until]", day)
    page.click("[data-does=away]")
    expect(page.locator("[data-part=people] tr", has_text="anna")).to_contain_text(day)
    assert "heron" not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate(CUT) == 0
