"""The open case: what people do in it, in their browsers, from its purpose to its end."""

import pytest
from playwright.sync_api import Page, expect

from tests.desk.stored import told
from tests.e2e.conftest import PATIENCE_MILLISECONDS, Live, NewPage, Watched
from tests.e2e.staff.cases import PHONE, WIDE, box_texts, open_from_list, reply, report, say
from tests.e2e.staffing import enter_desk, open_case, show_act, state_purpose
from tests.people import Person

IN_SIGHT = """it => {
  const {left, top} = it.getBoundingClientRect();
  return document.elementFromPoint(left + 1, top + 1) === it;
}"""


@pytest.fixture
def ben(live: Live, anna: Person) -> Person:
    """A second member, who is not in triage."""
    made = live.people.new("ben", "caseworker")
    anna.admit(made)
    return made


@pytest.mark.usefixtures("ben")
def test_a_case_is_taken_answered_and_noted(live: Live, anna: Person, new_page: NewPage) -> None:
    sent = report(live)
    page = new_page(viewport=WIDE)
    open_from_list(page, anna, sent.sending.case, "triage")
    expect(page.locator("[data-does=take]")).to_be_disabled()
    page.select_option("[name=cover]", label="ben")
    page.click("[data-does=take]")
    reply(page, "（演示）请不要一个人去。")
    page.locator("[data-tab=messages]").focus()
    page.keyboard.press("n")
    expect(page.locator("textarea[name=note]")).to_be_focused()
    page.keyboard.type("I called the lawyer.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-note]")).to_contain_text("I called the lawyer.")
    assert box_texts(sent) == ["（演示）请不要一个人去。"]


def test_a_case_is_settled_closed_and_opened_again(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    case = report(live).sending.case
    anna.hold(case, ben)
    page = new_page(viewport=WIDE)
    open_from_list(page, anna, case, "casework")
    page.click("[data-shows=settle]")
    page.select_option("[name=settle_reason]", "no_question")
    page.click("[data-does=settle]")
    expect(page.locator("[data-act=settled]")).to_contain_text("Nothing in it asks")
    show_act(page, "close")
    expect(page.locator("[data-does=close]")).to_be_disabled()
    page.check("[name=disposition][value=advice_given]")
    page.click("[data-does=close]")
    expect(page.locator(".casebar .status")).to_contain_text("Closed")
    show_act(page, "reopen")
    page.select_option("[name=reopen_reason]", "misjudged")
    page.click("[data-does=reopen]")
    expect(page.locator(".casebar .status")).to_contain_text("Reopened")


def test_something_newer_is_shown_before_anything_is_sent_and_no_word_is_lost(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    sent = report(live)
    anna.hold(sent.sending.case, ben)
    page = new_page(viewport=WIDE)
    open_from_list(page, anna, sent.sending.case, "casework")
    say(sent, "They are at my door.\u202e")
    with page.expect_response("**/draft"):
        page.fill("textarea[name=reply]", "written before I read it")
    page.click("[data-does=reply]")
    expect(page.locator("[data-says=problem-reply]")).to_contain_text("Something newer was said")
    expect(page.locator("[data-message]")).to_contain_text("They are at my door.")
    expect(page.locator(".dirmark")).to_have_text("(RLO)")
    expect(page.locator("textarea[name=reply]")).to_have_value("written before I read it")
    page.reload()
    state_purpose(page, "casework")
    expect(page.locator("[data-draft=kept]")).to_contain_text("brought back")
    page.click("[data-does=reply]")
    expect(page.locator("[data-message]")).to_have_count(2)
    page.reload()
    state_purpose(page, "casework")
    expect(page.locator("textarea[name=reply]")).to_have_value("")


def test_a_server_that_is_gone_leaves_what_was_typed_and_nothing_sends_itself(
    live: Live, anna: Person, ben: Person, new_page: NewPage, watched: Watched
) -> None:
    sent = report(live)
    anna.hold(sent.sending.case, ben)
    page = new_page(viewport=WIDE)
    open_from_list(page, anna, sent.sending.case, "casework")
    page.context.set_offline(True)
    page.fill("textarea[name=reply]", "an answer")
    page.click("[data-does=reply]")
    expect(page.locator("[data-says=problem-reply]")).to_contain_text("There was no answer")
    expect(page.locator("[data-draft=failed]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("[data-draft=kept]")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    expect(page.locator("textarea[name=reply]")).to_have_value("an answer")
    assert page.locator("[data-message]").count() == 0
    assert box_texts(sent) == []
    page.click("[data-does=reply]")
    expect(page.locator("[data-message]")).to_have_count(1)
    assert box_texts(sent) == ["an answer"]
    expect(page.locator("[data-draft]")).to_have_count(0)  # Nothing is kept any more.
    watched.complaints.clear()  # What the browser says of a lost connection.


def test_an_emergency_is_closed_by_two_and_each_sees_what_the_other_did(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    case = report(live, "emergency").sending.case
    first, second = new_page(viewport=WIDE), new_page(viewport=PHONE)
    open_from_list(first, anna, case, "safety")
    first.click("[data-does=on-it]")
    expect(first.locator(".casebar")).to_contain_text("on it: you")
    first.select_option("[name=cover]", label="ben")
    first.click("[data-does=take]")
    reply(first, "An answer of many words. " * 40)
    show_act(first, "close")
    first.check("[name=disposition][value=advice_given]")
    first.click("[data-does=close]")
    expect(first.locator("[data-proposal=close]")).to_contain_text("waits for a second person")
    expect(first.locator("[data-act=closing]")).to_have_count(0)  # It stands above, not twice.
    open_from_list(second, ben, case, "review")
    asked = second.locator("[data-proposal=close]")
    expect(asked).to_contain_text("anna asks you to agree: close this case")
    expect(asked).to_contain_text("Advice given")
    assert asked.locator("h3").evaluate(IN_SIGHT)  # What is asked of her is seen first.
    assert second.locator(".casebar").evaluate("bar => bar.clientHeight / innerHeight") < 1 / 6
    expect(second.locator("[data-does=agree]")).to_be_disabled()
    second.locator(".thread .end").scroll_into_view_if_needed()
    second.click("[data-does=agree]")
    expect(second.locator(".casebar .status")).to_contain_text("Closed")
    first.click("[data-does=withdraw]")
    expect(first.locator(".casebar .status")).to_contain_text("Closed")  # It is shown as it is.


def test_a_case_is_handed_over_with_its_rules_read_back(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    carl = live.people.new("carl", "caseworker")
    anna.admit(carl, ben)
    case = report(live).sending.case
    anna.hold(case, ben)
    first, second = new_page(viewport=WIDE), new_page(viewport=WIDE)
    open_from_list(first, anna, case, "casework")
    show_act(first, "hand-over")
    first.select_option("[name=to]", label="carl")
    first.fill("[name=situation]", "Three people at the door.")
    expect(first.locator("[data-does=hand-over]")).to_be_disabled()
    first.check("[name=rules_read]")
    first.click("[data-does=hand-over]")
    expect(first.locator("[data-proposal=handover]")).to_contain_text("stays until they accept")
    open_from_list(second, carl, case, "handover")
    expect(second.locator("[data-proposal=handover]")).to_contain_text("Three people at the door.")
    expect(second.locator("[data-does=agree]")).to_be_disabled()
    for rule in second.locator("[name=rule]").all():
        rule.check()
    second.click("[data-does=agree]")
    expect(second.locator("textarea[name=reply]")).to_be_visible()
    expect(second.locator(".casebar")).to_contain_text("Holder you")


def test_nothing_of_a_case_is_shown_before_it_is_decided_whom_it_is_kept_from(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    ben, dora = (live.people.new(name, "caseworker", triage=True) for name in ("ben", "dora"))
    anna.admit(ben)
    anna.admit(dora, ben)
    case = report(live, c_avoid="Ben must not see this").sending.case
    first, second = new_page(viewport=WIDE), new_page(viewport=WIDE)
    open_from_list(first, anna, case, "triage")
    expect(first.locator("[data-answer=c_avoid]")).to_have_text("Ben must not see this")
    assert first.locator("[data-answer=story], .thread, [data-shows=acts]").count() == 0
    first.check(f"[name=member][value='{ben.id}']")
    first.click("[data-does=exclude]")
    expect(first.locator("[data-proposal=exclude]")).to_be_visible()
    open_from_list(second, dora, case, "review")
    expect(second.locator("[data-proposal=exclude]")).to_contain_text("ben")
    second.click("[data-does=agree]")
    expect(second.locator("[data-answer=story]")).to_have_text("a story")
    assert "ben" not in second.locator("[name=cover]").inner_text()


def test_a_stop_word_asks_for_a_pause_which_raises_the_case(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    sent = report(live, c_stop="the Thursday class")
    anna.hold(sent.sending.case, ben)
    say(sent, "It is fine. The thursday class is off.")
    page = new_page(viewport=WIDE)
    open_from_list(page, anna, sent.sending.case, "casework")
    expect(page.locator("[data-stop]")).to_contain_text("they may be forced")
    expect(page.locator("[data-message] mark")).to_have_text("The thursday class")
    page.click("[data-shows=reply]")
    page.fill("textarea[name=reply]", "neutral words")
    expect(page.locator("[data-does=reply]")).to_be_disabled()
    pause_as_asked(page)
    page.select_option("[name=despite]", "danger_grew")
    page.click("[data-does=reply]")
    expect(page.locator("[data-message][data-by=staff]")).to_contain_text("neutral words")


def pause_as_asked(page: Page) -> None:
    """Press what the note about the stop word asks for, until the case is paused and urgent."""
    page.click("[data-stop] [data-shows=pause]")
    page.click("[data-does=pause]")
    expect(page.locator(".casebar .status")).to_contain_text("paused")
    expect(page.locator(".casebar")).to_have_attribute("data-level", "urgent")


def test_the_log_of_a_stop_word_is_that_of_any_other_message_and_any_other_pause(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    page = new_page(viewport=WIDE)
    enter_desk(page, anna)
    seen, done = [], []
    for text in ("It is fine. The Thursday class is off.", "It is fine. The class is on."):
        sent = report(live, c_stop="the Thursday class")
        anna.hold(sent.sending.case, ben)
        say(sent, text)
        since = len(told(live.people))
        open_case(page, sent.sending.case, "casework")
        seen.append(about_cases(live, since))
        since = len(told(live.people))
        if page.locator("[data-stop]").count():
            pause_as_asked(page)
        else:
            show_act(page, "pause")
            page.select_option("[name=pause_reason]", "unsafe_to_contact")
            page.click("[data-does=pause]")
            expect(page.locator(".casebar .status")).to_contain_text("paused")
        done.append(about_cases(live, since))
    assert seen[0] == seen[1] == [("key.release", "ok", None), ("report.open", "ok", None)]
    wanted = [("case.level", "ok", "new_information"), ("case.status", "ok", "unsafe_to_contact")]
    assert done[0] == done[1] == wanted


def about_cases(live: Live, since: int) -> list[tuple[str, str, str | None]]:
    """Event, outcome and reason of what the log says since, but for looks and findings."""
    return [
        (event, outcome, detail.get("reason"))
        for event, outcome, detail in told(live.people, since)
        if event not in {"case.watch", "case.list", "case.mismatch"}
    ]


def test_contact_that_was_paused_goes_on_when_the_cover_agrees(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    sent = report(live, c_stop="the Thursday class")
    anna.hold(sent.sending.case, ben)
    say(sent, "It is fine. The thursday class is off.")
    first, second = new_page(viewport=WIDE), new_page(viewport=WIDE)
    open_from_list(first, anna, sent.sending.case, "casework")
    pause_as_asked(first)
    show_act(first, "release")
    first.select_option("[name=release_reason]", "safe_again")
    first.click("[data-does=release]")
    expect(first.locator("[data-proposal=release]")).to_contain_text("waits for a second person")
    expect(first.locator(".casebar .status")).to_contain_text("paused")
    open_from_list(second, ben, sent.sending.case, "cover")
    expect(second.locator("[data-proposal=release]")).to_contain_text("It is safe again")
    expect(second.locator("[data-message] mark")).to_be_in_viewport()  # What it is about has room.
    second.click("[data-shows=reply]")
    expect(second.locator("textarea[name=reply]")).to_be_focused()
    expect(second.locator("[data-message] mark")).to_be_in_viewport()
    second.click("[data-does=agree]")
    expect(second.locator(".casebar .status")).to_contain_text("In contact")  # Paused only once.


def test_on_a_phone_a_case_is_one_pane_and_can_be_answered(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    sent = report(live)
    case = sent.sending.case
    anna.hold(case, ben)
    say(sent, "w" * 500)  # A word that is wider than the page is broken.
    page = new_page(viewport=PHONE)
    enter_desk(page, anna)
    open_case(page, case, "casework")
    expect(page.locator("[data-pane=list]")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert page.evaluate("scrollY") > 0
    expect(page.locator("#lock")).to_be_in_viewport(ratio=1)  # However far one has read (D14).
    page.click("[data-shows=reply]")
    reply(page, "an answer")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("[data-does=back]")
    expect(page.locator("[data-pane=list]")).to_be_visible()
    expect(page.locator("[data-pane=case]")).to_have_count(0)


def test_what_is_typed_is_kept_by_no_helper_of_the_browser(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    case = report(live).sending.case
    anna.hold(case, ben)
    page = new_page(viewport=WIDE)
    enter_desk(page, anna)
    open_case(page, case, "casework")
    wanted = {
        "autocomplete": "off",
        "autocorrect": "off",
        "autocapitalize": "off",
        "spellcheck": "false",
        "translate": "no",
        "writingsuggestions": "false",
    }
    for act in ("", "contacted", "hand-over", "level"):
        if act:
            show_act(page, act)
        for field in page.locator("[data-pane=case] :is(textarea, select, input[type=date])").all():
            found = {name: field.get_attribute(name) for name in wanted}
            assert found == wanted, field.get_attribute("name")
        if act:
            page.click("[data-does=cancel]")


def test_half_a_note_a_closing_and_a_handing_over_are_there_again_after_reload_and_lock(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    carl = live.people.new("carl", "caseworker")
    anna.admit(carl, ben)
    case = report(live).sending.case
    anna.hold(case, ben)
    held = anna.open(case, "casework")
    assert anna.do(held, lambda acts: acts.settle("no_question")).status_code == 201
    page = new_page(viewport=WIDE)
    enter_desk(page, anna)
    open_case(page, case, "casework")
    half = {"note": "half a note", "close": "half an end", "situation": "half a story"}
    half["next"] = "2030-01-02"
    for again in ("", "reload", "lock"):
        if again == "reload":
            page.reload()
            state_purpose(page, "casework")
        if again == "lock":
            page.click("[data-does=lock]")
            page.wait_for_url("**/sign-in")
            enter_desk(page, anna)
            open_case(page, case, "casework")
        for name, text in half.items():
            show_field(page, name)
            field = page.locator(f"[name={name}]")
            expect(field).to_have_value(text if again else "")
            if not again:
                with page.expect_response("**/draft"):
                    field.fill(text)


def show_field(page: Page, name: str) -> None:
    """Go to where a field of the open case stands."""
    if name == "note":
        page.click("[data-tab=notes]")
    else:
        show_act(page, "close" if name == "close" else "hand-over")
