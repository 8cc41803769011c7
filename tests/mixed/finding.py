"""The browser's half, in Node: read by the form, written as canonical JSON, found by the desk."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from intake.crypto.encoding import encode_json
from intake.form.given.folding import finds, fold, fold_words
from tests.mixed.strings import half, make, typed

ROOT = Path(__file__).parents[2]
BLANK = " \t\n\r\u3000"


def check(strings: Sequence[str], random: Random) -> list[str]:
    """Return what is wrong with these strings in either language; nothing, if all is well."""
    asked = [_asked(text, random) for text in strings]
    wrong = [f"{each['text']!a}: {said}" for each in asked for said in _wrong(each)]
    answers = _run_node(asked)
    for each, said in zip(asked, answers, strict=True):
        wrong += [f"{each['text']!a}: in the browser: {what}" for what in said]
    return wrong


def _asked(text: str, random: Random) -> dict[str, str]:
    broken = half(random, text)
    return {
        "text": text,
        "read": text.replace("\r\n", "\n").replace("\r", "\n").strip(BLANK),
        "json": encode_json(text).hex(),
        "search": typed(random, text),
        "around": make(random),
        "folded": fold(text),
        "words": fold_words(text),
        "broken": broken,
        "mended": "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in broken),
    }


def _wrong(each: dict[str, str]) -> list[str]:
    """Return what Python's half finds wrong."""
    text, words = each["text"], each["words"]
    wrong = []
    if fold_words(words) != words or fold(each["folded"]) != each["folded"]:
        wrong.append("folding twice is not folding once")
    held = fold_words(f"{each['around']} {text} {each['around']}")
    if words and not (finds(held, text) and finds(held, each["search"])):
        wrong.append(f"{each['search']!a} does not find it")
    return wrong


def _run_node(asked: list[dict[str, str]]) -> list[list[str]]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    node = shutil.which("node", path=path)
    assert node, "make test installs Node"
    done = subprocess.run(
        [node, str(ROOT / "tests/js/mixed.js")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[list[str]] = json.loads(done.stdout)
    return answers
