"""docs/FORMS.md: each of its examples is applied, and the form is loaded, shown, walked, opened."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from intake.cli import main
from intake.client.member.cases.opencase import open_case
from intake.config import Config
from intake.crypto.case.objects import Untrusted
from intake.form.languages import LANGUAGES, InEnglish
from intake.form.loading.form import load_form
from intake.form.urgency.triage import Rules, load_rules
from intake.store.engine import Database
from intake.web.services import services_of
from tests.conftest import TestClock, make_app
from tests.guides import apply, blocks, by_file, make_forms
from tests.people import People, Person
from tests.public.whole import whole_page
from tests.report.checking import press
from tests.report.test_plain import code_in, post

GUIDE = "FORMS.md"
FIRST = {"plain": "1", "form_version": "1001", "danger_now": "no", "kinds": "family_call"}
TOLD: dict[str, str | list[str]] = {**FIRST, "f_kept": "yes", "f_kept_where": "the old phone"}


@pytest.fixture
def folder(config: Config) -> Path:
    return make_forms(config.instance, GUIDE)


@pytest.fixture
def app(folder: Path, config: Config, database: Database, clock: TestClock) -> Flask:  # noqa: ARG001 - read by it
    return make_app(config, database, clock)


def test_every_example_is_one_that_is_applied() -> None:
    assert len(by_file(GUIDE)) == len(blocks(GUIDE, "toml"))
    assert {name for name, _ in by_file(GUIDE)} == {
        *("intake.toml", "rules.toml", "en.toml", "fr.toml", "fa.toml")
    }


def test_the_command_says_what_is_there_and_in_which_languages_words_are_in_english(
    folder: Path,
) -> None:
    said = CliRunner().invoke(main, ["form", str(folder)])
    assert said.exit_code == 1, said.output
    form = load_form(None)
    first, *others = said.output.splitlines()
    steps = len(form.steps)
    assert first == f"version 1001: {len(form.questions) + 2} questions in {steps} steps"
    wanting = [tag for tag in LANGUAGES if tag not in {"en", "fr"}]
    assert [re.fullmatch(r"([\w-]+): \d+ texts in English", line) for line in others]
    assert [line.partition(":")[0] for line in others] == wanting


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("intake.toml", ("version = 1001", "version = 3"), "intake.toml: asks otherwise than"),
        ("rules.toml", ('has = "yes" }', 'has = "yse" }'), "f_kept has no choice"),
    ],
)
def test_the_command_names_what_is_wrong(
    folder: Path, file: str, change: tuple[str, str], said: str
) -> None:
    text = (folder / file).read_text()
    before, found, after = text.rpartition(change[0])
    assert found
    (folder / file).write_text(f"{before}{change[1]}{after}")
    told = CliRunner().invoke(main, ["form", str(folder)])
    assert told.exit_code == (2 if file == "rules.toml" else 1)
    assert said in told.output


def test_our_own_form_needs_nothing(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["form", str(tmp_path)])
    assert (told.exit_code, told.output.count("\n")) == (0, 1)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("tag", LANGUAGES)
def test_it_is_shown_in_every_language_and_what_one_lacks_is_marked(app: Flask, tag: str) -> None:
    form = services_of(app).form
    for name in ("form", "plain", "plain/other"):
        page = whole_page(app, f"/{tag}/{name}")
        texts = form.words(tag, is_other="other" in name).questions["f_kept"]
        assert isinstance(texts.label, InEnglish) is (tag not in {"en", "fr"})
        assert texts.label in unescape(page)
        assert page.count('name="f_kept" value="yes"') == 1
        assert page.count('name="f_kept_where"') == 1


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("is_other", [False, True])
@pytest.mark.parametrize("tag", ["en", "fr", "ug"])
def test_a_report_is_written_told_sent_and_read_back(app: Flask, tag: str, is_other: bool) -> None:
    words = services_of(app).form.words(tag, is_other=is_other)
    about = {"who_for": "someone", "wording": "other"} if is_other else {}
    check = post(app, TOLD | about, f"/{tag}/plain")
    told = words.told["keep_it"]
    sent = press(app, check, tag)
    for page in (check, sent):
        assert page.status_code == 200
        assert all(text in unescape(page.text) for text in (told.title, told.text, *told.points))
    box = post(app, {"plain": "1", "code": code_in(sent)}, f"/{tag}/box/plain")
    shown = unescape(box.text)
    assert words.questions["f_kept"].label in shown
    assert words.questions["f_kept"].choices["yes"] in shown
    assert "the old phone" in shown


@pytest.mark.usefixtures("desk")
def test_what_nobody_is_asked_is_dropped_and_no_rule_speaks(app: Flask) -> None:
    hidden = {"f_kept": "deleted", "home_state": "planted", "anything_else": "said"}
    check = post(app, TOLD | hidden, "/en/plain")
    sent = press(app, check)
    assert services_of(app).form.texts["en"].told["keep_it"].title not in check.text + sent.text
    box = post(app, {"plain": "1", "code": code_in(sent)}, "/en/box/plain").text
    found = [text in box for text in ("said", "the old phone", "planted")]
    assert found == [True, False, False]


@pytest.mark.usefixtures("desk")
def test_a_changed_text_stands_on_the_page(app: Flask) -> None:
    assert "Take your time. A rough answer is fine." in whole_page(app, "/en/plain")


@pytest.mark.usefixtures("desk")
def test_a_page_that_stood_open_comes_back_with_what_was_typed(app: Flask) -> None:
    answer = post(app, TOLD | {"form_version": "3"}, "/en/plain")
    assert answer.status_code == 409
    assert "the old phone" in answer.text


def test_what_was_sent_before_opens_as_it_was_judged(
    folder: Path, config: Config, database: Database, clock: TestClock
) -> None:
    apply(folder, "rules.toml", by_rule('id = "X02"', 'q = "kinds", has = "family_call"'))
    newer = load_rules(load_form(folder), folder)
    folder.rename(folder.with_name("not yet"))
    people = People(make_app(config, database, clock), clock)
    anna = people.new("anna", "caseworker", triage=True)
    before = {"plain": "1", "form_version": "3", "danger_now": "no", "kinds": "family_call"}
    code_in(press(people.app, post(people.app, before, "/en/plain")))
    (row,) = anna.listed().rows
    judged = [opened(anna, row["case"], rules) for rules in (newer, replace(newer, edition=3))]
    assert judged == ["as sealed", "rules_differ"]


def opened(person: Person, case: str, rules: Rules) -> str:
    """Open a case by these rules; return what differs."""
    try:
        open_case(person.unlocked(), case, "triage", rules)
    except Untrusted as differs:
        return str(differs)
    return "as sealed"


def by_rule(name: str, when: str) -> str:
    """Return the rule of the guide under another id, for answers that older reports have."""
    (rule,) = [text for file, text in by_file(GUIDE) if file == "rules.toml"]
    changes = {'id = "X01"': name, '"soon"': '"routine"', 'q = "f_kept", has = "yes"': when}
    for old, new in changes.items():
        rule = rule.replace(old, new)
    return rule
