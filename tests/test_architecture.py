"""docs/ARCHITECTURE.md is true: its map names every room, its walks are what really happens.

A walk is a list of files in the order in which a request enters them for the first time. It is
recorded while the request runs, so a file that is missing, too many or in another place fails.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from tests.people import People
from tests.promises.reporting import come_back_plain, send_plain

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "intake"
TEXT = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
EDGE = "intake/web/edge.py"  # Where every request begins.
STEP = re.compile(r"^\d+\. `(intake/[^`]+)`", re.MULTILINE)

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def told(title: str) -> list[str]:
    """Return the files of one walk, as the text lists them; the browser's part is apart."""
    section = TEXT.partition(f"### {title}\n")[2].partition("\n### ")[0].partition("\n## ")[0]
    return [path for path in STEP.findall(section) if path.endswith(".py")]


def walked(act: Callable[[], object]) -> list[str]:
    """Run something; return the files a request enters, each at its first entry.

    What the client does before the request reaches the edge, and after the answer, is not counted.
    """
    entered: dict[str, None] = {}
    inside = f"{PROGRAM}/"

    def note(frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if event != "call" or code.co_name == "<module>" or not code.co_filename.startswith(inside):
            return
        path = Path(code.co_filename).relative_to(ROOT).as_posix()
        if path == EDGE and EDGE not in entered:
            entered.clear()
        if not path.startswith("intake/client/"):
            entered[path] = None

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
    return list(entered)


@SQLITE
def test_the_walk_of_a_sealed_report(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    people.reporter("what is read once is kept").send()
    reporter = people.reporter("a story")
    assert walked(reporter.send) == told("A sealed report comes in")


@SQLITE
def test_the_walk_of_a_case_that_is_opened(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    first, second = people.reporter("first"), people.reporter("second")
    assert (first.send().status_code, second.send().status_code) == (201, 201)
    anna.open(first.sending.case)
    path = f"/desk/{second.sending.case}/open"
    found = walked(lambda: anna.post(path, {"purpose": "triage"}))
    assert found == told("A case is opened")


@SQLITE
def test_the_walk_of_a_code_without_a_script(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    _, code = send_plain(people.client(), {"story": "a story"})
    come_back_plain(people.client(), code)
    found = walked(lambda: come_back_plain(people.client(), code))
    assert found == told("A code is typed without a script")


@SQLITE
def test_the_walk_of_an_entry_into_the_log(people: People) -> None:
    adam = people.new("adam", "administrator")
    adam.post("/sign-out")
    assert adam.sign_in().status_code == 200
    found = walked(lambda: adam.post("/sign-out"))
    assert found == told("An entry is appended to the log")


CEILING = 8
#: Folders that hold one file for each of something, which nobody reads from end to end.
ONE_FOR_EACH = {"store/migrations/versions"}


def test_a_folder_holds_no_more_modules_than_one_job_needs() -> None:
    served = ("static/js/**/*.js", "static/js/**/*.jsx", "static/css/**/*.css")
    browser = [path for kind in served for path in PROGRAM.glob(kind)]
    held = Counter(
        path.parent.relative_to(PROGRAM).as_posix()
        for path in [*PROGRAM.rglob("*.py"), *browser]
        if path.name != "__init__.py"
    )
    assert {folder for folder, count in held.items() if count > CEILING} == ONE_FOR_EACH


TWIN = re.compile(r"`(intake/[\w/]+\.py)`|`(?:static/)?(js/[\w/]+\.js)`")


def test_every_module_names_its_twin_where_it_lies() -> None:
    wrong = [
        (path.name, found[0])
        for path in [*PROGRAM.rglob("*.py"), *(PROGRAM / "static/js").rglob("*.js")]
        for found in TWIN.finditer(path.read_text(encoding="utf-8"))
        if not (ROOT / (found[1] or f"intake/static/{found[2]}")).exists()
    ]
    assert wrong == []


MODULE = re.compile(r"``((?:[a-z_]+\.){2,}[a-z_]+|intake\.[a-z_]+)(?<!json)(?<!toml)``")


def test_every_module_that_a_docstring_names_is_there() -> None:
    """By its whole name: a path that was cut short is looked for, and not found."""
    wrong = [
        (path.relative_to(PROGRAM).as_posix(), found)
        for path in PROGRAM.rglob("*.py")
        for found in MODULE.findall(path.read_text(encoding="utf-8"))
        if not is_module(found)
    ]
    assert wrong == []


def is_module(name: str) -> bool:
    """Tell whether a name is a module, or something that the module before its last dot has."""
    before, _, last = name.rpartition(".")
    for dotted, has in ((name, ""), (before, last)):
        place = ROOT / dotted.replace(".", "/")
        module = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if module.exists() and has in module.read_text(encoding="utf-8"):
            return True
    return False


def test_the_map_names_every_room_and_no_other() -> None:
    rooms = {path.name for path in PROGRAM.iterdir() if (path / "__init__.py").exists()}
    loose = {path.stem for path in PROGRAM.glob("*.py")} - {"__init__"}
    named = set(re.findall(r"^\| `(\w+)/?` \|", TEXT, re.MULTILINE))
    assert named == rooms | loose


def test_every_path_the_text_names_is_there() -> None:
    paths = re.findall(r"`((?:intake|tests|templates|deploy|docs)/[\w./-]+)`", TEXT)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_a_module_of_tests_marks_itself_once() -> None:
    """The second of two would put the first away without a word."""
    marked = {
        path: path.read_text("utf-8").count("\npytestmark = ")
        for path in (PROGRAM.parent / "tests").rglob("test_*.py")
    }
    assert [path.name for path, count in marked.items() if count > 1] == []
