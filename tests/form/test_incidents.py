"""What is asked again when something new happened, and how it is judged."""

import json
from pathlib import Path
from typing import Any

import pytest

from intake.form.files import FormError
from intake.form.given.answers import visible
from intake.form.given.incidents import incident_form, judge_incident
from intake.form.loading.form import load_form
from intake.form.urgency.triage import load_rules
from tests.form.test_form_files import STRUCTURE, write

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "incidents.json").read_text(encoding="utf-8")
)["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_what_happened_is_judged_by_itself_at_both_full_hours(vector: dict[str, Any]) -> None:
    form = load_form(None)
    rules = load_rules(form, None)
    given = (vector["answers"], vector["lang"], vector["now"])
    judged = judge_incident(form, rules, *given, server_at=vector.get("told"))
    assert judged == vector["incident"]


def test_danger_when_where_and_kinds_are_asked_again() -> None:
    asked = incident_form(load_form(None))
    first = {"danger_now", "kinds", "last_when", "place"}
    assert first <= visible(asked, {})
    assert "last_date" in visible(asked, {"last_when": "week"})
    assert "r_stage" not in visible(asked, {})
    assert "r_stage" in visible(asked, {"kinds": ["forced_return"]})


@pytest.mark.parametrize(
    ("incident", "says"),
    [
        ('["nobody"]', "there is no question 'nobody'"),
        ('["diary"]', "diary is shown by color"),
        ('["color", "color"]', "twice"),
        ('"color"', "list of texts"),
    ],
)
def test_what_is_asked_again_must_be_there_and_be_shown_by_what_is_asked_too(
    tmp_path: Path, incident: str, says: str
) -> None:
    with pytest.raises(FormError, match=says):
        load_form(write(tmp_path, f"incident = {incident}\n{STRUCTURE}"))


def test_a_contact_answer_is_never_asked_again(tmp_path: Path) -> None:
    contact = STRUCTURE.replace('type = "radio"', 'type = "radio"\nobject = "contact"').replace(
        'when = { q = "color", has = "red" }', ""
    )
    with pytest.raises(FormError, match="in the report"):
        load_form(write(tmp_path, f'incident = ["color"]\n{contact}'))


def test_without_a_list_nothing_is_asked_again(tmp_path: Path) -> None:
    assert not incident_form(load_form(write(tmp_path))).questions
