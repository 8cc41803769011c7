"""Something new that happened: a few questions of the form, asked again and judged by themselves.

The answers of the report play no part: what is judged is what was said now, at this hour. The
browser's twin is ``static/js/form/incidents.js``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from intake.clock import hour_of
from intake.form.questions.structure import Form
from intake.form.urgency.triage import Rules, hours_of, judge


def incident_form(form: Form) -> Form:
    """Return the form of an incident: what it asks, in the order of the form."""
    steps = [
        replace(step, questions=tuple(q for q in step.questions if q.id in form.incident))
        for step in form.steps
    ]
    questions = {name: q for name, q in form.questions.items() if name in form.incident}
    return replace(
        form,
        one_of=(),
        path=None,
        steps=tuple(step for step in steps if step.questions),
        questions=MappingProxyType(questions),
        danger={name: form.danger[name] for name in form.danger if name in questions},
    )


def judge_incident(
    form: Form,
    rules: Rules,
    answers: Mapping[str, str | Sequence[str]],
    lang: str,
    now: int,
    *,
    server_at: int | None = None,
) -> dict[str, object]:
    """Return what a message carries of an incident (SPEC 5).

    Args:
        form: The form, or that of an incident.
        rules: The rules of triage.
        answers: Checked, hidden questions dropped.
        lang: Tag of the language in which they were asked.
        now: The sender's clock, Unix seconds.
        server_at: The hour the server told, or None; then there is one clock.
    """
    at = hour_of(now)  # Triage is evaluated at the beginning of the hour (SPEC 5).
    verdict = judge(rules, answers, hours_of({"at": at, "server_at": server_at}))
    return {
        "answers": dict(answers),
        "at": at,
        "form": form.version,
        "lang": lang,
        "level": verdict.level,
        "rules": list(verdict.rules),
        "server_at": server_at,
        "tags": list(verdict.tags),
    }
