"""The form and the rules of triage, as the scripts of the pages are given them."""

from dataclasses import dataclass
from pathlib import Path

from intake.form.loading.form import load_form
from intake.form.questions.structure import Form
from intake.form.urgency.triage import Rules, load_rules


@dataclass(frozen=True)
class Questions:
    """One form with its rules."""

    form: Form
    rules: Rules


def load_questions(own: Path | None = None) -> Questions:
    """Return the form of an instance's own folder, or the one that comes with the program."""
    form = load_form(own)
    return Questions(form, load_rules(form, own))
