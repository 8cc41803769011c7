"""Every code of the server's closed lists has English words in the browser."""

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from intake.case.access.alone import ACTS
from intake.case.rules.casework import casework, casework_words
from intake.crypto.roster.roster import REASONS as ROSTER_REASONS
from intake.desk.listing.order.lists import LISTS
from intake.log.codes import (
    CODE_WORDS,
    DETAIL_WORDS,
    DETAILS,
    EVENT_WORDS,
    PURPOSES,
    REASONS,
)
from intake.log.events import Event
from intake.store.models import LEVELS, ROLES
from intake.web.pages.clientdata import name_words
from intake.web.services import services_of
from intake.web.words.staff import CODES

ROOT = Path(__file__).parents[3]
SCRIPT = """
import * as labels from "./intake/static/js/staff/labels.js";
console.log(JSON.stringify(labels));
"""


PROBLEMS = """
import { problemWords } from "./intake/static/js/staff/problems.js";
import { ApiError } from "./intake/static/js/staff/staff_api.js";
import { sayOf } from "./intake/static/js/words/say.js";
const said = CODES.map((code) => [
  code,
  sayOf("refused", code) ?? problemWords(new ApiError(422, code, "none")),
]);
console.log(JSON.stringify(Object.fromEntries(said)));
"""


def run_script(script: str) -> dict[str, Any]:
    """Run a module in the repository; return the JSON it writes."""
    run = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.fixture(scope="module")
def words() -> dict[str, dict[str, str]]:
    """What the browser's modules export."""
    return run_script(SCRIPT)


def test_levels_roles_and_statuses_have_words(words: dict[str, dict[str, str]]) -> None:
    assert set(words["LEVEL_WORDS"]) == set(LEVELS)
    assert set(words["ROLE_WORDS"]) == set(ROLES)
    assert set(words["STATUS_WORDS"]) == set(casework().moves)


def test_purposes_have_words_and_the_page_offers_those_of_the_desk(
    words: dict[str, dict[str, str]],
) -> None:
    assert set(words["PURPOSE_WORDS"]) == set(casework().purposes)
    assert set(words["PURPOSE_WORDS"]) | set(words["OTHER_PURPOSE_WORDS"]) == PURPOSES


CATALOGUE = """
import { sayOf } from "./intake/static/js/words/say.js";
const said = ASKED.map(([area, code]) => [`${area}.${code}`, sayOf(area, code) ?? ""]);
console.log(JSON.stringify(Object.fromEntries(said)));
"""


def test_languages_and_countries_of_the_form_have_names(app: Flask) -> None:
    form = services_of(app).form
    said = name_words(form, "en")
    wanted = {("lang", tag) for tag in form.texts}
    wanted |= {("country", code) for code in form.questions["country"].choices}
    asked = sorted((area, code) for area, code in wanted if f"{area}.{code}" not in said)
    ours = run_script(CATALOGUE.replace("ASKED", json.dumps(asked)))
    assert [name for name, text in ours.items() if not text] == []
    assert said["lang.zh-Hant"] == "Traditional Chinese"


def test_kinds_and_lists_have_words_of_the_list(app: Flask) -> None:
    """What the list says of a case in a word or three stands in the catalogue."""
    found = services_of(app)
    codes = {
        "kind": found.form.questions["kinds"].choices,
        "list": LISTS,
        "empty": LISTS,
    }
    asked = [(area, code) for area, those in codes.items() for code in sorted(those)]
    said = run_script(CATALOGUE.replace("ASKED", json.dumps(asked)))
    assert [name for name, text in said.items() if not text] == []


def test_every_code_of_casework_has_words_and_no_other() -> None:
    table = casework()
    reasons = [*table.acts.values(), *table.reasons.values()]
    codes = {
        "reason": {code for those in reasons for code in those},
        "disposition": table.dispositions,
        "recipient": table.recipients,
        "via": table.contact["via"],
        "outcome": table.contact["outcome"],
        "alone": ACTS,
    }
    wanted = {f"{area}.{code}" for area, those in codes.items() for code in those}
    assert set(casework_words()) == wanted


def test_proposals_have_words_in_the_catalogue() -> None:
    codes = dict.fromkeys(("ask_for", "wait_for", "agree"), casework().second)
    asked = [(area, code) for area, those in codes.items() for code in sorted(those)]
    said = run_script(CATALOGUE.replace("ASKED", json.dumps(asked)))
    assert [name for name, text in said.items() if not text] == []


#: Where codes come from that a page of the staff can be answered with.
STAFF_SOURCES = ["auth", "admin", "audit", "desk", "roster", "case", "store/columns.py", "web"]
RAISED = re.compile(r'\b(?:Refused|Conflict|NotFound|WireError)\("(\w+)"\)')


#: Of addresses that only a page is asked for: the server says these, in the page.
SAID_IN_PAGES = {"no_day", "days_turned"}


def raised_codes() -> set[str]:
    paths = [ROOT / "intake" / name for name in STAFF_SOURCES]
    files = [file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path])]
    codes = {code for file in files for code in RAISED.findall(file.read_text("utf-8"))}
    assert codes & CODES.keys() >= SAID_IN_PAGES
    return codes - SAID_IN_PAGES | set(ROSTER_REASONS)


def test_every_code_that_staff_can_meet_has_words_of_its_own() -> None:
    codes = sorted(raised_codes())
    assert {"taken", "not_a_member", "roster_member", "bad_first", "multipart"} <= set(codes)
    said = run_script(PROBLEMS.replace("CODES", json.dumps(codes)))
    assert {code for code, text in said.items() if text == "none"} == set()
    assert all(re.fullmatch(r"[A-Z][^()_]+\.", text) for text in said.values()), said


def test_a_code_without_words_is_said_as_the_server_says_it() -> None:
    codes = ["constructor", "another"]
    said = run_script(PROBLEMS.replace("CODES", json.dumps(codes)))
    assert said == dict.fromkeys(codes, "none")
    silent = run_script(PROBLEMS.replace("CODES", json.dumps(codes)).replace('"none"', '""'))
    assert all("tell your administrator" in text for text in silent.values())


def test_every_event_has_words_on_the_auditors_page() -> None:
    written = tomllib.loads((ROOT / "intake/log/words.en.toml").read_text("utf-8"))
    assert set(written["event"]) == {str(event) for event in Event} == set(EVENT_WORDS)
    assert all(re.fullmatch(r"[A-Z][a-z ,-]+", text) for text in EVENT_WORDS.values())


def test_every_name_in_a_detail_has_words_on_the_auditors_page() -> None:
    written = tomllib.loads((ROOT / "intake/log/words.en.toml").read_text("utf-8"))
    assert set(written["detail"]) == DETAILS
    assert len(set(DETAIL_WORDS.values())) == len(DETAIL_WORDS)


def test_every_purpose_and_level_and_why_somebody_was_refused_has_words() -> None:
    assert set(CODE_WORDS["purpose"]) == PURPOSES
    assert set(LEVELS) < set(CODE_WORDS["to"])
    assert CODE_WORDS["reason"].keys() <= REASONS
    listed = tomllib.loads((ROOT / "intake/log/codes.toml").read_text("utf-8"))
    assert set(listed["refusal_reasons"]) <= CODE_WORDS["reason"].keys()


def test_an_hour_in_a_detail_is_a_time(app: Flask) -> None:
    said = app.jinja_env.filters["told"]
    assert said(1795662000, "hour") == "26 Nov 2026, 03:00 UTC"
    assert said("soon", "hour") == "soon"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["ab", "emergency"], "ab, Emergency"),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        ("a", "a"),
        ("off", "ended"),
        ([["deep"]], "['deep']"),
    ],
)
def test_a_detail_is_shown_as_people_write(app: Flask, value: object, text: str) -> None:
    assert app.jinja_env.filters["told"](value, "to") == text
