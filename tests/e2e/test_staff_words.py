"""Every code of the server's closed lists has English words in the browser."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from intake.desk.acting import moves
from intake.desk.views import DESK_PURPOSES
from intake.extension import services_of
from intake.logevents import PURPOSES, STATUS_REASONS, Event
from intake.models import LEVELS, ROLES

ROOT = Path(__file__).parents[2]
SCRIPT = """
import * as labels from "./intake/static/js/labels.js";
import { RULE_WORDS, TAG_WORDS } from "./intake/static/js/desk/rules.js";
const reasons = {};
for (const status of Object.keys(labels.STATUS_WORDS)) {
  reasons[status] = labels.reasonsFor(status);
}
console.log(JSON.stringify({ ...labels, RULE_WORDS, TAG_WORDS, reasons }));
"""


@pytest.fixture(scope="module")
def words() -> dict[str, dict[str, str]]:
    """What the browser's modules export."""
    run = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    found: dict[str, dict[str, str]] = json.loads(run.stdout)
    return found


def test_levels_roles_and_statuses_have_words(words: dict[str, dict[str, str]]) -> None:
    assert set(words["LEVEL_WORDS"]) == set(LEVELS)
    assert set(words["ROLE_WORDS"]) == set(ROLES)
    assert set(words["STATUS_WORDS"]) == set(moves())


def test_purposes_have_words_and_the_page_offers_those_of_the_desk(
    words: dict[str, dict[str, str]],
) -> None:
    assert set(words["PURPOSE_WORDS"]) == set(DESK_PURPOSES)
    assert set(words["PURPOSE_WORDS"]) | set(words["OTHER_PURPOSE_WORDS"]) == PURPOSES


def test_every_status_offers_reasons_that_the_log_knows(words: dict[str, dict[str, str]]) -> None:
    assert set(words["STATUS_REASON_WORDS"]) == STATUS_REASONS
    for reasons in words["reasons"].values():
        assert reasons
        assert set(reasons) <= STATUS_REASONS


def test_every_urgency_rule_says_why_and_what_first(
    app: Flask, words: dict[str, dict[str, str]]
) -> None:
    rules = services_of(app).rules.rows
    assert {rule.id for rule in rules} == set(words["RULE_WORDS"])
    assert {rule.tag for rule in rules if rule.tag} <= set(words["TAG_WORDS"])


def test_kinds_and_languages_of_the_queue_have_words(
    app: Flask, words: dict[str, dict[str, str]]
) -> None:
    form = services_of(app).form
    assert set(form.questions["kinds"].choices) == set(words["KIND_WORDS"])
    assert set(form.questions["who_for"].choices) == set(words["WHO_WORDS"])
    assert set(form.texts) <= set(words["LANGUAGE_WORDS"])


def test_every_event_has_words_on_the_auditors_page(app: Flask) -> None:
    macros = app.jinja_env.get_template("macros/log.html").module
    shown: dict[str, str] = macros.words  # type: ignore[attr-defined]
    assert set(shown) == {str(event) for event in Event}
    assert all(re.fullmatch(r"[A-Z][a-z ,-]+", text) for text in shown.values())
