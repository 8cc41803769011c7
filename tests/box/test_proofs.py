"""That openings stand in the published log: what the box sends, what its reporter makes of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import UpdateBase

from intake.case.stored import bounds
from intake.client.browser import Browser
from intake.client.reporter.box import read_box
from intake.client.reporter.proving import prove_openings
from intake.clock import DAY
from intake.crypto.encoding import encode_json
from intake.crypto.tlog.note import NoteError
from intake.desk.daily import log_openings
from intake.log.events import Log
from intake.log.proofs import ProvedEntry, prove_entries
from intake.log.signing.publishing import publish_daily
from intake.store.models import Case, Opening
from intake.store.models.log import LogDetail, LogPublished
from intake.web.services import services_of
from tests.people import MovableClock, People, Person, Reporter
from tests.people.carrying import Kept
from tests.promises.reporting import come_back_plain
from tests.vectors.make_openings import build

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/openings.json").read_text())["vectors"]


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


def look(anna: Person, reporter: Reporter) -> None:
    """Open the case once."""
    assert anna.post(f"/desk/{reporter.sending.case}/open", {"purpose": "triage"}).data


def publish(app: Flask) -> None:
    """Publish the intake log with what waits for it, as the program does once a day."""
    running = services_of(app)
    now = running.clock()
    assert publish_daily(running.database, running.signer, now, batch=log_openings)


def verdicts(app: Flask, reporter: Reporter) -> list[str]:
    """Come back and check, as the box's page does."""
    return read_box(
        Browser(Kept(app.test_client()), reporter.people.clock), reporter.receipt
    ).proofs


def test_the_vectors_are_what_their_maker_makes() -> None:
    assert build()["vectors"] == VECTORS


@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: each["name"])
def test_every_opening_is_proved_waits_or_is_said_not_to_be_in_the_log(
    vector: dict[str, Any],
) -> None:
    part = vector["proofs"].encode()
    found = prove_openings(vector["vkey"], vector["openings"], part, vector["now"])
    assert found == vector["verdicts"]


def test_a_page_that_names_no_key_proves_nothing() -> None:
    right = VECTORS[0]
    with pytest.raises(NoteError):
        prove_openings("", right["openings"], right["proofs"].encode(), right["now"])


def test_an_opening_waits_for_the_days_publication_and_is_proved_after_it(
    app: Flask, anna: Person, reporter: Reporter, clock: MovableClock
) -> None:
    look(anna, reporter)
    assert verdicts(app, reporter) == ["tomorrow"]
    publish(app)
    look(anna, reporter)
    assert verdicts(app, reporter) == ["proved", "tomorrow"]
    clock.pass_seconds(2 * DAY)
    assert verdicts(app, reporter) == ["proved", "absent"]
    publish(app)
    assert verdicts(app, reporter) == ["proved", "proved"]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(update(Opening).values(purpose="legal"), id="purpose"),
        pytest.param(update(Opening).values(case_seq=9), id="number"),
        pytest.param(update(Opening).values(leaf_index=0), id="other entry"),
        pytest.param(update(Opening).values(leaf_index=None), id="no entry"),
        pytest.param(update(Opening).values(leaf_index=1 << 40), id="entry beyond the log"),
        pytest.param(update(Case).values(log_ref="0" * 32), id="reference"),
        pytest.param(update(LogDetail).values(salt=bytes(32)), id="salt"),
        pytest.param(delete(LogDetail), id="details gone"),
        pytest.param(update(LogPublished).values(checkpoint="no note"), id="checkpoint"),
        pytest.param(delete(LogPublished), id="checkpoint gone"),
    ],
)
def test_what_was_changed_in_the_tables_is_found_and_the_box_opens(
    app: Flask, anna: Person, reporter: Reporter, clock: MovableClock, changed: UpdateBase
) -> None:
    look(anna, reporter)
    publish(app)
    clock.pass_seconds(2 * DAY)
    assert verdicts(app, reporter) == ["proved"]
    with services_of(app).database.engine.begin() as connection:
        connection.execute(changed)
    assert verdicts(app, reporter) == ["absent"]


def test_a_damaged_tree_proves_nothing_and_the_box_opens(
    app: Flask, anna: Person, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(anna, reporter)
    publish(app)
    monkeypatch.setattr("intake.log.tree._column", lambda *_: [b"short"])
    assert verdicts(app, reporter) == ["tomorrow"]


def test_an_entry_that_is_no_entry_proves_nothing(
    app: Flask, anna: Person, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(anna, reporter)
    publish(app)

    def prove(db: Session, log: Log, indices: list[int], size: int) -> dict[int, ProvedEntry]:
        found = prove_entries(db, log, indices, size)
        return {at: entry._replace(leaf=b"{}") for at, entry in found.items()}

    monkeypatch.setattr("intake.case.stored.proving.prove_entries", prove)
    assert verdicts(app, reporter) == ["tomorrow"]


def test_the_length_of_an_answer_does_not_tell_how_often_a_case_was_opened(
    app: Flask, anna: Person, reporter: Reporter
) -> None:
    none = reporter.open()
    for _ in range(9):
        look(anna, reporter)
    waiting = reporter.open()
    publish(app)
    proved = reporter.open()
    assert verdicts(app, reporter) == ["proved"] * 9
    assert len({len(answer.data) for answer in (none, waiting, proved)}) == 1
    meta, parts = reporter.box()
    told = len(parts["proofs"]) + len(encode_json(meta["openings"]))
    assert told == bounds.PROOF_BYTES


def test_proofs_come_with_the_last_answer_alone(
    anna: Person, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(anna, reporter)
    monkeypatch.setattr(bounds, "ANSWER_BYTES", 1)
    first, last = reporter.open(begin=0), reporter.open(begin=1)
    assert [b'name="proofs"' in answer.data for answer in (first, last)] == [False, True]


def test_without_a_script_openings_are_shown_as_not_checked(
    app: Flask, anna: Person, reporter: Reporter
) -> None:
    look(anna, reporter)
    assert "Not checked here." in come_back_plain(app.test_client(), reporter.receipt).text
