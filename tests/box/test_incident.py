"""Something new happened: told in the box, it is judged by itself and can only raise the case."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.client.browser import Browser
from intake.client.member.cases.opencase import state_of
from intake.client.questions import Questions
from intake.client.reporter.box import post_message, tell_happened
from intake.crypto.case.acts.comparing import differences
from intake.crypto.case.acts.folding import fold_acts
from intake.form.given.incidents import judge_incident
from intake.store.models import LEVELS, Case, SealedObject
from intake.web.services import services_of
from intake.web.words.i18n import translate
from tests.conftest import TestClock
from tests.desk.stored import told
from tests.desk.test_journey import leaves
from tests.people import People, Person, Reporter
from tests.people.person import Opened
from tests.promises.reporting import add_message, send_plain
from tests.spoken import FEW

FORM = "application/x-www-form-urlencoded"
DANGER = {"danger_now": "yes", "kinds": ["harassment"], "last_when": "now", "place": "Lyon"}
CALM = {"danger_now": "no", "kinds": ["harassment"], "last_when": "week"}


@pytest.fixture
def anna(people: People) -> Person:
    """Triage, alone on the desk."""
    return people.new("anna", "caseworker", triage=True)


@pytest.fixture
def reporter(people: People, anna: Person) -> Reporter:  # noqa: ARG001 - there must be a desk
    """Somebody whose report has arrived; its level is soon."""
    found = people.reporter("a story", "soon")
    assert found.send().status_code == 201
    return found


def questions(reporter: Reporter) -> Questions:
    found = services_of(reporter.people.app)
    return Questions(found.form, found.rules)


def tell(reporter: Reporter, answers: dict[str, Any], text: str = "") -> TestResponse:
    asked = questions(reporter)
    return reporter.act(
        lambda browser: tell_happened(browser, asked, reporter.receipt, answers, text)
    )


def claim_other(reporter: Reporter, answers: dict[str, Any], level: str) -> TestResponse:
    """Say another level beside the sealed incident than stands in it."""
    asked = questions(reporter)
    judged = judge_incident(asked.form, asked.rules, answers, "en", reporter.people.clock())
    trusted = reporter.read()

    class Lying(dict[str, object]):
        def __getitem__(self, name: str) -> object:
            return level if name == "level" else super().__getitem__(name)

    def post(browser: Browser) -> object:
        return post_message(browser, trusted, reporter.keys, "", "en", incident=Lying(judged))

    return reporter.act(post)


def level_of(reporter: Reporter) -> str:
    with services_of(reporter.people.app).database.reading() as db:
        return LEVELS[db.get_one(Case, reporter.sending.case).level]


def row_of(person: Person) -> dict[str, Any]:
    (row,) = person.client.get("/desk/rows").get_json()["rows"]
    return dict(row)


def incidents(opened: Opened) -> list[dict[str, Any]]:
    told = (frame.body.get("incident") for frame in opened.frames if frame.kind == "message")
    return [each for each in told if each]


def differing(opened: Opened) -> Collection[str]:
    """In what the row differs from what was signed."""
    return differences(fold_acts(opened.trusted.written()), state_of(opened.meta))


def test_something_new_raises_the_case_and_never_lowers_it(reporter: Reporter) -> None:
    assert tell(reporter, CALM, "they wrote again").status_code == 201
    assert level_of(reporter) == "soon"
    assert tell(reporter, DANGER).status_code == 201
    assert level_of(reporter) == "emergency"
    assert tell(reporter, CALM).status_code == 201
    assert level_of(reporter) == "emergency"


def test_the_level_is_claimed_until_somebody_opens_what_was_said(
    anna: Person, reporter: Reporter
) -> None:
    anna.open(reporter.sending.case)
    assert row_of(anna)["claimed"] is False
    tell(reporter, DANGER)
    row = row_of(anna)
    assert (row["level"], row["claimed"], row["unread"]) == ("emergency", True, True)
    assert "now" in row["lists"]
    opened = anna.open(reporter.sending.case)
    assert [told["answers"]["place"] for told in incidents(opened)] == ["Lyon"]
    assert not differing(opened)
    assert row_of(anna)["claimed"] is False


def test_the_access_log_says_it_with_the_opening_so_that_nothing_dates_the_reporter(
    anna: Person, reporter: Reporter
) -> None:
    anna.open(reporter.sending.case)
    before = leaves(reporter.people)
    tell(reporter, DANGER)
    assert leaves(reporter.people) == before
    assert leaves(reporter.people, "intake")[-1]["e"] == "message.received"
    reporter.people.clock.pass_seconds(120)
    anna.open(reporter.sending.case)
    added = leaves(reporter.people)[len(before) :]
    assert [leaf["e"] for leaf in added] == ["case.level", "key.release", "report.open"]
    assert {leaf["t"] for leaf in added} == {reporter.people.clock()}
    assert "a" not in added[0], "nobody of the staff did it"
    anna.open(reporter.sending.case)
    assert [leaf["e"] for leaf in leaves(reporter.people)].count("case.level") == 1


def test_a_claim_stays_one_while_only_the_contact_file_was_read(anna: Person) -> None:
    people = anna.people
    contact = {"c_mode": "here", "c_avoid": "the one with the glasses"}
    named = people.reporter(
        level="soon", change=lambda draft: replace(draft, avoid=True, contact=contact)
    )
    assert named.send().status_code == 201
    assert claim_other(named, CALM, "urgent").status_code == 201
    anna.look(named.sending.case)
    assert (steps(named), row_of(anna)["claimed"]) == ([], True)


def test_what_was_claimed_once_was_never_that_harmless(anna: Person, reporter: Reporter) -> None:
    case = reporter.sending.case
    anna.open(case)
    tell(reporter, DANGER)
    assert anna.open(case).meta["highest"] == "emergency"  # Set aside by two from now on.


def steps(reporter: Reporter) -> list[tuple[str, str]]:
    """From where to where the level went, as the access log tells it."""
    levels = [detail for name, _, detail in told(reporter.people) if name == "case.level"]
    return [(each["from"], each["to"]) for each in levels]


def test_the_log_tells_of_several_claims_where_the_level_was_before_them(
    anna: Person, reporter: Reporter
) -> None:
    anna.open(reporter.sending.case)
    for level in ("urgent", "emergency"):
        assert claim_other(reporter, CALM, level).status_code == 201
    anna.open(reporter.sending.case)
    assert steps(reporter) == [("soon", "emergency")]


def test_who_raises_a_case_beside_a_claim_is_logged_behind_it(
    anna: Person, reporter: Reporter
) -> None:
    opened = anna.open(reporter.sending.case)
    assert claim_other(reporter, CALM, "urgent").status_code == 201
    seen = Opened(opened.meta | {"level": "urgent"}, opened.trusted, [])
    raised = anna.do(seen, lambda acts: acts.change_level("emergency", "danger_grew"))
    assert raised.get_json()["level"] == "emergency"
    assert steps(reporter) == [("soon", "urgent"), ("urgent", "emergency")]


def test_who_claims_another_level_than_the_sealed_one_is_found_out(
    anna: Person, reporter: Reporter
) -> None:
    assert claim_other(reporter, CALM, "emergency").status_code == 201
    assert level_of(reporter) == "emergency"
    assert "level" in differing(anna.open(reporter.sending.case))


@pytest.mark.parametrize("level", ["panic", "", 0, None])
def test_a_claim_of_no_level_is_refused_and_stores_nothing(
    reporter: Reporter, level: object
) -> None:
    assert claim_other(reporter, CALM, level).status_code == 422  # type: ignore[arg-type]
    assert level_of(reporter) == "soon"
    assert [row["kind"] for row in reporter.box()[0]["objects"]] == ["report", "contact"]


def test_outside_something_new_looks_like_a_reply(reporter: Reporter) -> None:
    assert tell(reporter, DANGER, "short").status_code == 201
    assert add_message(reporter, "short").status_code == 201
    with services_of(reporter.people.app).database.reading() as db:
        query = select(SealedObject.kind, SealedObject.by, SealedObject.data)
        found = db.execute(query.where(SealedObject.kind == "message")).all()
    assert len({(kind, by, len(data)) for kind, by, data in found}) == 1


# Without a script.


def post(app: Flask, reporter: Reporter, **fields: object) -> TestResponse:
    sent = {"plain": "1", "code": reporter.receipt, **fields}
    body = urlencode(sent, doseq=True).encode()
    return app.test_client().post("/en/box/plain", data=body, content_type=FORM)


def test_without_a_script_something_new_is_sealed_and_judged_and_raises_the_case(
    app: Flask, anna: Person, reporter: Reporter
) -> None:
    page = post(app, reporter, what="new", message="at my door", **DANGER)
    assert page.status_code == 200
    assert "Your message has arrived." in page.text
    assert level_of(reporter) == "emergency"
    opened = anna.open(reporter.sending.case)
    assert [told["rules"] for told in incidents(opened)] == [["T02"]]
    assert [f.body["text"] for f in opened.frames if f.kind == "message"] == ["at my door"]
    assert "Lyon" in post(app, reporter).text


def test_without_a_script_a_flight_told_in_the_box_is_judged_by_the_hour_it_is_told_at(
    app: Flask, anna: Person, reporter: Reporter, clock: TestClock
) -> None:
    flight = datetime.fromtimestamp(clock() + 30 * 3_600, UTC)  # In 16 hours where it is earliest.
    told = {"danger_now": "no", "kinds": "forced_return", "r_stage": "planned"}
    day = {"r_when": flight.strftime("%Y-%m-%d"), "r_when_time": flight.strftime("%H:%M")}
    assert post(app, reporter, what="new", **told, **day).status_code == 200
    assert level_of(reporter) == "emergency"
    (incident,) = incidents(anna.open(reporter.sending.case))
    assert (incident["at"], incident["server_at"]) == (clock() - clock() % 3_600, None)


def test_what_is_not_asked_any_more_is_neither_sealed_nor_judged(
    app: Flask, anna: Person, reporter: Reporter
) -> None:
    hidden = {"d_condition": "meet", "r_stage": "now"}
    assert post(app, reporter, what="new", **CALM, **hidden).status_code == 200
    assert level_of(reporter) == "soon"
    (incident,) = incidents(anna.open(reporter.sending.case))
    assert incident["answers"] == CALM


def test_pressed_twice_it_is_one(app: Flask, reporter: Reporter) -> None:
    first = post(app, reporter)
    seen = first.text.split('name="seen" value="')[1].split('"', maxsplit=1)[0]
    for _ in range(2):
        assert post(app, reporter, what="new", seen=seen, **DANGER).status_code == 200
    assert len(reporter.box()[0]["objects"]) == 3


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"kinds": "harassment"}, "Please answer this"),
        ({"danger_now": "no"}, "Please write something first"),
        ({"danger_now": "no", "kinds": "a_fire"}, "Please choose again"),
        ({"danger_now": "no", "kinds": "other", "place": "x" * 201}, "1 characters too long"),
    ],
)
def test_what_is_missing_is_said_beside_it_and_nothing_is_lost(
    app: Flask, reporter: Reporter, answers: dict[str, str], says: str
) -> None:
    page = post(app, reporter, what="new", message="", **answers)
    assert page.status_code == 422
    assert says in page.text
    for name, value in answers.items():
        if value != "a_fire":
            assert value in page.text, name
    assert 'value="new" form="f" autocomplete="off" checked' in page.text
    assert len(reporter.box()[0]["objects"]) == 2


def test_a_reply_carries_no_answers_that_were_filled_in_before(
    app: Flask, reporter: Reporter
) -> None:
    assert post(app, reporter, what="reply", message="thank you", **DANGER).status_code == 200
    assert level_of(reporter) == "soon"
    (message,) = [w.frame for w in reporter.read().written() if w.frame.kind == "message"]
    assert set(message.body) == {"day", "text"}


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("lang", FEW)
@pytest.mark.parametrize("who", ["me", "someone"])
def test_without_a_script_what_rules_know_of_something_new_is_told_in_the_wording_of_the_case(
    app: Flask, people: People, lang: str, who: str
) -> None:
    answers = {"who_for": who, "wording": "other" if who == "someone" else ""}
    _, code = send_plain(people.client(), {**answers, "story": "a story"}, lang)
    told = services_of(app).form.words(lang, is_other=who == "someone").told
    new = {"plain": "1", "code": code, "what": "new", "danger_now": "no", "last_when": "week"}
    lured = {"kinds": "documents", "d_condition": ["meet", "airport"]}
    quiet = {"kinds": "documents", "d_condition": "pay"}
    danger = translate(lang, "In danger? Call the emergency number now. Do not wait for us.")
    for said, names in ((lured, ["lure"]), (quiet, [])):
        body = urlencode({**new, **said}, doseq=True).encode()
        page = app.test_client().post(f"/{lang}/box/plain", data=body, content_type=FORM).text
        assert [name for name, each in told.items() if each.title in page] == names
        assert all(point in page for name in names for point in told[name].points)
        assert (danger in page) is bool(names)  # An emergency: whom to call is said too.


def test_without_a_script_what_is_wrong_stands_on_top_and_leads_to_its_question(
    app: Flask, reporter: Reporter
) -> None:
    missing = post(app, reporter, what="new", kinds="harassment").text
    too_long = post(app, reporter, message="x" * 8_001).text
    for page, place in ((missing, "e-danger_now"), (too_long, "problem")):
        top = page.partition("</h1>")[2].partition("<h2 ")[0].partition('class="status"')[0]
        assert f'href="#{place}"' in top
        assert 'role="alert"' in top
        assert f'id="{place}"' in page


def test_without_a_script_the_box_says_beside_its_danger_question_whether_somebody_is_there(
    app: Flask, reporter: Reporter, clock: TestClock
) -> None:
    clock.now = int(datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp())  # A Saturday.
    question = post(app, reporter).text.partition('id="q-danger_now"')[2]
    asked = question.partition("</fieldset>")[0]
    assert "Nobody is here now. From Monday 23 November, 09:00, Paris time." in asked
    assert 'href="#danger"' in asked


# What is shown.


def test_the_newest_stands_first_and_answers_after_the_last_word_are_marked_new(
    app: Flask, people: People, anna: Person, reporter: Reporter
) -> None:
    bert = people.new("bert", "caseworker")
    anna.admit(bert)
    case = reporter.sending.case
    assert anna.take(anna.open(case), cover=bert).status_code == 201
    for words in ("first answer", "second answer"):
        assert anna.answer(anna.open(case, "casework"), words).status_code == 201
    page = post(app, reporter).text
    assert page.index("second answer") < page.index("first answer")
    assert page.count("New since you last wrote") == 2
    assert add_message(reporter, "my own word").status_code == 201
    page = post(app, reporter).text
    assert page.index("my own word") < page.index("second answer")
    assert "New since you last wrote" not in page


def test_opened_texts_run_their_own_way_and_are_left_to_no_translator(
    app: Flask, reporter: Reporter
) -> None:
    assert add_message(reporter, "سالام").status_code == 201
    page = post(app, reporter).text
    assert '<p data-text dir="auto" translate="no">سالام</p>' in page
    assert '<dd data-answer="story" dir="auto" translate="no">' in page
