"""What the server sealed and is sent again, whatever became of the desk meanwhile."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import delete

from intake.crypto.case.receipts import new_receipt
from intake.errors import Conflict
from intake.report.arrival import Arrival
from intake.report.plain import seal_answers
from intake.report.services import Acceptance
from intake.report.storing import store
from intake.store.models import DeskKey
from intake.web.services import services_of
from tests.report.stored import NOTHING, ONE_REPORT, count_rows

pytestmark = pytest.mark.usefixtures("desk")

ANSWERS = {"danger_now": "no", "story": "a story"}


def sealed(app: Flask, code: str) -> Arrival:
    """Seal the same answers under a code; no two times give the same bytes."""
    running = services_of(app)
    desk = running.desk()
    assert desk
    return seal_answers(running, desk, ANSWERS, "en", code)


def take_desk_away(app: Flask) -> None:
    """As when the desk gets another key after a page asked for it, and nobody holds this one."""
    with services_of(app).database.engine.begin() as connection:
        connection.execute(delete(DeskKey))


def store_or_say_why(arrival: Arrival) -> Acceptance | str:
    try:
        return store(arrival)
    except Conflict as conflict:
        return conflict.code


def test_what_the_server_sealed_is_found_by_its_code_though_the_desk_has_another_key(
    app: Flask,
) -> None:
    code = new_receipt()
    first, again = sealed(app, code), sealed(app, code)
    with app.app_context():
        told = store(first)
        take_desk_away(app)
        found = store_or_say_why(again)
    assert (told.new, found) == (True, replace(told, new=False))
    assert count_rows(app) == ONE_REPORT


def test_what_nobody_stored_is_no_report_where_nobody_could_open_it(app: Flask) -> None:
    arrival = sealed(app, new_receipt())
    take_desk_away(app)
    with app.app_context():
        assert store_or_say_why(arrival) == "stale"
    assert count_rows(app) == NOTHING
