"""The insider's Monday, one story in two browsers: what mal tries alone, and what anna sees of it.

Mal is a member of triage with a browser of her own: she presses what her page offers, and lies
where it does not (``hostile``). Each try is refused in words on her page, or stands in words on
anna's.
"""

from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Locator, Page, expect

from intake.crypto.case.sealing.sending import Draft
from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.measuring import pictures
from tests.e2e.staff.cases import WIDE, say
from tests.e2e.staff.hostile import ask, hand_in, lie
from tests.e2e.staff.lists import BOUNDARY_SECONDS, count, in_list, open_row, see
from tests.e2e.staffing import enter_desk, fill_sign_in, look, ready, show_act, state_purpose, visit
from tests.people import Person, Reporter
from tests.strength import little_work

NOTHING = "0" * 32
NOT_HERS = (404, "case")


@dataclass
class Office:
    """Who is there, and the pages of the two who have a browser."""

    live: Live
    anna: Person
    mal: Person
    ben: Person
    cara: Person
    seen: Page  # Anna's.
    page: Page  # Mal's.

    def report(self, level: str = "urgent", **contact: object) -> Reporter:
        """Send a report with these answers in its contact file."""

        def change(draft: Draft) -> Draft:
            told = {"c_mode": "here", **contact}
            return replace(draft, contact=told, avoid="c_avoid" in contact)

        with little_work():
            made = self.live.people.reporter("a story", level, change)
            assert made.send().status_code == 201
        return made

    def case(self, level: str = "urgent", **contact: object) -> str:
        return self.report(level, **contact).sending.case

    def row(self, case: str, words: str) -> None:
        """Let anna's page look until its row of a case says this."""
        self.seen.click("[data-does=back]:visible, [data-list=now]:visible")
        row = self.seen.locator(f"[data-case='{case}']")
        see(self.live, self.seen, lambda: row.count() > 0 and words in row.inner_text())

    def opens(self, case: str, purpose: str) -> Locator:
        """Let anna open a case from her list; return its pane."""
        open_row(self.seen, case, purpose)
        return self.seen.locator("[data-pane=case]")

    def goes_to(self, case: str, purpose: str) -> None:
        """Let mal open a case by its address, with everything that was said of it so far."""
        self.live.clock.pass_seconds(BOUNDARY_SECONDS)
        visit(self.page, f"/desk/{case}")
        state_purpose(self.page, purpose)


@pytest.fixture
def office(live: Live, anna: Person, new_page: NewPage) -> Office:
    """Anna, mal and cara read what waits, ben works on cases; anna and mal have a browser."""
    mal = live.people.new("mal", "caseworker", triage=True)
    assert anna.admit(mal).status_code == 201
    with little_work():
        cara = live.people.new("cara", "caseworker", triage=True)
        ben = live.people.new("ben", "caseworker")
    for newcomer in (cara, ben):
        assert anna.admit(newcomer, mal).status_code == 201
    seen, page = new_page(viewport=WIDE), new_page(viewport=WIDE)
    enter_desk(seen, anna)
    enter_desk(page, mal)
    return Office(live, anna, mal, ben, cara, seen, page)


@pytest.mark.usefixtures("full_strength")
def test_an_insiders_monday(office: Office, watched: Watched, new_page: NewPage) -> None:
    who_only_looks_does_nothing(office)
    nobody_takes_without_a_cover(office)
    junk_key_files_lose_nothing(office)
    who_holds_closes_and_lowers_nothing_alone(office)
    what_is_read_does_not_sink(office)
    nothing_is_handed_on_unseen(office)
    who_is_named_sees_nothing(office)
    who_looks_first_decides_nothing_alone(office)
    who_lies_first_is_in_anothers_list(office)
    who_comes_second_agrees_to_nothing_unread(office)
    colleagues_are_removed_by_two(office)
    who_is_out_does_nothing(office, new_page())
    watched.complaints.clear()  # What a browser says of refusals.


def says(page: Page, act: str, words: str) -> None:
    """The page says what went wrong, beside what was pressed."""
    expect(page.locator(f"[data-says=problem-{act}]")).to_contain_text(words)


def who_only_looks_does_nothing(day: Office) -> None:
    """Anna and ben hold an emergency; mal may read it, is offered nothing, and gets nothing."""
    case, page = day.case("emergency"), day.page
    day.anna.hold(case, day.ben)
    day.goes_to(case, "safety")
    expect(page.locator("[data-says=reply-locked]")).to_contain_text("anna holds this case")
    page.click("[data-shows=acts]")
    offered = page.locator(".entries [data-shows]").all()
    assert [each.get_attribute("data-shows") for each in offered] == ["export"]
    page.click("[data-shows=acts]")
    reason = {"reason": "misjudged"}
    tries = {
        "close": {"dispositions": ["advice_given"]},
        "level": {"from": "emergency", "to": "routine", **reason},
        "aside": {"aside": True, "reason": "junk"},
        "settle": {"seen": 1, "reason": "no_question"},
        "exclude": {"members": [day.anna.id], "named": True, "unsure": False},
        "reopen": reason,
        "note": {},
    }
    for address, told in tries.items():
        assert hand_in(page, f"/desk/{case}/{address}", told) == NOT_HERS, address
    assert ask(page, f"/desk/{case}/on-it", {"instead_of": None}) == NOT_HERS
    status = {"status": "paused_safety", "reason": "unsafe_to_contact", "from": "assigned"}
    assert ask(page, f"/desk/{case}/status", status) == NOT_HERS
    day.row(case, "not answered yet")
    pane = day.opens(case, "casework")
    expect(pane.locator(".casebar")).to_contain_text("Taken")
    pictures(page, "insider-looks")
    expect(pane.locator(".casebar")).to_have_attribute("data-level", "emergency")
    assert pane.locator("[data-proposal], [data-act=closing]").count() == 0
    expect(pane.locator(".rail")).to_contain_text(
        "Somebody may be in danger now"
    )  # Why mal looked.


def nobody_takes_without_a_cover(day: Office) -> None:
    case, page = day.case(), day.page
    day.goes_to(case, "triage")
    expect(page.locator("[data-does=take]")).to_be_disabled()
    page.select_option("[name=cover]", label="ben")
    lie(page, "take", {"cover": None}, {"key_cover": None})
    page.click("[data-does=take]")
    says(page, "take", "This person cannot hold it now")
    pictures(page, "insider-no-cover")
    day.row(case, "nobody")


def junk_key_files_lose_nothing(day: Office) -> None:
    """The cover's key file opens nothing: anna is told, and the desk still opens the case."""
    case, page = day.case(), day.page
    day.goes_to(case, "triage")
    page.select_option("[name=cover]", label="anna")
    lie(page, "take", {}, {"key_cover": "damaged"})
    page.click("[data-does=take]")
    expect(page.locator(".casebar .status")).to_contain_text("anna has not opened it yet")
    day.row(case, "open it once, to confirm your keys")
    day.seen.click(f"[data-case='{case}']")
    state_purpose(day.seen, "cover")
    expect(day.seen.locator("[data-state=unreadable]")).to_contain_text("was not opened")
    expect(day.seen.locator("[data-says=unreadable-logged]")).to_contain_text("to the access log")
    pictures(day.seen, "insider-junk-key")
    assert day.cara.open(case, "review").meta["unconfirmed"] == ["anna"]


def who_holds_closes_and_lowers_nothing_alone(day: Office) -> None:
    """Closing, lowering and setting aside an emergency are questions to a second person."""
    case, page = day.case("emergency"), day.page
    day.mal.hold(case, day.anna)
    day.goes_to(case, "casework")
    page.click("[data-shows=settle]")
    page.select_option("[name=settle_reason]", "no_question")
    page.click("[data-does=settle]")
    show_act(page, "close")
    page.check("[name=disposition][value=out_of_scope_redirected]")
    page.click("[data-does=close]")
    expect(page.locator("[data-proposal=close]")).to_contain_text("waits for a second person")
    show_act(page, "level")
    page.select_option("[name=level]", "routine")
    page.select_option("[name=level_reason]", "misjudged")
    page.click("[data-does=level]")
    expect(page.locator("[data-proposal]")).to_have_count(2)
    show_act(page, "aside")
    page.select_option("[name=aside_reason]", "junk")
    page.click("[data-does=aside]")
    expect(page.locator("[data-proposal]")).to_have_count(3)
    pictures(page, "insider-asks")
    asks_for_a_yes(day, case)


def asks_for_a_yes(day: Office, case: str) -> None:
    """Her own yes counts nothing; anna reads what she asks, and nothing has changed."""
    page = day.page
    lie(page, "agree", {"agrees": True}, {})
    page.locator("[data-proposal=close] [data-does=withdraw]").click()
    expect(page.locator("[data-proposal=close]")).to_contain_text("Another member must agree")
    day.row(case, "your yes")
    pane = day.opens(case, "review")
    for act, words in (
        ("close", "mal asks you to agree: close this case"),
        ("level", "mal asks you to agree: lower it to Routine"),
        ("aside", "mal asks you to agree: set it aside"),
    ):
        expect(pane.locator(f"[data-proposal={act}]")).to_contain_text(words)
    expect(pane.locator("[data-proposal=close]")).to_contain_text("Out of scope, redirected")
    pictures(day.seen, "insider-asked")
    expect(pane.locator(".casebar")).to_have_attribute("data-level", "emergency")


def what_is_read_does_not_sink(day: Office) -> None:
    """Read, settled without a question, set aside: anna covers it, and sees each of them."""
    sent, page = day.report("routine"), day.page
    case = sent.sending.case
    day.mal.hold(case, day.anna)
    assert day.mal.answer(day.mal.open(case, "casework"), "an answer").status_code == 201
    say(sent, "They are at my door.")
    day.goes_to(case, "casework")
    expect(page.locator(f"[data-case='{case}'][data-unread]")).to_have_count(0)
    day.row(case, "new message")
    page.click("[data-shows=settle]")
    page.select_option("[name=settle_reason]", "repeated_words")
    page.click("[data-does=settle]")
    expect(page.locator("[data-act=settled]")).to_be_visible()
    show_act(page, "aside")
    page.select_option("[name=aside_reason]", "out_of_scope")
    page.click("[data-does=aside]")
    expect(page.locator(".casebar .status")).to_contain_text("set aside")
    stands_set_aside(day, sent)


def stands_set_aside(day: Office, sent: Reporter) -> None:
    """Anna sees it in its list with who did it; what the reporter says next brings it back."""
    case = sent.sending.case
    see(day.live, day.seen, lambda: count(day.seen, "aside") == 1)
    assert in_list(day.seen, "aside") == [case]
    pane = day.opens(case, "cover")
    expect(pane.locator("[data-act=settled]")).to_contain_text("Answered before")
    expect(pane.locator("[data-act=settled]")).to_contain_text("mal")
    expect(pane.locator(".rail .times").first).to_contain_text("Set aside, mal")
    pictures(day.seen, "insider-aside")
    say(sent, "Are you there?")
    day.row(case, "new message")  # It is back without anybody's doing.


def nothing_is_handed_on_unseen(day: Office) -> None:
    """Mal offers a friend the case, and tries to offer a place that is not hers."""
    case, page = day.case(), day.page
    day.anna.hold(case, day.mal)
    day.goes_to(case, "cover")
    for place in ("assignee", "cover"):
        show_act(page, "hand-over")
        expect(page.locator("[name=place] option")).to_have_text(["Cover: stands in"])
        page.select_option("[name=to]", label="cara")
        if place == "assignee":
            page.fill("[name=situation]", "you know what to do")
            lie(page, "handover", {"place": place}, {})
        page.check("[name=rules_read]")
        page.click("[data-does=hand-over]")
        if place == "assignee":
            says(page, "hand-over", "That place belongs to somebody who is there")
            page.click("[data-does=cancel]")
    expect(page.locator("[data-proposal=handover]")).to_be_visible()
    day.seen.click("[data-list=mine]")
    see(day.live, day.seen, lambda: case in in_list(day.seen, "mine"))
    pane = day.opens(case, "casework")
    offered = pane.locator("[data-proposal=handover]")
    expect(offered).to_contain_text("mal offered it to cara")
    expect(offered).to_contain_text("you know what to do")
    pictures(day.seen, "insider-offered")
    expect(pane.locator(".casebar")).to_contain_text("Holder you")


def who_is_named_sees_nothing(day: Office) -> None:
    """The reporter keeps it from mal: for her there is no such case, whatever she asks."""
    case = day.case(c_avoid="the one called mal")
    first = day.anna.look(case)
    named = day.anna.do(first, lambda acts: acts.exclude([day.mal.id], named=True))
    assert named.status_code == 201
    second = day.cara.look(case)
    [asked] = second.meta["proposals"]
    assert day.cara.do(second, lambda acts: acts.agree(asked)).status_code == 201
    look(day.page)
    expect(day.page.locator(f"[data-case='{case}']")).to_have_count(0)
    day.goes_to(case, "triage")
    expect(day.page.locator("[data-pane=case]")).to_contain_text("There is no such case for you")
    pictures(day.page, "insider-kept-out")
    for address in ("open", "export"):
        answers = {
            ask(day.page, f"/desk/{it}/{address}", {"purpose": "triage", "recipient": "self"})
            for it in (case, NOTHING)
        }
        assert answers == {NOT_HERS}
    day.row(case, "keeps somebody out")


def who_looks_first_decides_nothing_alone(day: Office) -> None:
    """Mal is meant and says that nobody is: anna is asked, and does not agree."""
    page, asked = day.page, day.case(c_avoid="the one called mal")
    day.goes_to(asked, "triage")
    expect(page.locator("[data-answer=c_avoid]")).to_have_text("the one called mal")
    assert page.locator("[data-answer=story], .thread, [data-shows=acts]").count() == 0
    page.click("[data-does=exclude-nobody]")
    expect(page.locator("[data-proposal=exclude]")).to_contain_text("waits for a second person")
    assert page.locator("[data-answer=story]").count() == 0
    day.row(asked, "your yes: who is kept out? (mal)")
    proposal = day.opens(asked, "review").locator("[data-proposal=exclude]")
    expect(proposal).to_contain_text("nobody")
    pictures(day.seen, "insider-names-nobody")
    proposal.locator("[data-does=disagree]").click()
    expect(day.seen.locator("[data-does=exclude-nobody]")).to_be_visible()  # To be read again.


def who_lies_first_is_in_anothers_list(day: Office) -> None:
    """Mal says that the reporter names nobody: it opens, anna's list tells, and mal is out."""
    page, lied = day.page, day.case(c_avoid="the one called mal")
    day.goes_to(lied, "triage")
    lie(page, "exclude", {"named": False}, {})
    page.click("[data-does=exclude-nobody]")
    expect(page.locator("[data-answer=story]")).to_be_visible()
    day.row(lied, "one person says it keeps nobody out")
    pane = day.opens(lied, "triage")
    show_act(day.seen, "exclude")
    day.seen.check(f"[name=member][value='{day.mal.id}']")
    day.seen.click("[data-does=exclude]")
    expect(pane.locator("[data-proposal=exclude]")).to_be_visible()
    assert ask(page, f"/desk/{lied}/open", {"purpose": "triage"}) == NOT_HERS
    page.select_option("[name=cover]", label="ben")
    page.click("[data-does=take]")
    says(page, "take", "This case is not yours any more")
    pictures(page, "insider-not-hers")


def who_comes_second_agrees_to_nothing_unread(day: Office) -> None:
    """Mal is asked for her yes; while she reads the reporter writes: nothing is to be agreed to."""
    sent, page = day.report("emergency"), day.page
    case = sent.sending.case
    day.anna.hold(case, day.mal)
    opened = day.anna.open(case, "casework")
    assert day.anna.do(opened, lambda acts: acts.settle("no_question")).status_code == 201
    assert day.anna.do(opened, lambda acts: acts.close(["advice_given"])).status_code == 201
    day.goes_to(case, "review")
    expect(page.locator("[data-does=agree]")).to_be_enabled()
    say(sent, "No! They are here.")
    page.click("[data-does=agree]")
    says(page, "agree", "This does not wait any more")
    pictures(page, "insider-withdrawn")
    day.row(case, "new message")
    expect(day.opens(case, "casework").locator(".casebar .status")).to_contain_text("Taken")


def colleagues_are_removed_by_two(day: Office) -> None:
    """One who reads is removed by her; the next within a week reads it on their own page."""
    page = day.page
    visit(page, "/admin/people")
    for name in ("cara", "anna"):
        page.get_by_role("button", name=f"Remove {name}").click()
        with page.expect_navigation():
            page.click("[data-does=remove-now]")
        ready(page)
    visit(day.seen, "/admin/people")
    title = day.seen.locator("[data-says=proposal-title]")
    expect(title).to_have_text("Removing anna: 1 of 2 members has agreed")
    pictures(day.seen, "insider-removal")
    expect(day.seen.locator("[data-says=proposal-words]")).to_contain_text("take you off the list")
    expect(day.seen.locator("[data-says=members] tr")).to_have_count(3)


def who_is_out_does_nothing(day: Office, again: Page) -> None:
    """An administrator suspends mal, whose page locks at its next look, with what she had open."""
    page = day.page
    visit(page, "/desk/")
    case = day.case()
    with little_work():
        gita = day.live.people.new("gita", "administrator")
    assert gita.post("/admin/suspend", {"account": day.mal.id}).status_code == 204
    assert ask(page, f"/desk/{case}/open", {"purpose": "triage"})[0] == 401
    look(page)
    page.wait_for_url("**/sign-in")
    fill_sign_in(again, day.mal)
    again.click("#enter")
    expect(again.locator("#problem")).to_contain_text("Name, passphrase or code is wrong")
    visit(day.seen, "/admin/people")
    expect(day.seen.locator("[data-says=suspended] .newcomer")).to_contain_text("mal")
