"""What staff pages say in other languages: all of it, by one name for each thing, well set."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.cli import main
from intake.commands.translating import adding, state
from intake.commands.translating.staff import SCRIPTS, script_texts, staff_messages
from intake.form.languages import SOURCE, STAFF
from intake.web.words.i18n import PUBLIC_FILE, STAFF_FILE, read_catalogue

ROOT = Path(__file__).parents[2]
OTHERS = [tag for tag in STAFF if tag != SOURCE]
#: A gap by its name, and an element with all that it says of itself.
GAP = re.compile(r"\{(\w*)[^}]*\}|%\((\w+)\)s|(<[^>]+>)")
BARE = re.compile(r"\{[^}]*\}|%\(\w+\)s|<[^>]+>|intake audit \w+")
TERM = re.compile(r"^\| ([a-z ]+) \| (.+) \|$", re.MULTILINE)
FRENCH = {
    "a straight apostrophe": "'",
    "straight quotes": '"|“|”',
    "no room before a mark": r"[^\s\u00a0?!][?!;»]|\w:(?=\s|$)",
    "room that breaks": r" [?!:;»]|« ",
    "an accusation": r"(?i)dénonc|victime|mouchard|délat|suspect",
    "tu": r"(?i)(?<![\w’-])(?:tu|toi|ton|tes)(?![\w’-])",
}


def texts(tag: str) -> dict[str, str]:
    return read_catalogue(tag, STAFF_FILE)


def gaps(text: str) -> list[tuple[str, ...]]:
    return sorted(GAP.findall(text))


@pytest.mark.parametrize("tag", OTHERS)
def test_every_text_is_translated_and_none_is_left_over(tag: str) -> None:
    asked = frozenset[str]().union(*staff_messages().values())
    assert sorted(asked - texts(tag).keys()) == []
    assert sorted(texts(tag).keys() - asked) == []


@pytest.mark.parametrize("tag", OTHERS)
def test_no_english_text_has_two_translations(tag: str) -> None:
    assert set(texts(tag)) & set(read_catalogue(tag, PUBLIC_FILE)) == set()


@pytest.mark.parametrize("tag", OTHERS)
def test_a_translation_keeps_its_gaps_and_elements(tag: str) -> None:
    assert [text for text, said in texts(tag).items() if gaps(text) != gaps(said)] == []


def wrong(pattern: str, said: str) -> bool:
    bare = BARE.sub("x", said)
    return re.search(pattern, bare) is not None


@pytest.mark.parametrize("what", FRENCH)
def test_the_french_is_set_as_it_should_be(what: str) -> None:
    assert [said for said in texts("fr").values() if wrong(FRENCH[what], said)] == []


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("a straight apostrophe", "l'audit"),
        ("straight quotes", "“oui”"),
        ("no room before a mark", "Qui?"),
        ("no room before a mark", "Ensuite: rien"),
        ("room that breaks", "Qui ?"),
        ("an accusation", "Une victime"),
        ("tu", "Regarde ton papier"),
    ],
)
def test_what_is_not_is_found(what: str, said: str) -> None:
    assert wrong(FRENCH[what], said)


def terms() -> Iterator[tuple[str, list[str]]]:
    guide = (ROOT / "docs/TRANSLATING.md").read_text(encoding="utf-8")
    for english, french in TERM.findall(guide):
        yield english, french.split(", ")


def test_the_guide_has_terms() -> None:
    assert len([*terms()]) > 15


@pytest.mark.parametrize(("english", "french"), [*terms()])
def test_a_thing_has_one_name(english: str, french: list[str]) -> None:
    word = re.compile(rf"\b{english[:-1]}(?:y|ies|{english[-1]})?(?:s|es)?\b", re.IGNORECASE)
    assert [
        (text, said)
        for text, said in texts("fr").items()
        if word.search(BARE.sub("", text)) and not any(each in said.lower() for each in french)
    ] == []


def test_the_texts_of_scripts_are_those_that_the_build_finds() -> None:
    script = (
        'import { allTexts } from "./intake/static/words.js";'
        "console.log((await allTexts(process.cwd())).join(String.fromCharCode(0)));"
    )
    run = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert set(run.stdout.rstrip("\n").split("\0")) == set(script_texts())
    assert SCRIPTS.is_dir()


def test_the_report_tells_of_staff_pages_and_what_they_lack(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = CliRunner().invoke(main, ["languages"]).output
    assert whole.count("  for staff: complete  ") == len(STAFF)
    lacking = {key: said for key, said in texts("fr").items() if key != "Sign in"}
    monkeypatch.setattr(state, "read_catalogue", lambda _tag, _name: lacking)
    told = CliRunner().invoke(main, ["languages", "--missing"])
    assert "  for staff: 1 missing  " in told.output
    assert "      Sign in\n" in told.output
    assert told.exit_code == 1


def test_a_catalogue_for_another_language_has_every_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "TRANSLATIONS", tmp_path)
    path = adding.add_staff_catalogue("nl")
    asked = frozenset[str]().union(*staff_messages().values())
    assert path == tmp_path / "nl/LC_MESSAGES/staff.po"
    assert path.read_text().count('\nmsgstr ""\n') == len(asked)
    with pytest.raises(ValueError, match="is there already"):
        adding.add_staff_catalogue("nl")
