"""Which words stand on staff pages: of templates and code, of the pages' scripts, of data files.

They are one catalogue (``staff.po``), so the same English text says the same thing on a page, in a
script and in a sentence about the log.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from babel.messages.jslexer import tokenize, unquote_string

from intake.commands.translating.pages import ROOT, TEMPLATES, messages_by_page, messages_in

#: Templates and code of each part; a folder is all that lies in it.
MADE_FROM: Mapping[str, tuple[str, ...]] = {
    "frame": (
        *("templates/staff.html", "templates/errors/staff.html", "templates/macros/states.html"),
        *("templates/macros/log.html", "intake/web/words/staff.py"),
    ),
    "auth": ("templates/auth", "intake/auth"),
    "desk": ("templates/desk", "intake/desk"),
    "admin": ("templates/admin", "intake/admin"),
    "audit": ("templates/audit", "intake/audit"),
}
SCRIPTS = ROOT / "intake/static/js/words/en"
OWN = "language.js"  # Says which language it is; no words.
#: Data files, and the keys of what is said there: the rest are codes. Without one all is said.
DATA: Mapping[str, tuple[str, ...]] = {
    "intake/log/words.en.toml": (),
    "intake/case/rules/casework.en.toml": (),
    "intake/case/inquiries/inquiries.en.toml": ("answers",),
    "intake/verify/lamp.en.toml": (),
    "intake/verify/rules/rules.en.toml": ("words", "title", "one", "many"),
    "intake/verify/reporting/questions.en.toml": ("asks", "none", "some", "gap", "say"),
    "intake/form/data/rules.toml": ("short", "why", "first", "tag_words"),
    "intake/form/data/reading.toml": ("topic", "words"),
}
#: Said by the code of ``intake.verify.speech``.
UNITS = frozenset({"day|days", "hour|hours", "minute|minutes"})
PARTS = (*MADE_FROM, "scripts", "data")


@cache
def staff_messages() -> Mapping[str, frozenset[str]]:
    """Return the messages (English) of each part that no public page says."""
    found = {part: frozenset(_made_from(paths)) for part, paths in MADE_FROM.items()}
    found |= {"scripts": frozenset(script_texts()), "data": frozenset(_data_texts()) | UNITS}
    public = frozenset[str]().union(*messages_by_page().values())
    return {part: texts - public for part, texts in found.items()}


def _made_from(paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        place = ROOT / path
        pattern = "*.html" if place.is_relative_to(TEMPLATES) else "*.py"
        for file in [place] if place.is_file() else sorted(place.rglob(pattern)):
            yield from messages_in(file)


def script_texts() -> Iterator[str]:
    """Yield every text of the scripts' words: a string of them that is neither key nor import."""
    for path in sorted(SCRIPTS.rglob("*.js")):
        if path.name != OWN:
            tokens = [each for each in tokenize(path.read_text()) if "comment" not in each.type]
            for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
                if token.type == "string" and before.value != "from" and after.value != ":":
                    yield unquote_string(token.value)


def _data_texts() -> Iterator[str]:
    for path, keys in DATA.items():
        table = tomllib.loads((ROOT / path).read_text(encoding="utf-8"))
        yield from (text for text in _leaves(table, keys, said=not keys) if text)


def _leaves(value: Any, keys: tuple[str, ...], *, said: bool) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, keys, said=said or key in keys)
    elif isinstance(value, list):
        for each in value:
            if not isinstance(each, str):
                yield from _leaves(each, keys, said=said)
    elif isinstance(value, str) and said:
        yield value
