"""How far one is: parts of the form whose number never changes, whatever is answered."""

from intake.form.questions.structure import Form
from intake.web.words.i18n import gettext as _

SEND = "send"  # The last part, which is no step of the form.


def number_parts(form: Form) -> dict[str, int]:
    """Return step id to part, from 1: each step that is always asked, and one for all follow-ups.

    An optional group belongs to the part before it. Steps that a condition may hide are one part
    if they stand together, so that answering never makes the form longer.
    """
    parts: dict[str, int] = {}
    number, was_follow_up = 0, False
    for step in form.steps:
        is_follow_up = step.when is not None
        if not (step.optional or (is_follow_up and was_follow_up)):
            number += 1
        was_follow_up = is_follow_up
        parts[step.id] = number
    return parts | {SEND: number + 1}


def name_parts(form: Form) -> dict[str, str]:
    """Return the same in words, in the language of the page."""
    parts = number_parts(form)
    return {name: _("Part {n} of {m}").format(n=n, m=parts[SEND]) for name, n in parts.items()}
