"""What is done with answers: collect, check, drop what is hidden, split, sum up.

Answers are a mapping: question id to text, or to a list of choices for a checkbox. The browser's
twin is ``static/js/form/questions.js``; both read ``visibility.json`` and ``answers.json`` of
``tests/vectors/``.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from intake.form.given.typed_dates import read_typed
from intake.form.questions.conditions import DATES, Answers, Condition, holds
from intake.form.questions.moments import contradicts, read_moment
from intake.form.questions.structure import SUFFIXES, Form, Question, Step
from intake.form.urgency.triage import Rules, Verdict, client_rules

NOTHING: Mapping[str, object] = MappingProxyType({})
BLANK = " \t\n\r\u3000"  # What is stripped: the same in both languages, unlike strip() and trim().


def visible(form: Form, answers: Answers) -> set[str]:
    """Ids of the questions that are shown; what a hidden question says shows nothing further."""
    shown: set[str] = set()
    for step in form.steps:
        for question in step.questions:
            counted = {name: value for name, value in answers.items() if name in shown}
            if all(_true(when, counted) for when in (step.when, question.when)):
                shown.add(question.id)
    return shown


def _true(when: Condition | None, answers: Answers) -> bool:
    # Conditions of the form look only at choices, so the clock plays no part.
    return when is None or holds(when, answers, 0)


def drop_hidden(form: Form, answers: Answers) -> dict[str, str | Sequence[str]]:
    """The answers without those whose question is hidden."""
    shown = visible(form, answers)
    return {name: value for name, value in answers.items() if name in shown}


def collect_answers(
    form: Form, entries: Iterable[tuple[str, str]]
) -> dict[str, str | Sequence[str]]:
    """Turn posted fields into answers: newlines as LF, outer blanks and empty answers left out.

    Args:
        form: The form that was filled in.
        entries: Field name and value in the order of the page. Names that are no question are
            passed over. ``<id>_rough``, ``<id>_part`` and ``<id>_time`` say more of a datetime.

    Returns:
        Answers in the order of the form; a checkbox as a list without repeats. Values are as they
        were written: ``check_answers`` judges them.
    """
    posted: dict[str, list[str]] = {}
    for name, value in entries:
        text = value.replace("\r\n", "\n").replace("\r", "\n").strip(BLANK)
        if text and text not in posted.setdefault(name, []):
            posted[name].append(text)
    answers: dict[str, str | Sequence[str]] = {}
    for question in form.questions.values():
        values = posted.get(question.id, [])
        if question.type in DATES:
            values = _written(form, question, posted)
        if values:
            answers[question.id] = values if question.type == "checkbox" else values[0]
    return answers


def _written(form: Form, question: Question, posted: Mapping[str, list[str]]) -> list[str]:
    """Return a day or an hour as ``moments`` writes it, or as it was written: to be asked back.

    Then all its fields are in it: ``|`` stands between them, and ``@`` before the hour.
    """
    day, rough, part, hour = (
        next(iter(posted.get(question.id + suffix, ())), "") for suffix in ("", *SUFFIXES)
    )
    beside = rough or part or hour if question.type == "datetime" else ""
    written = "|".join((rough, day, part, f"@{hour}" if hour else "")) if beside else day
    return [read_typed(form.dates, written).answer or written] if written else []


def check_answers(
    form: Form,
    answers: Mapping[str, object],
    asked: Mapping[str, object] = NOTHING,
    now: int | None = None,
) -> dict[str, str]:
    """Say what is wrong with answers that came from outside.

    A day that cannot be read is asked back about once: no wording of it may keep a report back.
    So is a rough day beside another day, but of nobody who is in danger now.

    Args:
        form: The form they answer.
        answers: Any JSON object; hidden questions dropped.
        asked: Question id to the answer that was asked back about: the same again is let through.
        now: Unix seconds, when they are given; None: long after, when nobody can be asked.

    Returns:
        Question id to one of ``unknown_question``, ``wrong_type``, ``unknown_choice``, ``too_long``
        (code points), ``required``, ``two_days`` or a problem of ``typed_dates``. Empty when all is
        well.
    """
    errors = {}
    at = None if form.is_danger(answers) else now
    for name, value in answers.items():
        question = form.questions.get(name)
        code = _fault(form, question, value, at) if question else "unknown_question"
        if code and not (_is_day(question, value) and asked.get(name) == value):
            errors[name] = code
    for name, question in form.questions.items():
        if question.required and not _is_answered(answers.get(name)):
            errors[name] = "required"
    if form.one_of and not any(_is_answered(answers.get(name)) for name in form.one_of):
        errors[form.one_of[0]] = "required"
    return errors


def _is_day(question: Question | None, value: object) -> bool:
    return question is not None and question.type in DATES and isinstance(value, str)


def _is_answered(value: object) -> bool:
    return isinstance(value, (str, list)) and len(value) > 0


def _fault(form: Form, question: Question, value: object, at: int | None) -> str | None:
    if question.type == "checkbox":
        if not isinstance(value, list) or not all(isinstance(choice, str) for choice in value):
            return "wrong_type"
        known = len(set(value)) == len(value) and set(value) <= set(question.choices)
        return None if known else "unknown_choice"
    if not isinstance(value, str):
        return "wrong_type"
    if question.choices:
        return None if value in question.choices else "unknown_choice"
    if question.type in DATES:
        return _date_fault(form, question, value, at)
    return "too_long" if len(value) > question.max else None


def _date_fault(form: Form, question: Question, value: str, at: int | None) -> str | None:
    said = read_moment(value)
    if said is None:
        return read_typed(form.dates, value).problem or "bad_date"
    if question.type != "datetime" and value != said.day:
        return "bad_date"
    return "two_days" if at is not None and contradicts(value, at) else None


def split_answers(form: Form, answers: Answers) -> tuple[Answers, Answers]:
    """The answers that go into the report, and those that go into the contact object."""
    parts = ("report", "contact")
    report, contact = (
        {n: v for n, v in answers.items() if form.questions[n].object == part} for part in parts
    )
    return report, contact


def wants_no_answer(answers: Answers) -> bool:
    """Tell whether whoever reports asked not to be answered: then no answer may be promised."""
    return answers.get("c_mode") == "none"


def summary_body(answers: Answers, verdict: Verdict, lang: str) -> dict[str, object]:
    """The queue row of a report (SPEC 5): choices and days, never a word the reporter wrote.

    Args:
        answers: Checked answers of report and contact together, hidden questions dropped.
        verdict: What ``evaluate`` said of them.
        lang: Tag of the language the form was shown in.
    """
    return {
        "avoid": "c_avoid" in answers,
        "country": answers.get("country", ""),
        "dates": dict(verdict.dates),
        "kinds": list(answers.get("kinds", [])),
        "lang": lang,
        "level": verdict.level,
        "rules": list(verdict.rules),
        "tags": list(verdict.tags),
        "who_for": answers.get("who_for", ""),
    }


def client_data(form: Form, rules: Rules) -> dict[str, object]:
    """What the browser needs to know of the form; JSON-able, in the order of the form.

    Per question ``t`` type, ``w`` when (step and question together), ``o`` object unless it is the
    report, ``m`` greatest number of characters, ``r`` 1 if required. Choices stand in the page.
    """
    questions = {
        question.id: _client_question(step, question)
        for step in form.steps
        for question in step.questions
    }
    told = {
        "version": form.version,
        "one_of": list(form.one_of),
        "questions": questions,
        "rules": client_rules(rules),
        "dates": list(form.dates),
        "danger": dict(form.danger),
    }
    path = form.path
    if path is None:
        return told
    screens = [list(screen) for screen in path.screens]
    return told | {"path": {"when": path.when, "screens": screens, "says": dict(path.says)}}


def _client_question(step: Step, question: Question) -> dict[str, object]:
    whens = [when for when in (step.when, question.when) if when is not None]
    pairs = {
        "t": question.type,
        "w": {"all": whens} if len(whens) > 1 else next(iter(whens), None),
        "o": "" if question.object == "report" else question.object,
        "m": question.max,
        "r": int(question.required),
    }
    return {key: value for key, value in pairs.items() if value}
