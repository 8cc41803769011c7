"""`intake languages`: by page what is said and missing, and who has read it; never a name."""

from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from intake.cli import main
from intake.commands.translating import state
from intake.commands.translating.pages import messages_by_page
from intake.form.files import read_language
from intake.form.loading.readers import Read
from tests.public.test_translations import spoken


def report(*options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["languages", *options])
    return result.exit_code, result.output


def test_every_message_of_the_public_stands_on_a_page() -> None:
    assert frozenset().union(*messages_by_page().values()) == spoken()


def test_the_source_text_is_whole_and_a_translation_that_nobody_read_is_a_draft() -> None:
    code, said = report()
    english, _, chinese = said.partition("zh-Hans: ")
    assert english.startswith("en: complete\n")
    assert english.count("the source text") == 8
    assert chinese.count("draft, read by 0 of 2") >= 7
    assert code == 0


def test_what_is_missing_is_counted_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    lacks = {"zh-Hans": {"help": {"note": {"police": ""}}}}

    def read(_folder: None, tag: str) -> tuple[dict[str, Any], dict[str, Any]]:
        return (lacks[tag], {}) if tag in lacks else read_language(None, tag)

    monkeypatch.setattr(state, "read_language", read)
    code, said = report("--missing")
    assert code == 1
    assert "      help.note.police\n" in said
    assert "      question.story.label\n" in said


def test_who_read_stands_there_by_role_and_day_and_whether_it_was_these_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (help_,) = [page for page in state.standing_of("zh-Hans") if page.page == "help"]
    rows = (
        Read("help", "teacher", date(2026, 11, 1), help_.of),
        Read("help", "nurse", date(2026, 11, 2), "0" * 16),
    )
    monkeypatch.setattr(state, "load_reads", lambda tag: rows if tag == "zh-Hans" else ())
    code, said = report()
    both = "teacher, 2026-11-01; nurse, 2026-11-02 (other words than these)"
    assert f"draft, read by 1 of 2: {both}" in said
    assert code == 1, "a row of other words is to be taken away"
