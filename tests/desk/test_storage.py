"""Storage that fills is told in time: to who watches, to supervisors, to administrators."""

import re

import pytest
from flask import Flask

from intake.web.admission.limits import EARLY_MB, MEGABYTE, Kind
from tests.desk.test_overview import staffed, survey
from tests.people import People, Person
from tests.web.admission.flooded import below, leave

# The engine plays no part in this.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LOW = EARLY_MB * MEGABYTE - 1


def told(ada: Person, susi: Person) -> tuple[int, str, str, list[str]]:
    """What `/health`, the overview's data and the accounts page say of it."""
    health, page = ada.client.get("/health"), ada.client.get("/admin/").text
    marks = re.findall(r"data-storage=\"(\w+)", page)
    return health.status_code, health.text, survey(susi)["storage"]["state"], marks


def test_who_watches_supervisors_and_administrators_are_told_before_anything_is_refused(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, susi = staffed(people)
    ada = people.new("ada", "administrator")
    leave(app, monkeypatch, 1 << 50)
    assert told(ada, susi) == (200, "ok\n", "ok", [])
    leave(app, monkeypatch, LOW)
    assert told(ada, susi) == (200, "storage-low\n", "low", ["low"])
    leave(app, monkeypatch, below(Kind.REPORT))
    assert told(ada, susi) == (503, "storage-full\n", "full", ["full"])
