"""No rule of a style sheet is about something that no page shows.

Each sheet belongs to pages: what its rules name must stand in their templates or in their scripts.
A file that several sheets join needs one of them. Words are looked for wherever a page could make a
class of them, so that a rule this finds is dead; one that shares its name with something alive goes
unseen.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATIC, TEMPLATES = ROOT / "intake/static", ROOT / "templates"
CSS, JS = STATIC / "css", STATIC / "js"

STAFF = ("staff.html", "admin", "audit", "auth", "desk", "errors/staff.html", "macros", "base.html")
PUBLIC = ("public.html", "report", "box", "help", "errors/error.html", "macros", "base.html")
SCRIPTS = ("pages/form.js", "pages/later/sealing.js", "pages/box.js", "pages/later/proving.js")
#: Sheet to the templates and the scripts of its pages.
PAGES = {
    "desk.css": (("desk/desk.html", "base.html"), ("desk/main.jsx",)),
    "staff.css": (STAFF, ("pages/staff.js",)),
    "public.css": (PUBLIC, SCRIPTS),
    "box.css": (PUBLIC, SCRIPTS),
    "public/beside/steps.css": (PUBLIC, SCRIPTS),
    "public/beside/faults.css": (PUBLIC, SCRIPTS),
    "public/beside/choose.css": (("report/choose.html", "public.html", "base.html"), ()),
    **{f"public/scripts/{path.name}": (PUBLIC, ()) for path in (CSS / "public/scripts").iterdir()},
    "public/beside/help.css": (("help", "public.html", "macros", "base.html"), ()),
}
IMPORT = re.compile(r'(?:from|import|import\() ?"(\.[^"]+)"')
QUOTED = re.compile(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`')
SENTENCE = re.compile(r"\s*[A-Z][\w']*[ .,:]")
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.DOTALL)
NAMES = re.compile(r"\.([a-z][\w-]*)|#([a-z][\w-]*)|\[([\w-]+)(?:[~|^$*]?=\"?([\w-]+)\"?)?\]")


def scripts(start: Path) -> set[Path]:
    """Return a script and every module it brings along, but for the words of its catalogues.

    The tables of labels stay: their codes are values of attributes.
    """
    found, waiting = set[Path](), [start]
    while waiting:
        path = waiting.pop().resolve()
        is_said = "words" in path.parts and path.name != "labels.js"
        if path in found or "generated" in path.parts or is_said:
            continue
        found.add(path)
        waiting += [path.parent / name for name in IMPORT.findall(path.read_text())]
    return found


def texts(sheet: str) -> Iterator[str]:
    """The templates and the modules of the pages that a sheet belongs to."""
    templates, entries = PAGES[sheet]
    for name in templates:
        place = TEMPLATES / name
        for path in [place] if place.is_file() else sorted(place.rglob("*.html")):
            yield COMMENT.sub("", path.read_text())
    for path in set[Path]().union(*(scripts(JS / entry) for entry in entries)):
        yield COMMENT.sub("", path.read_text())


def words_of(text: str) -> set[str]:
    """Return whatever could be a class, an id, an attribute or its value."""
    quoted = " ".join(
        part for parts in QUOTED.findall(text) for part in parts if not SENTENCE.match(part)
    )
    blocks = " ".join(re.findall(r"%\}([\w -]+)\{%", text))
    named = re.findall(r"\b(?:data|aria)-[\w-]+|\bdataset\.\w+|(?<=[<\s{,.])\w+(?==|:|\b)", text)
    attributes = {re.sub(r"(?<!^)([A-Z])", r"-\1", name).lower() for name in named}
    data = {name.replace("dataset.", "data-") for name in attributes}
    return set(re.findall(r"[\w-]+", f"{quoted} {blocks}")) | data


def sheets_of(path: Path) -> set[str]:
    """Return the sheets that join a file."""
    name = path.relative_to(CSS).as_posix()
    joined = {
        sheet for sheet in PAGES if f'"./{name}"' in (CSS / sheet).read_text() and "/" not in sheet
    }
    return joined | ({name} & set(PAGES))


def rules_of(path: Path) -> Iterator[str]:
    """The selectors of a file, one by one."""
    for many in re.findall(r"([^{};]+)\{", COMMENT.sub("", path.read_text())):
        if not many.strip().startswith("@"):
            yield from (" ".join(one.split()) for one in re.split(r",(?![^(]*\))", many))


def dead(path: Path, words: set[str]) -> list[str]:
    """Return the selectors that name something no page has."""
    return [
        selector
        for selector in rules_of(path)
        if any(name and name not in words for names in NAMES.findall(selector) for name in names)
    ]


FILES = [path for path in sorted(CSS.rglob("*.css")) if "@import" not in path.read_text()]


@pytest.fixture(scope="module")
def shown() -> dict[str, set[str]]:
    return {sheet: words_of("\n".join(texts(sheet))) for sheet in PAGES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CSS).as_posix())
def test_every_rule_is_about_something_that_a_page_shows(
    path: Path, shown: dict[str, set[str]]
) -> None:
    sheets = sheets_of(path)
    assert sheets, "no sheet joins it"
    assert dead(path, set[str]().union(*(shown[sheet] for sheet in sheets))) == []


def test_a_rule_about_nothing_is_found(tmp_path: Path) -> None:
    sheet = tmp_path / "one.css"
    sheet.write_text('.row .gone, .row { color: red }\n@media print { [data-gone="1"] { top: 0 } }')
    words = words_of('<li class="row" data-level="soon">')
    assert dead(sheet, words) == [".row .gone", '[data-gone="1"]']


def test_no_colour_of_a_page_ends_with_its_text() -> None:
    """A body that is a container does not give its colour to the window."""
    sheets = "\n".join(path.read_text() for path in (CSS / "staff").rglob("*.css"))
    page, body = (
        " ".join(re.findall(rf"^{name} \{{([^}}]*)\}}", sheets, re.MULTILINE))
        for name in ("html", "body")
    )
    assert "container:" in body
    assert "background:" in page
    assert "background:" not in body
