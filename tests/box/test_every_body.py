"""Whatever a reader accepts is shown, in every view: hostile names and texts, dates of no day."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from intake.box.contents import BoxContents, Message, shown_answers
from intake.clock import day_of
from intake.crypto.case.bodies import LEVELS, check_body
from intake.crypto.encoding import EncodingError, encode_json, parse_json
from intake.form.given.incidents import incident_form
from intake.form.loading.form import load_form
from intake.form.questions.reading import load_reading
from intake.form.urgency.triage import load_rules
from intake.web.pages.clientdata import box_data, desk_data
from intake.web.pages.public import personal_page
from intake.web.words.asking import day_choices
from intake.web.words.i18n import format_date, format_day
from intake.web.words.shown import show_answers
from tests.hostile import STRINGS

ROOT = Path(__file__).parents[2]
FORM = load_form(None)
RULES = load_rules(FORM, None)
INHERITED = [
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "__defineGetter__",
]
UNUSED = ("code", "error", "kept", "message_room", "note", "promise", "seen")

dates = st.sampled_from(["2026-11-25", "2026-11-25T10:00", "2026-11-25 10:00", "2026-11-25Thalf"])
no_dates = st.sampled_from(["2026-02-30", "9999-99-99", "0000-00-00", "2026-11-25T", "+010000-01"])
choices = st.sampled_from(sorted({c for q in FORM.questions.values() for c in q.choices}))
texts = st.one_of(
    st.sampled_from([*INHERITED, *STRINGS.values()]), choices, dates, no_dates, st.text(max_size=9)
)
names = st.one_of(
    st.sampled_from([*INHERITED, *FORM.questions]),
    st.text(st.characters(max_codepoint=127), min_size=1, max_size=9),
)
answers = st.dictionaries(names, st.one_of(texts, st.lists(texts, max_size=3)), max_size=9)
verdict = {
    "lang": texts,
    "level": st.sampled_from(LEVELS),
    "rules": st.lists(texts, max_size=3),
    "tags": st.lists(texts, max_size=3),
}
cases = st.fixed_dictionaries(
    {
        "report": st.fixed_dictionaries(
            verdict
            | {
                "answers": answers,
                "at": st.integers(0, 2**41).map(lambda hours: hours * 3600 % 2**53 // 3600 * 3600),
                "desk": texts,
                "form": st.integers(1, 2**53 - 1),
            }
        ),
        "contact": st.fixed_dictionaries({"answers": answers}),
        "summary": st.fixed_dictionaries(
            verdict
            | {
                "avoid": st.booleans(),
                "country": texts,
                "kinds": st.lists(texts, max_size=3),
                "who_for": texts,
            }
        ),
        "messages": st.lists(
            st.fixed_dictionaries({"day": st.dates().map(str), "text": texts}), max_size=3
        ),
    }
)


def run_views(given_cases: list[dict[str, Any]], lang: str = "en") -> list[dict[str, Any]]:
    """Return what tests/js/render.js shows of each case, the box in this language."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    node = shutil.which("node", path=path)
    assert node, "make test installs Node"
    asked = {
        "form": desk_data(FORM, RULES, load_reading(FORM, None), "en"),
        "loaded": box_data(FORM, RULES, lang),
        "cases": given_cases,
        "lang": lang,
    }
    done = subprocess.run(
        [node, str(ROOT / "tests/js/render.js")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown: list[dict[str, Any]] = json.loads(done.stdout)
    return shown


def plain_case(answers: dict[str, str], contact: dict[str, str]) -> dict[str, Any]:
    """Return a case that says nothing but these answers, as ``run_views`` takes it."""
    verdict: dict[str, Any] = {"lang": "en", "level": "soon", "rules": [], "tags": []}
    report = verdict | {"answers": answers, "at": 0, "desk": "", "form": 1}
    summary = verdict | {"avoid": False, "country": "", "kinds": [], "who_for": ""}
    return {"report": report, "contact": {"answers": contact}, "summary": summary, "messages": []}


MARKS = dict(
    zip(
        (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
        ["ALM", "LRM", "RLM", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"],
        strict=True,
    )
)
"""Marks that turn the direction of writing: the desk shows them by name."""


def as_shown(text: str) -> str:
    """Return a text as the desk shows it."""
    return text.translate({mark: f"({name})" for mark, name in MARKS.items()})


def texts_in(answer: object) -> list[str]:
    return [str(item) for item in answer] if isinstance(answer, list) else [str(answer)]


def plain_answers(case: dict[str, Any]) -> list[list[str]]:
    """Return what the box without a script shows, as [question, text]."""
    found = shown_answers(_contents(case))
    return [[name, text] for name, _, texts in show_answers(FORM, found) for text in texts]


def _contents(case: dict[str, Any]) -> BoxContents:
    said = case["report"]["answers"] | case["contact"]["answers"]
    messages = [Message("reporter", body["day"], body["text"], 3) for body in case["messages"]]
    return BoxContents(None, answers=said, messages=messages)  # type: ignore[arg-type]


def show_plain(case: dict[str, Any]) -> str:
    """Render the page of the box without a script."""
    context: dict[str, object] = {name: {} for name in ("openings", "steps", "purposes", "roles")}
    context |= dict.fromkeys(("code", "error", "kept", "note", "promise", "seen"), "")
    context |= {
        "contents": _contents(case),
        "newest_first": _contents(case).messages,
        "is_new": lambda _message: False,
        "asked": incident_form(FORM),
        "texts": FORM.texts["en"].questions,
        "said": {},
        "errors": {},
        "asked_days": (),
        "happened": False,
        "box": {
            "case": {"active_on": day_of(0), "server_saw": False},
            "readers": True,
        },
        "answers": show_answers(FORM, shown_answers(_contents(case))),
        "words": box_data(FORM, RULES, "en")["words"],
        "older": None,
        "done": ["received"],
        "problems": (),
        "told": (),
        "duty": "",
        "most": 8_000,
        "format_date": format_date,
        "format_day": format_day,
    }
    return personal_page("box/show.html", context | day_choices()).get_data(as_text=True)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # No row is read.
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],  # Each try starts Node: too dear to look for the smallest.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(batch=st.lists(cases, min_size=1, max_size=25))
def test_every_body_that_a_reader_accepts_is_shown_in_box_and_desk(
    app: Flask, batch: list[dict[str, Any]]
) -> None:
    for case in batch:
        for kind in ("report", "contact", "summary"):
            check_body(kind, parse_json(encode_json(case[kind])))
    with app.test_request_context("/en/box"):
        for case, shown in zip(batch, run_views(batch), strict=True):
            assert shown["box"]["answers"] == plain_answers(case)
            assert show_plain(case).count("<dd") == len(plain_answers(case))
            for message in case["messages"]:
                assert as_shown(message["text"]) in shown["desk"]
                assert message["text"] in shown["box"]["text"]
            assert_desk_shows_unknown_answers(case, shown["desk"])


def assert_desk_shows_unknown_answers(case: dict[str, Any], page: str) -> None:
    said = case["report"]["answers"] | case["contact"]["answers"]
    for name, answer in said.items():
        if name not in FORM.questions:
            assert name + as_shown("\n".join(texts_in(answer))) in page


@pytest.mark.parametrize(
    "day", ["2026-02-30", "9999-99-99", "0000-01-01", "2026-1-1", "２026-01-01"]
)
def test_a_message_of_no_day_is_no_message(day: str) -> None:
    with pytest.raises(EncodingError):
        check_body("message", {"day": day, "text": ""})
