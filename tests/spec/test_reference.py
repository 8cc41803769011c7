"""What a client must know of form, bounds, lengths and rows stands in the documents (C24)."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator

import intake.store.models  # noqa: F401 - completes Base.metadata
from intake.case.stored import bounds
from intake.crypto.case.bodies import LEVELS
from intake.crypto.padding import KINDS
from intake.form.given import answers
from intake.form.loading.form import load_form
from intake.form.urgency.triage import load_rules
from intake.store.engine import Base
from intake.web.words.words import STATUS
from tests.spec.documents import DESK, SPEC, WIRE, section


def test_every_table_and_column_stands_in_what_is_stored() -> None:
    rows = re.findall(r"^\| ((?:`\w+` ?)+) \| (.+) \|$", section(SPEC, 10), re.MULTILINE)
    told = {
        table: set(re.findall(r"`(\w+)`", cell))
        for names, cell in rows
        for table in re.findall(r"\w+", names)
    }
    assert set(told) == set(Base.metadata.tables)
    for name, table in Base.metadata.tables.items():
        assert {column.name for column in table.columns} <= told[name], name


def test_every_kind_of_sealed_file_has_its_lengths() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \| ([\d,]+) \| (?:exactly )?([\d,]+) \|$", SPEC, re.MULTILINE)
    told = {
        kind: tuple(int(number.replace(",", "")) for number in numbers)
        for kinds, *numbers in rows
        for kind in re.findall(r"`([\w-]+)`", kinds)
    }
    assert told == {kind: tuple(lengths) for kind, lengths in KINDS.items()}


def test_what_a_client_must_know_of_the_form_is_said_to_come_from_the_form() -> None:
    form = load_form(None)
    told = section(WIRE, 1)
    data = answers.client_data(form, load_rules(form, None))
    keys = {key for question in data["questions"].values() for key in question}  # type: ignore[attr-defined]
    assert keys == set(re.findall(r"^\| `(\w)` \|", told, re.MULTILINE))
    assert {q.type for q in form.questions.values()} <= set(re.findall(r"`(\w+)`", told))
    assert set(data) <= set(re.findall(r'"(\w+)":', told))
    assert " ".join(f"`{level}`" for level in LEVELS) in told
    named = set(_texts_in(answers.summary_body)) & set(form.questions)
    said = set(re.findall(r"`(\w+)`", told.partition("**Summary.**")[2].partition("\n\n")[0]))
    assert named == said & set(form.questions)
    objects = {question.object for question in form.questions.values()}
    assert objects == {"report", "contact"} <= set(re.findall(r"`(\w+)`", told))


def _texts_in(function: Callable[..., object]) -> Iterator[str]:
    for node in ast.walk(ast.parse(inspect.getsource(function))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_the_bounds_of_a_case_are_those_that_are_kept() -> None:
    for room in bounds.MESSAGES:
        told = DESK if room in {"acts", "notes"} else WIRE
        assert f"{bounds.MESSAGES[room]:,}" in told
        assert f"{bounds.MESSAGE_BYTES[room]:,}" in told
    assert f"{bounds.OPENINGS:,}" in WIRE
    assert f"{bounds.ANSWER_BYTES:,}" in WIRE
    assert f"{bounds.CLASS_BYTES:,}" in WIRE
    assert f"{bounds.PROOF_BYTES:,}" in WIRE
    assert all(f"`{step}`" in section(WIRE, 4) for step in STATUS)
