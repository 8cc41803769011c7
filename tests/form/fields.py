"""Every field of DOMAIN 3 in the form: ``python -m tests.form.fields`` prints where each stands.

It ends with 1 and names them when a field is asked nowhere, offers less than it must, or is shown
to nobody at the desk. Which fields there must be is ``domain.toml``.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from intake.client.member.cases.opened import NAMING
from intake.form.loading.form import load_form
from intake.form.loading.steps import IN_SUMMARY
from intake.form.questions.reading import Reading, load_reading
from intake.form.questions.structure import Form, Question, Step

WANTED = Path(__file__).parent / "domain.toml"


class Place(NamedTuple):
    """Where a field stands: its questions, the object and the step, where the desk shows it."""

    field: str
    asked: str
    sealed_in: str
    step: str
    shown: str


def places(form: Form, reading: Reading) -> Iterator[Place]:
    """Give the place of each field that the form asks for, in its order."""
    for step in form.steps:
        for question in step.questions:
            if question.time <= 1:
                shown = ", ".join(_shown(step, question, reading))
                asked = _asked(form, question)
                yield Place(question.base or question.id, asked, question.object, step.id, shown)


def faults(form: Form, reading: Reading) -> list[str]:
    """Say what is missing, a line each."""
    found = {place.field: place for place in places(form, reading)}
    asked = {question.base or question.id: question for question in form.questions.values()}
    said = []
    for fields in tomllib.loads(WANTED.read_text()).values():
        for field, choices in fields.items():
            if field not in asked:
                said.append(f"{field}: is asked nowhere")
                continue
            lacking = [choice for choice in choices if choice not in asked[field].choices]
            said += [f"{field}: does not offer {choice}" for choice in lacking]
            said += [] if found[field].shown else [f"{field}: no page of the desk shows it"]
    return said


def _asked(form: Form, question: Question) -> str:
    times = sum(each.base == question.base for each in form.questions.values())
    return f"{question.id} … {times}" if question.base else question.id


def _shown(step: Step, question: Question, reading: Reading) -> Iterator[str]:
    if question.id in NAMING:
        yield "first of all"
    if question.id in {*IN_SUMMARY, "c_avoid"}:
        yield "list"
    rows = json.dumps([[row.when, row.tell] for row in reading.known])
    if f'"{question.id}"' in rows:
        yield "before contact"
    if step.topic in reading.topics:
        yield f"report: {reading.topics[step.topic]}"


def main() -> int:
    """Print the table; return 1 when something is missing."""
    form = load_form(None)
    reading = load_reading(form, None)
    lines = [Place(*(name.replace("_", " ") for name in Place._fields)), *places(form, reading)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(Place._fields))]
    for line in lines:
        parts = [part.ljust(width) for part, width in zip(line, widths, strict=True)]
        sys.stdout.write("  ".join(parts).rstrip() + "\n")
    said = faults(form, reading)
    sys.stderr.writelines(f"{line}\n" for line in said)
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
