"""Two people enter a witness on the page, and the page can be read by everybody who may see it."""

from playwright.sync_api import expect

from intake.crypto.tlog.cosignature import witness_key
from intake.crypto.tlog.note import encode_vkey
from tests.e2e.conftest import NewPage, Watched
from tests.e2e.measuring import judged
from tests.e2e.staffing import come_in, counted
from tests.people import Person

POLICY = (
    f"witness w1 {encode_vkey(witness_key('witness.ngo.example/w1', b'w' * 32))}"
    " https://witness.ngo.example/w1\nquorum w1\n"
)


def test_one_proposes_and_another_agrees(anna: Person, new_page: NewPage, watched: Watched) -> None:
    adam, audra = counted(anna, "adam", "administrator"), counted(anna, "audra", "auditor")
    first, second = new_page(), new_page()
    come_in(first, adam, "/admin/witnesses")
    first.fill("textarea[name=policy]", "nonsense")
    first.click("[data-does=propose]")
    expect(first.locator("[data-says=policy-problem]")).to_contain_text("no policy of witnesses")
    assert all("422" in complaint for complaint in watched.complaints)
    watched.complaints.clear()
    first.fill("textarea[name=policy]", POLICY)
    first.click("[data-does=propose]")
    expect(first.locator("[data-waits]")).to_contain_text("You proposed this")
    expect(first.locator("[data-does=agree]")).to_have_count(0)
    come_in(second, audra, "/admin/witnesses")
    expect(second.locator("[data-says=stands]")).to_have_text("quorum none")
    second.click("[data-does=agree]")
    expect(second.locator("[data-waits]")).to_have_count(0)
    expect(second.locator("[data-says=stands]")).to_contain_text("quorum w1")


def test_the_page_fits_and_breaks_no_rule(anna: Person, new_page: NewPage) -> None:
    adam = counted(anna, "adam", "administrator")
    anna.people.new("audra", "auditor")
    assert adam.post("/admin/witnesses", {"policy": POLICY}).status_code == 201
    page = new_page()
    come_in(page, adam, "/admin/witnesses")
    assert judged(page, "witnesses") == []
