"""Locking, swapped lists and cases that cannot be trusted: what the desk's pages refuse and how."""

import json
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import delete, select, update

from intake.crypto.age.hybrid import encode_recipient, new_seed, recipient_of
from intake.crypto.case.sealing.sending import Draft
from intake.store.models import (
    Case,
    LogDetail,
    LogEntry,
    Opening,
    RosterVersion,
    SealedObject,
    StaffSession,
)
from tests.e2e.conftest import Live, NewPage, Watched, wait_until
from tests.e2e.staffing import (
    enter_desk,
    fill_sign_in,
    look,
    open_case,
    ready,
    sign_in,
    state_purpose,
    visit,
)
from tests.people import Person

#: What tabs share, and what Back brings again, is the whole browser's; the rest is its engine's.
in_tabs = pytest.mark.usefixtures("whole_browser")

STORY = "words nobody else may read"


@pytest.fixture
def anna(live: Live) -> Person:
    return live.people.new("anna", "caseworker", triage=True)


def truthful(draft: Draft) -> Draft:
    """A report whose answers give the level, the rules and the summary that it claims."""
    answers = {**draft.answers, "country": "fr", "who_for": "me"}
    return replace(draft, answers=answers, contact={"c_mode": "here"}, rules=("T22",))


@pytest.fixture
def case(anna: Person) -> str:
    sent = anna.people.reporter(STORY, "routine", truthful)
    assert sent.send().status_code == 201
    return sent.sending.case


def mismatches(live: Live) -> list[str]:
    """Reasons of the log's entries about cases that could not be opened or differed."""
    with live.database.reading() as db:
        query = select(LogEntry.leaf, LogDetail.detail).join(
            LogDetail, (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
        )
        rows = db.execute(query.order_by(LogEntry.idx)).all()
    logged = [(json.loads(leaf)["e"], json.loads(detail)) for leaf, detail in rows]
    return [detail["reason"] for event, detail in logged if event == "case.mismatch"]


def browser_sessions(live: Live) -> int:
    """Live sessions beside the one in which anna was made."""
    with live.database.reading() as db:
        return len(db.scalars(select(StaffSession)).all()) - 1


def expect_locked(page: Page, words: str) -> None:
    page.wait_for_url("**/sign-in")
    ready(page)
    expect(page.locator("#locked")).to_contain_text(words)
    assert page.evaluate("sessionStorage.length") == 0


# --- locking -----------------------------------------------------------------------------------


@in_tabs
def test_a_second_tab_unlocks_from_the_first_and_both_lock_together(
    live: Live, anna: Person, case: str, new_page: NewPage
) -> None:
    first = new_page()
    enter_desk(first, anna)
    second = first.context.new_page()
    open_case(second, case)
    expect(second.locator("[data-answer=story]")).to_have_text(STORY)
    assert browser_sessions(live) == 1
    first.click("#lock")
    expect_locked(first, "Locked")
    second.wait_for_url("**/sign-in")
    assert STORY not in second.content()
    wait_until(lambda: browser_sessions(live) == 0)
    second.goto(f"/desk/{case}")
    assert second.url.endswith("/sign-in")


@pytest.mark.usefixtures("full_strength")
def test_after_a_lock_signing_in_leads_back_to_the_case_and_opens_nothing_by_itself(
    anna: Person, case: str, new_page: NewPage
) -> None:
    page = new_page()
    enter_desk(page, anna)
    open_case(page, case)
    page.click("#lock")
    expect_locked(page, "Locked")
    fill_sign_in(page, anna)
    page.click("#enter")
    page.wait_for_url(f"**/desk/{case}")
    ready(page)
    expect(page.locator("[data-state=purpose]")).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage)") == ["intake.session"]
    assert STORY not in page.content()


@in_tabs
def test_nothing_readable_stays_when_nobody_touches_it(
    live: Live, anna: Person, case: str, new_page: NewPage
) -> None:
    page = new_page()
    enter_desk(page, anna)
    page.clock.install()
    open_case(page, case)
    page.clock.fast_forward("14:00")
    expect(page.locator("[data-answer=story]")).to_have_text(STORY)
    page.clock.fast_forward("02:00")
    expect_locked(page, "nobody used it")
    wait_until(lambda: browser_sessions(live) == 0)


@in_tabs
def test_leaving_a_case_leaves_nothing_behind(anna: Person, case: str, new_page: NewPage) -> None:
    page = new_page()
    enter_desk(page, anna)
    open_case(page, case)
    visit(page, "/desk/")
    page.go_back()
    ready(page)
    expect(page.locator("[data-state=purpose]")).to_be_visible()
    assert STORY not in page.content()


@in_tabs
def test_a_case_that_is_left_is_dropped_and_opened_anew_without_asking_again(
    live: Live, anna: Person, case: str, new_page: NewPage
) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    enter_desk(page, anna)
    page.click(f"[data-case='{case}']")
    state_purpose(page, "triage")
    expect(page.locator("[data-answer=story]")).to_have_text(STORY)
    page.go_back()
    expect(page.locator("[data-pane=case]")).to_have_count(0)
    assert STORY not in page.content()
    page.go_forward()
    expect(page.locator("[data-answer=story]")).to_have_text(STORY)
    with live.database.reading() as db:
        assert len(db.scalars(select(Opening)).all()) >= 2  # Each opening is an entry.


def test_a_session_that_the_server_ended_locks_the_page(
    live: Live, anna: Person, new_page: NewPage, watched: Watched
) -> None:
    page = new_page()
    enter_desk(page, anna)
    with live.database.engine.begin() as connection:
        connection.execute(delete(StaffSession))
    look(page)
    expect_locked(page, "session is over")
    assert all("401" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


def test_a_browser_without_the_sealed_seed_is_signed_out(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    page = new_page()
    enter_desk(page, anna)
    page.evaluate("sessionStorage.clear()")
    page.goto("/desk/")
    expect_locked(page, "holds no keys")
    wait_until(lambda: browser_sessions(live) == 0)


# --- what cannot be trusted ----------------------------------------------------------------------


def test_an_honest_case_shows_no_banner_and_logs_no_mismatch(
    live: Live, anna: Person, case: str, new_page: NewPage
) -> None:
    page = new_page()
    enter_desk(page, anna)
    open_case(page, case)
    expect(page.locator("[data-answer=story]")).to_have_text(STORY)
    expect(page.locator("[data-banner]")).to_have_count(0)
    assert mismatches(live) == []


def test_a_lowered_level_is_shown_beside_the_true_one_and_logged(
    live: Live, anna: Person, case: str, new_page: NewPage
) -> None:
    with live.database.engine.begin() as connection:
        connection.execute(update(Case).values(level=0))
    page = new_page()
    enter_desk(page, anna)
    expect(page.locator("[data-case] .mark.bad")).to_contain_text("level differs")
    open_case(page, case)
    expect(page.locator("[data-banner=bad]")).to_contain_text("The list said emergency")
    visit(page, "/desk/")
    assert mismatches(live) == ["level_differs"]


def test_a_damaged_report_is_a_state_with_a_reason_and_an_entry(
    live: Live, anna: Person, case: str, new_page: NewPage
) -> None:
    with live.database.engine.begin() as connection:
        query = select(SealedObject.data).where(SealedObject.kind == "report")
        data = bytearray(connection.scalars(query).one())
        data[2000] ^= 1
        change = update(SealedObject).where(SealedObject.kind == "report")
        connection.execute(change.values(data=bytes(data)))
    page = new_page()
    enter_desk(page, anna)
    open_case(page, case)
    state = page.locator("[data-state=unreadable]")
    expect(state).to_contain_text("not a sealed file of ours")
    expect(state).to_contain_text("It is written to the access log")
    assert mismatches(live) == ["not_age"]


def test_another_cases_objects_are_refused(
    live: Live, anna: Person, case: str, new_page: NewPage
) -> None:
    other = live.people.reporter("a stranger here", "routine", truthful)
    assert other.send().status_code == 201
    with live.database.engine.begin() as connection:
        swap = update(SealedObject).where(SealedObject.case_id == case)
        connection.execute(
            swap.where(SealedObject.kind == "report").values(data=other.sending.parts["report"])
        )
    page = new_page()
    enter_desk(page, anna)
    open_case(page, case)
    expect(page.locator("[data-state=unreadable]")).to_contain_text("Your keys do not open")
    assert "stranger" not in page.inner_text("main")


def test_a_swapped_roster_stops_every_page_of_the_desk(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    page = new_page()
    enter_desk(page, anna)
    mallory = Person(live.people, "mallory", "caseworker", triage=True, client=anna.client)
    mallory.id = "f" * 32
    with live.database.engine.begin() as connection:
        connection.execute(update(RosterVersion).values(note=mallory.first_roster()["note"]))
    for path in ("/desk/", "/admin/people"):
        visit(page, path)
        expect(page.locator("[data-state=stopped]")).to_contain_text("was replaced by another")
        assert page.locator("[data-case]").count() == 0


def test_a_roster_that_steps_back_stops_the_page(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    anna.admit(live.people.new("ben", "caseworker"))
    page = new_page()
    enter_desk(page, anna)
    with live.database.engine.begin() as connection:
        connection.execute(delete(RosterVersion).where(RosterVersion.version == 2))
    visit(page, "/desk/")
    expect(page.locator("[data-state=stopped]")).to_contain_text("older list")


# --- before signing in ---------------------------------------------------------------------------


def test_a_desk_whose_reporters_seal_to_another_key_stops_every_page(
    anna: Person, case: str, new_page: NewPage
) -> None:
    page = new_page()
    enter_desk(page, anna)
    other = encode_recipient(recipient_of(new_seed()))
    page.route("**/.well-known/intake/desk", lambda route: route.fulfill(body=f"{other}\n"))
    for path in ("/desk/", f"/desk/{case}", "/admin/people"):
        visit(page, path)
        expect(page.locator("[data-state=stopped]")).to_contain_text("sealed to another key")
    assert STORY not in page.content()


@pytest.mark.usefixtures("full_strength")
def test_a_wrong_passphrase_and_an_unknown_name_get_the_same_sentence(
    anna: Person, new_page: NewPage, watched: Watched
) -> None:
    page = new_page()
    said = set()
    for username, passphrase in (("anna", "other words"), ("nobody", anna.passphrase)):
        fill_sign_in(page, anna)
        page.fill("[name=username]", username)
        page.fill("[name=passphrase]", passphrase)
        page.press("[name=totp]", "Enter")
        expect(page.locator("#problem")).not_to_be_empty()
        said.add(page.inner_text("#problem"))
        assert page.input_value("[name=passphrase]") == passphrase
        assert page.input_value("[name=totp]") == ""
    assert said == {"Name, passphrase or code is wrong. Check each and try again with a new code."}
    assert all("403" in complaint for complaint in watched.complaints)
    watched.complaints.clear()


@pytest.mark.usefixtures("full_strength")
def test_the_passphrase_never_leaves_the_browser(anna: Person, new_page: NewPage) -> None:
    page = new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    sign_in(page, anna)
    assert any("/sign-in " in each for each in sent)
    assert not any("plain" in each or "words" in each for each in sent)


def _block(route: Route) -> None:
    route.abort()


def _break(route: Route) -> None:
    route.fulfill(body="throw new Error('broken')", content_type="text/javascript")


def _hold(_route: Route) -> None: ...


ACTS = {"blocked": _block, "broken": _break, "held": _hold}


@pytest.mark.parametrize("how", ACTS)
def test_a_sign_in_page_whose_script_does_not_run_sends_nothing(
    anna: Person, new_page: NewPage, watched: Watched, how: str
) -> None:
    page = new_page(broken=True)
    page.route("**/static/staff-*.js", ACTS[how])
    page.goto("/sign-in", wait_until="commit")
    page.fill("[name=username]", anna.username)
    page.fill("[name=passphrase]", anna.passphrase)
    page.fill("[name=totp]", "123456")
    for name in ("username", "passphrase", "totp"):
        page.press(f"[name={name}]", "Enter")
    for button in page.locator("button").all():
        assert button.is_disabled()
        button.dispatch_event("click")
    assert watched.posts == []
    assert page.url.endswith("/sign-in")
    watched.complaints.clear()
