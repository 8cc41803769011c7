"""What a view says of itself is true: who may use it, and what it logs before it serves."""

import json
from collections.abc import Callable

import click
import pytest
from flask import Flask
from sqlalchemy import select

from intake.admin.instance import log_start
from intake.audit.naming.deciding import TOLD_AFTER
from intake.audit.naming.showing import tell_next
from intake.audit.passing.stored import Mismatch
from intake.audit.passing.telling import tell
from intake.audit.room.lamps import note_red
from intake.case.inquiries.bounds import KEPT
from intake.case.inquiries.erasing import erase_next
from intake.cli import main
from intake.clock import DAY, HOUR
from intake.commands.desk import export
from intake.commands.rows import log_command
from intake.desk.daily import log_openings
from intake.desk.hourly import log_alarm
from intake.desk.listing.entries.shown import log_shown
from intake.log.accounts import log_accounts
from intake.log.act import SYSTEM, Act
from intake.log.codes import DETAILS, PLANNED
from intake.log.events import Event, Log
from intake.log.signing.publishing import Publisher
from intake.store.models import Account, LogDetail, LogEntry
from intake.verify.lamp import Colour, Lamp, Reason
from intake.web.declared import (
    PUBLIC,
    allow,
    allowed_roles,
    is_hourly,
    logged,
    public,
    token_scope,
    unlogged,
)
from intake.web.served.noting import PagesWatch
from intake.web.services import services_of
from tests.promises.asking import ask
from tests.promises.driving import drive_everything
from tests.promises.office import WHO, Office, office
from tests.promises.routes import ROUTES
from tests.promises.witness import Served, Witness

__all__ = ["office"]


View = Callable[..., object]


@pytest.fixture(scope="module")
def seen(office: Office) -> list[Served]:
    """Every request of the whole table, and every act done once as it should be."""
    with Witness(office.people.app) as witness:
        for route in ROUTES:
            for who in WHO:
                ask(office, who, route)
        drive_everything(office)
    return witness.served


def views(app: Flask) -> dict[str, View]:
    return dict(app.view_functions)


def events_of(view: View) -> set[str]:
    return {str(event) for event in getattr(view, "events", ())}


def test_every_view_says_who_may_use_it_and_what_it_logs(office: Office) -> None:
    undeclared = [
        name for name, view in views(office.people.app).items() if allowed_roles(view) is None
    ]
    assert undeclared == []


def test_a_view_that_says_nothing_is_never_served(office: Office) -> None:
    app = office.people.app

    def silent() -> str:
        return "secret"

    half_said = allow("caseworker")(lambda: "secret")
    both_said = public(logged(Event.AUTH_OK)(unlogged("why")(lambda: "secret")))
    for name, view in {"silent": silent, "half": half_said, "both": both_said}.items():
        app.view_functions["desk.index"], kept = view, app.view_functions["desk.index"]
        answer = office.client("triage").get("/desk/")
        app.view_functions["desk.index"] = kept
        assert (answer.status_code, b"secret" in answer.data) == (500, False), name


def test_every_logged_view_was_seen_appending_one_of_its_events(
    office: Office, seen: list[Served]
) -> None:
    for name, view in views(office.people.app).items():
        if events_of(view):
            worked = [each for each in seen if each.endpoint == name and each.worked]
            assert any(events_of(view) & set(each.events) for each in worked), name


def test_a_logged_staff_view_never_works_without_one_of_its_events(
    office: Office, seen: list[Served]
) -> None:
    for name, view in views(office.people.app).items():
        is_under_another = is_hourly(view) or token_scope(view) == "details"  # That of the run.
        if events_of(view) and allowed_roles(view) != PUBLIC and not is_under_another:
            for each in seen:
                if each.endpoint == name and each.worked:
                    assert events_of(view) & set(each.events), each


def test_a_view_under_the_entry_of_the_hour_appends_that_one_or_nothing(
    office: Office, seen: list[Served]
) -> None:
    hourly = {name: view for name, view in views(office.people.app).items() if is_hourly(view)}
    assert hourly
    for name, view in hourly.items():
        worked = [set(each.events) for each in seen if each.endpoint == name and each.worked]
        assert set() in worked, name
        assert all(events in (set(), events_of(view)) for events in worked), name


def test_every_unlogged_view_was_seen_working_and_appended_nothing(
    office: Office, seen: list[Served]
) -> None:
    for name, view in views(office.people.app).items():
        if not events_of(view):
            calls = [each for each in seen if each.endpoint == name]
            assert any(each.worked for each in calls), name
            assert [each for each in calls if each.events and each.status != 403] == [], name


@pytest.fixture(scope="module")
def written(office: Office, seen: list[Served]) -> Office:
    """Besides, what the program does by the clock, when it starts and for who stands at it."""
    assert len(seen) > 100
    running, now = services_of(office.people.app), office.people.clock()
    with running.database.session() as db:
        for write, later in {
            log_alarm: HOUR,
            log_accounts: HOUR,
            log_shown: DAY,
            tell_next: 2 * TOLD_AFTER,
            erase_next: KEPT,
        }.items():
            assert write(db, now + later)
            db.commit()
    red = Lamp(Colour.RED, (Reason("found", "Not whole."),))
    with running.database.session() as db:
        note_red(Act(db, SYSTEM, now), {Log.ACCESS: red})
        db.commit()
    publisher = Publisher(
        running.database, running.signer, office.people.clock, hour=3, batch=log_openings
    )
    assert publisher.tick()
    assert PagesWatch(office.people.app).tick()
    assert tell(running.database, [Mismatch(Log.INTAKE, 0, "missing_object")], now) == 1
    log_start(running.config, running.database, office.people.clock())
    with click.Context(export, info_name="export", parent=click.Context(main)):
        log_command(running.database)
    return office


def test_an_event_is_planned_or_was_seen_written(written: Office) -> None:
    with services_of(written.people.app).database.reading() as db:
        leaves = list(db.scalars(select(LogEntry.leaf)))
    assert {json.loads(leaf)["e"] for leaf in leaves} == set(Event) - PLANNED


def test_every_name_in_a_detail_is_of_the_closed_list(written: Office) -> None:
    with services_of(written.people.app).database.reading() as db:
        details = list(db.scalars(select(LogDetail.detail)))
        accounts = list(db.scalars(select(Account.id)))
    assert {name for detail in details for name in json.loads(detail)} == DETAILS
    # Who reads the log learns of nobody which account they are.
    assert not [detail for detail in details if any(each.encode() in detail for each in accounts)]


def test_a_refused_role_is_an_entry_whatever_was_asked_for(seen: list[Served]) -> None:
    refused = [each for each in seen if each.status == 403 and each.endpoint != "auth.sign_in"]
    refused = [each for each in refused if each.events != ("auth.stepup",)]  # A wrong code.
    assert len(refused) > 50
    assert {each.events for each in refused} == {("auth.deny",)}


def test_a_reporters_visits_and_failed_tries_leave_no_entry(seen: list[Served]) -> None:
    public_side = [
        each for each in seen if each.endpoint.split(".")[0] in {"box", "report", "pages"}
    ]
    tries = [each for each in public_side if each.method == "GET" or each.status >= 400]
    visits = [each for each in public_side if each.endpoint == "box.open_box"]
    assert (len(tries) > 50, len(visits) > 1) == (True, True)
    assert [each for each in (*tries, *visits) if each.events] == []
    assert Served("box.enter_code", "POST", 200, ()) in seen  # Read without JavaScript.
