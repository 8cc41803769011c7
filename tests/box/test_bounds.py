"""What one case may cost has an end, for either side, and whoever meets it loses nothing."""

import pytest
from flask import Flask

from intake.case.stored import bounds
from intake.case.stored.bounds import take_first
from intake.crypto.case.objects import sha256
from tests.people import People, Person, Reporter
from tests.promises.reporting import add_message, come_back_plain
from tests.public.test_kept import away
from tests.report.stored import count_rows, intake_leaves


@pytest.fixture
def anna(people: People) -> Person:
    """The first triage member."""
    return people.new("anna", "caseworker", triage=True)


@pytest.fixture
def reporter(anna: Person) -> Reporter:
    """Somebody whose report has arrived."""
    found = anna.people.reporter()
    assert found.send().status_code == 201
    return found


def test_a_full_thread_takes_no_more_messages_and_says_what_to_do(
    app: Flask, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bounds.MESSAGES, "reporter", 2)
    assert [add_message(reporter, text).status_code for text in "ab"] == [201, 201]
    before = count_rows(app), len(intake_leaves(app))
    refused = add_message(reporter, "c")
    assert refused.status_code == 409
    assert refused.get_json()["error"] == "full"
    assert "send it as a new report" in refused.get_json()["message"]
    assert (count_rows(app), len(intake_leaves(app))) == before


def test_a_full_thread_counts_bytes_too(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bounds.MESSAGE_BYTES, "reporter", 2 * 2_683)  # Of the shortest message.
    statuses = [add_message(reporter, text).status_code for text in "abc"]
    assert statuses == [201, 201, 409]


def test_without_a_script_the_text_that_did_not_fit_stands_in_the_page(
    app: Flask, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bounds.MESSAGES, "reporter", 0)
    page = come_back_plain(app.test_client(), reporter.receipt, "what I wrote")
    assert page.status_code == 409
    assert ">what I wrote</textarea>" in page.text
    assert "Nothing more fits under this code" in page.text


def test_neither_side_fills_the_room_of_the_other(
    anna: Person, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bounds.MESSAGES, "reporter", 1)
    case = reporter.sending.case
    assert anna.take(anna.open(case)).status_code == 201
    monkeypatch.setitem(bounds.MESSAGES, "staff", 2)
    assert [add_message(reporter, text).status_code for text in "ab"] == [201, 409]
    opened = anna.open(case)
    answers = [anna.answer(opened, text) for text in ("one", "two", "three")]
    assert [answer.status_code for answer in answers] == [201, 201, 409]
    assert answers[2].get_json()["error"] == "full"


def test_a_long_box_comes_in_several_answers_and_whole(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in "abcde":
        add_message(reporter, text)
    monkeypatch.setattr(bounds, "ANSWER_BYTES", 13_000)
    answers = [reporter.open(begin=begin) for begin in (0, 2, 6)]
    assert {len(answer.data) % bounds.CLASS_BYTES for answer in answers} == {0}
    assert max(len(answer.data) for answer in answers) == 2 * bounds.CLASS_BYTES
    meta, parts = reporter.box()
    assert [row["kind"] for row in meta["objects"]] == ["report", "contact", *["message"] * 5]
    assert all(sha256(parts[row["id"]]) == row["sha256"] for row in meta["objects"])


def test_without_a_script_a_long_box_is_read_page_by_page(
    app: Flask, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"message number {n}." for n in range(5)]
    for text in texts:
        add_message(reporter, text)
    monkeypatch.setattr("intake.box.plain.SHOWN", 2)
    seen, page = [], come_back_plain(app.test_client(), reporter.receipt)
    for _ in range(3):
        assert "missing" not in page.text
        assert len(page.data) % bounds.CLASS_BYTES == 0
        seen.append([text for text in texts if text in page.text])
        before = page.text.partition('name="before" value="')[2].partition('"')[0]
        assert away(page.text) == []  # Older ones open beside what is being written.
        fields = {"code": reporter.receipt, "plain": "1", "before": before}
        page = app.test_client().post("/en/box/plain", data=fields)
    assert seen == [texts[3:], texts[1:3], texts[:1]]


def test_the_first_of_an_answer_is_sent_however_long_it_is() -> None:
    class Row:
        size = bounds.ANSWER_BYTES + 1

    assert len(take_first([Row(), Row()])) == 1
    assert take_first([]) == []


def test_an_opening_at_the_desk_is_read_from_the_database_one_file_at_a_time(
    anna: Person, reporter: Reporter
) -> None:
    for text in "abc":
        add_message(reporter, text)
    answer = anna.post(f"/desk/{reporter.sending.case}/open", {"purpose": "triage"})
    assert answer.is_streamed
    assert answer.content_length == len(answer.data)
