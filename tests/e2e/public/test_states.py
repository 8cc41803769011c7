"""Every state of every public page, in every language: see ``states.toml``.

In two languages, one of them from right to left, each is judged; in the others the first of each
template. Tibetan stacks its letters: there each is measured in text of twice the size.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from intake.form.languages import KNOWN
from tests.e2e.conftest import PATIENCE_MILLISECONDS, Live, own_server
from tests.e2e.measuring import broken_rules
from tests.e2e.public.judging import judge, judge_day_and_night, measure, measure_large
from tests.e2e.public.visiting import FIRST, STATES, State, Visit
from tests.people import Person

TEMPLATES = Path(__file__).parents[3] / "templates"
#: Colours are the same in every language.
WHOLE = {"en": judge_day_and_night, "ug": judge}
STACKED = ("bo",)
#: Where no script runs axe cannot either.
SEEN = [state for state in STATES if not state.quiet]
QUIET = [state for state in STATES if state.quiet]
PALE = "document.querySelector('h1').style.color = '#eee'"


@pytest.fixture(scope="module")
def live(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One application for all languages: every case is one of its own."""
    with own_server(sqlite_template, tmp_path_factory.mktemp("states")) as served:
        yield served


@pytest.fixture(scope="module")
def anna(live: Live) -> Person:
    """The desk's one member."""
    return live.people.new("anna", "caseworker", triage=True)


@pytest.fixture(scope="module")
def rendered(live: Live) -> set[str]:
    """The templates that went into any page or part of one so far."""
    return note_templates(live.app)


@pytest.fixture
def runs_scripts() -> bool:
    """Whether the browser does."""
    return True


@pytest.fixture
def visit(
    browser: Browser, live: Live, anna: Person, lang: str, runs_scripts: bool
) -> Iterator[Visit]:
    """A page in a language, which lets itself be left."""
    context = browser.new_context(base_url=live.base_url, java_script_enabled=runs_scripts)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    yield Visit(page, live, anna, lang, is_cut=not runs_scripts)
    context.close()


def note_templates(app: Flask) -> set[str]:
    """Return a set that grows by every template that is rendered or included."""
    found: set[str] = set()
    get = app.jinja_env.get_template

    def noted(name: str, *args: object) -> object:
        found.add(name)
        return get(name, *args)  # type: ignore[arg-type]

    app.jinja_env.get_template = noted  # type: ignore[method-assign, assignment]
    return found


def public_templates() -> set[str]:
    """Return what stands in a folder with a public page in it, without the pages of the staff."""
    texts = {each.relative_to(TEMPLATES): each.read_text() for each in TEMPLATES.rglob("*.html")}
    folders = {path.parent for path, text in texts.items() if 'extends "public.html"' in text}
    return {
        str(path)
        for path, text in texts.items()
        if path.parent in folders and 'extends "staff.html"' not in text
    }


def walk(visit: Visit, states: list[State], look: Callable[[Page, str], list[str]]) -> None:
    """Come to each state and look; of many screens or cards that are alike, not in every way."""
    wrong = []
    for state in states:
        for name in visit.come_to(state):
            page, named = visit.page, f"{visit.lang}-{name}"
            if state.cards:
                wrong += broken_rules(page, where=named)  # How they fit: test_danger.py.
            elif name == state.name or look is measure_large:
                wrong += look(page, named)
            else:
                wrong += measure(page, named)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", WHOLE)
def test_every_state_is_whole_for_everybody_and_no_template_is_left_out(
    visit: Visit, rendered: set[str], lang: str
) -> None:
    walk(visit, SEEN, WHOLE[lang])
    if lang != "en":  # What says that nobody has checked the words is a template, too.
        assert public_templates() - rendered == set()


@pytest.mark.parametrize("lang", [tag for tag in KNOWN if tag not in WHOLE])
def test_one_state_of_each_template_is_whole_in_the_other_languages(visit: Visit) -> None:
    walk(visit, FIRST, judge)


@pytest.mark.parametrize("lang", STACKED)
def test_stacked_letters_are_whole_in_text_of_twice_the_size(visit: Visit) -> None:
    walk(visit, SEEN, measure_large)


@pytest.mark.parametrize("runs_scripts", [False])
@pytest.mark.parametrize("lang", [*WHOLE, *STACKED])
def test_where_no_script_runs_nothing_is_cut(visit: Visit) -> None:
    walk(visit, QUIET, measure)


def test_the_table_names_each_template_that_is_a_page_and_comes_there_by_itself() -> None:
    pages = {name for name in public_templates() if "/_" not in name}
    assert {state.template for state in STATES} >= pages
    assert all(state.do[0].split()[0] in {"go", "case", "desk", "line"} for state in FIRST)


@pytest.mark.parametrize("lang", KNOWN)
def test_axe_sees_pale_words_in_every_script(visit: Visit) -> None:
    visit.go("help")
    visit.page.evaluate(PALE)
    assert [each for each in broken_rules(visit.page) if "color-contrast" in each]
