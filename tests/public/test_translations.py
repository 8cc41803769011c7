"""Everything the public pages say exists in every language, and nothing accuses."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from intake.form.languages import LANGUAGES
from intake.web.words.i18n import PUBLIC_FILE, read_catalogue
from tests.web.staff_templates import is_staffs

ROOT = Path(__file__).parents[2]
TRANSLATED = [tag for tag in LANGUAGES if tag != "en"]
ACCUSING = ["举报", "揭发", "检举", "受害", "告密", "嫌疑"]


def catalogue(tag: str) -> dict[str, str]:
    """What the public pages say; staff pages have a test of their own."""
    return read_catalogue(tag, PUBLIC_FILE)


def spoken() -> set[str]:
    """Every message of the public in templates and code, extracted the way translators get it."""
    options = {"**.html": {"trimmed": "true", "silent": "false"}}
    found: set[str] = set()
    for folder, method in (("templates", "jinja2.ext:babel_extract"), ("intake", "python")):
        mask = "**.html" if folder == "templates" else "**.py"
        for name, _, message, _, _ in extract_from_dir(ROOT / folder, [(mask, method)], options):
            if not is_staffs(name):
                found.add(message if isinstance(message, str) else message[0])
    return found


def gaps_of(text: str) -> list[str]:
    """Return what is filled in; a language says it in its own order."""
    return sorted(re.findall(r"\{\w+\}|%\(\w+\)s", text))


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_message_is_translated_and_no_translation_is_left_over(tag: str) -> None:
    assert set(catalogue(tag)) - {""} == spoken()


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_translation_keeps_the_gaps_that_are_filled_in(tag: str) -> None:
    for message, text in catalogue(tag).items():
        if message:
            assert gaps_of(message) == gaps_of(text)


def test_the_chinese_is_polite_and_denounces_nobody() -> None:
    texts = "".join(text for message, text in catalogue("zh-Hans").items() if message)
    assert [word for word in ACCUSING if word in texts] == []
    assert "你" not in texts
