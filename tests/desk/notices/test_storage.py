"""Storage that fills is told outside the desk, too: once a day, and every hour once it is full."""

import pytest
from sqlalchemy import select

from intake.desk.notices.storage import put_storage_notices
from intake.store.models import Account, Notice
from intake.web.admission.limits import Storage
from intake.web.services import services_of
from tests.desk.notices.conftest import Desk

# The engine plays no part in this.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HOUR, DAY = 3_600, 86_400
EVERYBODY = ("anna", "bert", "cara")


def tick(desk: Desk, stands: Storage) -> dict[str, bool]:
    """Work out a tick and empty the outbox: by user name, whether it was urgent."""
    running = services_of(desk.people.app)
    with running.database.session() as db:
        put_storage_notices(db, running.config.keys.server, running.clock(), stands)
        query = select(Account.username, Notice).join(Account, Account.id == Notice.account_id)
        found = {}
        for username, notice in db.execute(query).all():
            found[username] = notice.is_urgent
            db.delete(notice)
        db.commit()
    return found


def test_everybody_is_told_once_a_day_where_no_supervisor_is_there(desk: Desk) -> None:
    assert tick(desk, Storage.OK) == {}
    assert tick(desk, Storage.LOW) == dict.fromkeys(EVERYBODY, False)
    desk.people.clock.pass_seconds(DAY - 1)
    assert tick(desk, Storage.LOW) == {}
    desk.people.clock.pass_seconds(1)
    assert tick(desk, Storage.LOW) == dict.fromkeys(EVERYBODY, False)


def test_what_is_refused_already_is_told_at_once_and_every_hour(desk: Desk) -> None:
    assert tick(desk, Storage.LOW) == dict.fromkeys(EVERYBODY, False)
    assert tick(desk, Storage.FULL) == dict.fromkeys(EVERYBODY, True)
    assert tick(desk, Storage.FULL) == {}
    desk.people.clock.pass_seconds(HOUR)
    assert tick(desk, Storage.FULL) == dict.fromkeys(EVERYBODY, True)


def test_supervisors_are_told_and_then_nobody_else(desk: Desk) -> None:
    susi = desk.people.new("susi", "supervisor")
    assert desk.anna.admit(susi, cosigner=desk.cara).status_code == 201
    body = {"address": "susi@example.org", "zone": "UTC", "quiet": None}
    assert susi.post("/desk/notices", body, method="PUT").status_code == 204
    assert tick(desk, Storage.LOW) == {"susi": False}


def test_quiet_hours_keep_the_warning_until_they_are_over_but_not_the_refusal(desk: Desk) -> None:
    hour = desk.people.clock() % DAY // HOUR
    quiet = {"from": hour, "until": (hour + 3) % 24}
    body = {"address": "anna@example.org", "zone": "UTC", "quiet": quiet}
    assert desk.anna.post("/desk/notices", body, method="PUT").status_code == 204
    assert sorted(tick(desk, Storage.LOW)) == ["bert", "cara"]
    assert tick(desk, Storage.FULL)["anna"]
    desk.people.clock.pass_seconds(3 * HOUR)
    assert sorted(tick(desk, Storage.LOW)) == ["anna"]
