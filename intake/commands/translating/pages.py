"""Which words stand on which public page: messages of templates and code, texts of the data files.

Pages are those of ``intake.form.loading.readers``. A message may stand on several; a test asks that
each stands on one.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_file
from jinja2 import Environment, meta

from intake.form.loading.readers import PAGES
from intake.web.words import words

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "templates"
#: What each page is made from; what these include, extend or import belongs to it too.
MADE_FROM = {
    "start": ("report/start.html", "report/choose.html", "report/closed.html", "report/exit.html"),
    "help": ("help/help.html", "help/_words.html"),
    "form": ("report/form.html", "report/plain_other.html", "report/check.html"),
    "receipt": ("report/sent.html", "report/_receipt_words.html"),
    "box": ("box/enter.html", "box/plain.html", "box/show.html"),
    "check": ("report/really.html",),
    "access": ("report/access.html",),
}
#: Where code says something: the pages on which it may stand.
SAID_IN = {
    "intake/web/words/promised.py": ("start", "help", "form", "receipt", "box"),
    "intake/web/words/numbers.py": ("form", "box"),
    "intake/web/words/words.py": (),  # By its tables, below.
    "intake/box": ("box",),
    "intake/report": ("form",),
}
TABLES: dict[str, tuple[Mapping[str, object], ...]] = {
    "start": (words.BAR,),
    "form": (words.FORM, words.FAULTS, words.ERRORS, words.WHEN),
    "receipt": (words.RECEIPT,),
    "box": (words.BOX, words.FAULTS, words.ERRORS, words.WHEN, words.STATUS),
}
TABLES["box"] += (words.PURPOSES, words.ROLES)
#: First key of a text in a language's file: the page.
PARTS = {"step": "form", "question": "form", "told": "form", "help": "help"}


@cache
def messages_by_page() -> Mapping[str, frozenset[str]]:
    """Return the messages (English) of each page."""
    found = {page: set(_of_templates(MADE_FROM[page])) for page in PAGES}
    found["start"] |= set(_of_templates(["errors/error.html"]))
    for path, pages in SAID_IN.items():
        for page in pages:
            found[page].update(_of_code(path))
    for page, tables in TABLES.items():
        for table in tables:
            found[page].update(_texts(table.values()))
    return {page: frozenset(texts) for page, texts in found.items()}


def _texts(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        yield from value if isinstance(value, tuple) else (str(value),)


def _of_templates(names: Iterable[str]) -> Iterable[str]:
    waiting, seen = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting += [each for each in _referred(name) if each and each not in seen]
    for name in seen:
        yield from messages_in(TEMPLATES / name)


def _referred(name: str) -> Iterable[str | None]:
    env = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    return meta.find_referenced_templates(env.parse((TEMPLATES / name).read_text()))


def _of_code(path: str) -> Iterable[str]:
    place = ROOT / path
    for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
        yield from messages_in(file)


def messages_in(path: Path) -> Iterable[str]:
    """Yield the messages of a template, or of a module of code; of a plural both forms."""
    is_template = path.suffix == ".html"
    method = "jinja2.ext:babel_extract" if is_template else "python"
    options = {"trimmed": "true", "silent": "false"} if is_template else {}
    for _line, message, _comments, _context in extract_from_file(method, path, options=options):
        yield from [message] if isinstance(message, str) else message
