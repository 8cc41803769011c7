"""Who has opened it, as the reporter reads it: counted by day, role and purpose, and all of it."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert

from intake.store.models import Opening
from intake.web.services import services_of
from tests.box.test_every_body import plain_case, run_views
from tests.people import People, Reporter
from tests.promises.reporting import come_back_plain

pytestmark = pytest.mark.usefixtures("desk")

OPENED = [
    ("2026-10-24", "caseworker", "triage"),
    ("2026-10-24", "caseworker", "casework"),
    ("2026-10-24", "caseworker", "triage"),
    ("2026-10-25", "supervisor", "triage"),
    ("2026-10-25", "caseworker", "triage"),
    ("2026-10-25", "caseworker", "triage"),
    ("2026-10-24", "caseworker", "triage"),
]
LINES = {
    "en": [
        "24 October 2026 · A caseworker · to see how urgent it is · 3 times",
        "24 October 2026 · A caseworker · to work on it",
        "25 October 2026 · A supervisor · to see how urgent it is",
        "25 October 2026 · A caseworker · to see how urgent it is · 2 times",
    ],
    "zh-Hans": [
        "2026年10月24日 · 工作人员 · 判断紧急程度 · 3 次",
    ],
}


@pytest.fixture
def reporter(people: People) -> Reporter:
    """Somebody whose case was opened seven times."""
    found = people.reporter()
    assert found.send().status_code == 201
    rows = [
        {"id": f"{at:032x}", "case_id": found.sending.case, "case_seq": at}
        | {"opened_on": date.fromisoformat(day), "role": role, "purpose": purpose}
        for at, (day, role, purpose) in enumerate(OPENED, 1)
    ]
    with services_of(people.app).database.engine.begin() as connection:
        connection.execute(insert(Opening), rows)
    return found


@pytest.mark.parametrize("lang", LINES)
def test_openings_of_one_day_role_and_purpose_are_one_line_with_their_number_in_both_boxes(
    app: Flask, reporter: Reporter, lang: str
) -> None:
    page = come_back_plain(app.test_client(), reporter.receipt, lang=lang).text
    plain = re.findall(r"<li>(.*?)</li>", page.rsplit("<ul>", 1)[1])
    meta: dict[str, Any] = reporter.box()[0]
    assert len(meta["openings"]) == len(OPENED)
    (shown,) = run_views([plain_case({}, {}) | {"openings": meta["openings"]}], lang)
    assert shown["box"]["openings"] == plain
    assert len(plain) == 4
    assert plain[: len(LINES[lang])] == LINES[lang]
