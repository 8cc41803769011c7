"""``intake form``: what an instance asks, read as a start reads it; what must be mended before."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import click

from intake.config import folders
from intake.form.assessment import load_assessment
from intake.form.files import RULES, STRUCTURE, FormError, read_file
from intake.form.languages import LANGUAGES, SOURCE, InEnglish
from intake.form.loading.emergency import load_emergency
from intake.form.loading.form import load_form
from intake.form.questions.reading import load_reading
from intake.form.questions.structure import Form
from intake.form.urgency.answering import load_answering
from intake.form.urgency.triage import load_rules
from intake.report.forms import largest_post
from intake.web.wire import MAX_BODY_BYTES


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
def form(folder: Path | None) -> None:
    """Read the form of this instance, or of FOLDER, as a start reads it; nothing is changed.

    What is wrong is said in one line, with exit code 2. Exit code 1: what was changed needs another
    version, or a language that is offered says something in English.
    """
    own = folder or folders(os.environ)[0] / "forms"
    read = _read(own)
    findings = [*_unnamed(own, read), *_in_english(read)]
    steps, questions = len(read.steps), len(read.questions)
    click.echo(f"version {read.version}: {questions} questions in {steps} steps")
    for line in findings:
        click.echo(line)
    sys.exit(int(bool(findings)))


def _read(own: Path) -> Form:
    """Read everything there is of a form.

    Raises:
        FormError: Something is wrong, as at a start.
    """
    read = load_form(own)
    load_rules(read, own)
    load_reading(read, own)
    load_answering(own)
    load_emergency(own)
    load_assessment(own)
    if largest_post(read) > MAX_BODY_BYTES:
        raise FormError(STRUCTURE, "", "max", "all fields together hold more than a post can")
    return read


def _unnamed(own: Path, read: Form) -> Iterator[str]:
    """Yield what differs from ours under our version: reports could not say which they answer."""
    ours = load_form(None)
    if read.version != ours.version:
        return
    due = f"otherwise than version {ours.version} of ours: give {STRUCTURE} another"
    if read.questions != ours.questions:
        yield f"{STRUCTURE}: asks {due}"
    if read_file(own, RULES) != read_file(None, RULES):
        yield f"{RULES}: judges {due}"


def _in_english(read: Form) -> Iterator[str]:
    for tag in LANGUAGES:
        said = sum(isinstance(text, InEnglish) for text in _texts(read.texts[tag]))
        if said and tag != SOURCE:
            yield f"{tag}: {said} texts in English"


def _texts(part: object) -> Iterator[object]:
    if is_dataclass(part):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))
    elif isinstance(part, Mapping):
        for each in part.values():
            yield from _texts(each)
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    else:
        yield part
