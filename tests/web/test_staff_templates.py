"""Words of staff pages are marked for a catalogue: what a template says by itself is found."""

import re
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

from tests.web.staff_templates import TEMPLATES, staff_templates

#: Commands to be typed, names of formats.
NAMES = re.compile(r"\.venv/bin/intake audit \w+|my-copy|SHA-256,")
#: Blocks inside a tag.
ATTRIBUTES = re.compile(r"\{% block (width|data) %\}.*?\{% endblock %\}")
#: Attributes that are read out or shown.
SAID = {"alt", "aria-label", "aria-description", "placeholder", "title"}
WORD = re.compile(r"[A-Za-z]{2}")
SENTENCE = re.compile(r"[A-Z][a-z]")
ENVIRONMENT = jinja2.Environment(autoescape=True)


class Said(HTMLParser):
    """Gathers what people read or hear of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(
        self,
        tag: str,  # noqa: ARG002 - the parser's own name for it
        attrs: list[tuple[str, str | None]],
    ) -> None:
        self.found += [value for name, value in attrs if name in SAID and value]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def unmarked(source: str) -> list[str]:
    """Return what a template says that is marked for no catalogue."""
    bare, literals, in_trans, before = [], [], False, ["", ""]
    for _, kind, text in ENVIRONMENT.lex(ATTRIBUTES.sub("", source)):
        if kind == "data" and not in_trans:
            bare.append(text)
        elif kind in {"variable_end", "block_end"}:
            bare.append(" ")
        elif kind == "name" and text in {"trans", "endtrans"}:
            in_trans = text == "trans"
        elif kind == "string" and before != ["_", "("] and SENTENCE.match(text[1:-1]):
            literals.append(text[1:-1])
        if kind != "whitespace":
            before = [before[1], text]
    page = Said()
    page.feed("".join(bare))
    found = [text for text in page.found if WORD.search(NAMES.sub("", text))]
    return [" ".join(text.split()) for text in found] + literals


@pytest.mark.parametrize(
    "path", staff_templates(), ids=lambda path: path.relative_to(TEMPLATES).as_posix()
)
def test_a_template_of_the_staff_says_nothing_that_no_catalogue_could_hold(path: Path) -> None:
    assert unmarked(path.read_text("utf-8")) == []


def test_a_bare_word_an_attribute_and_a_literal_are_found() -> None:
    source = (
        '{% block title %}Case{% endblock %}<p class="quiet" aria-label="Main">'
        "{% trans %}Said{% endtrans %}"
        '{{ name }} waits</p>{{ noscript("It is done by a script.") }}{{ _("Marked") }}'
    )
    assert unmarked(source) == ["Case", "Main", "waits", "It is done by a script."]
