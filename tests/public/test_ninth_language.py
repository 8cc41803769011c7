"""One language more, by the words of docs/TRANSLATING.md alone: added, and a report sent in it."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.guides import ROOT, apply, blocks, by_file

GUIDE = "TRANSLATING.md"
COPIED = ("intake", "templates", "tests", "docs", "pyproject.toml", "README.md")
BESIDE = shutil.ignore_patterns("__pycache__", "node_modules", "e2e", "quarter", "bench", "load")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the language of the guide."""
    folder = tmp_path_factory.mktemp("ninth")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=BESIDE)
        else:
            shutil.copy(source, folder / name)
    (command,) = blocks(GUIDE, "sh")
    run(folder, "-c", "from intake.cli import main; main()", *command.split()[1:])
    (words,), (messages,) = blocks(GUIDE, "toml"), blocks(GUIDE, "po")
    fill_in_words(folder / "intake/form/data/fa.toml", tomllib.loads(words))
    fill_in_messages(folder / "intake/translations/fa/LC_MESSAGES/messages.po", messages)
    return folder


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def fill_in_words(file: Path, tables: dict[str, dict[str, dict[str, str]]]) -> None:
    """Put each text where it stands empty, as a translator would."""
    text = file.read_text()
    for part, items in tables.items():
        for item, words in items.items():
            for key, said in words.items() if isinstance(words, dict) else [(item, words)]:
                head = f"[{part}.{item}]" if isinstance(words, dict) else f"[{part}]"
                before, found, after = text.partition(f"{head}\n")
                assert found, head
                text = before + found + after.replace(f'{key} = ""', f'{key} = "{said}"', 1)
    file.write_text(text)


def fill_in_messages(file: Path, messages: str) -> None:
    text = file.read_text()
    for message, said in re.findall(r'^msgid "(.*)"\nmsgstr "(.*)"$', messages, re.MULTILINE):
        text = text.replace(f'msgid "{message}"\nmsgstr ""', f'msgid "{message}"\nmsgstr "{said}"')
    file.write_text(text)


def test_it_is_added_with_name_and_direction_and_every_text_is_there_to_fill_in(copy: Path) -> None:
    listed = tomllib.loads((copy / "intake/form/data/languages.toml").read_text())
    assert listed["fa"] == {"name": "فارسی", "dir": "rtl"}
    words = tomllib.loads((copy / "intake/form/data/fa.toml").read_text())
    english = tomllib.loads((copy / "intake/form/data/en.toml").read_text())
    assert [*words] == [*english]
    assert words["question"]["story"]["label"].startswith("با کلمات")
    assert words["question"]["story"]["help"] == ""


def test_a_report_is_written_sent_and_read_back_in_it(copy: Path) -> None:
    said = run(copy, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider",
               "tests/public/test_walk.py", "-k", "fa")  # fmt: skip
    assert re.search(r"\b2 passed", said), said


def test_the_report_of_the_languages_counts_what_is_empty(copy: Path) -> None:
    program = "import sys; sys.argv[1:] = ['languages']; from intake.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=copy, check=False, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stderr
    missing = re.search(r"^fa: (\d+) missing$", done.stdout, re.MULTILINE)
    assert missing
    assert int(missing[1]) > 1000


def test_what_it_lacks_is_in_english_and_runs_its_own_way(copy: Path) -> None:
    program = (
        "from intake.form.loading.emergency import load_emergency\n"
        "found = load_emergency(None)\n"
        "names = {place.id: place.name['fa'] for place in found.places}\n"
        "print(type(names['eu']).__name__, names['fr'], type(names['fr']).__name__)\n"
        "print(type(found.advice['friend'].title['fa']).__name__)\n"
    )
    assert run(copy, "-c", program).split() == ["str", "فرانسه", "str", "InEnglish"]


def test_a_form_of_an_operators_own_is_asked_in_it_as_the_other_guide_says(
    copy: Path, tmp_path: Path
) -> None:
    for name in ("intake.toml", "rules.toml"):
        shutil.copy(copy / "intake/form/data" / name, tmp_path)
    for name, example in by_file("FORMS.md"):
        apply(tmp_path, name, example)
    program = (
        "from pathlib import Path\n"
        "from intake.form.loading.form import load_form\n"
        f"said = load_form(Path({str(tmp_path)!r})).texts['fa'].questions\n"
        "print(said['f_kept'].choices['yes'], type(said['f_kept'].label).__name__)\n"
        "print(type(said['f_kept_where'].label).__name__)\n"
    )
    assert run(copy, "-c", program).split() == ["بله", "str", "InEnglish"]
