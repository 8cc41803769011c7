"""From checked answers to what a report holds: split, judged, summed up for the queue."""

from collections.abc import Mapping, Sequence

from intake.clock import hour_of
from intake.crypto.case.sealing.sending import Draft
from intake.form.given.answers import split_answers, summary_body
from intake.form.questions.structure import Form
from intake.form.urgency.triage import Rules, hours_of, judge


def draft_report(
    form: Form,
    rules: Rules,
    answers: Mapping[str, str | Sequence[str]],
    lang: str,
    now: int,
    *,
    server_at: int | None = None,
) -> Draft:
    """Return what a reporter seals.

    Args:
        form: The form that was filled.
        rules: The rules of triage.
        answers: Checked, hidden questions dropped.
        lang: Tag of the language the form was shown in.
        now: The sender's clock, Unix seconds.
        server_at: The hour the server told (wire.md 3), or None; then there is one clock.
    """
    at = hour_of(now)  # Triage is evaluated at the beginning of the hour (SPEC 5).
    verdict = judge(rules, answers, hours_of({"at": at, "server_at": server_at}))
    report, contact = split_answers(form, answers)
    row = summary_body(answers, verdict, lang)
    return Draft(
        answers=report,
        contact=contact,
        avoid=bool(row["avoid"]),
        country=str(row["country"]),
        kinds=list(answers.get("kinds", [])),
        who_for=str(row["who_for"]),
        lang=lang,
        at=at,
        form=form.version,
        level=verdict.level,
        rules=verdict.rules,
        tags=verdict.tags,
        dates=verdict.dates,
        server_at=server_at,
    )
