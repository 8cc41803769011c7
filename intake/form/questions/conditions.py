"""Conditions over answers: when a question is shown, and when an urgency rule speaks.

A condition is a small table, in TOML as in JSON, and there is nothing else in the language::

    {q = "kinds", has = "documents"}      the choice is picked; a list means any of them
    {q = "d_pickup", answered = true}     something was said
    {q = "r_when", within_hours = 72}     the earliest moment it can mean is at most so far away,
                                          or has passed
    {all = [...]}  {any = [...]}  {not = {...}}

``q`` may be a list: any of these questions. An unanswered question matches nothing. The browser's
twin is ``static/js/form/conditions.js``; both read ``tests/vectors/triage.json``.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from intake.form.files import Section
from intake.form.questions.moments import earliest_moment

Answers: TypeAlias = Mapping[str, str | Sequence[str]]
Condition: TypeAlias = Mapping[str, Any]

DATES = ("date", "datetime")
PICKS = ("radio", "checkbox", "select")
SHAPES = [{"all"}, {"any"}, {"not"}, {"q", "has"}, {"q", "answered"}, {"q", "within_hours"}]


class QuestionShape(Protocol):
    """What a condition must know about a question."""

    @property
    def type(self) -> str: ...
    @property
    def choices(self) -> tuple[str, ...]: ...


def readable(answers: Answers, dates: Collection[str]) -> Answers:
    """The answers as the rules read them: of each date what says a moment, or it is unanswered."""
    read = {name: _readable(answers[name]) if name in dates else answers[name] for name in answers}
    return {name: value for name, value in read.items() if name not in dates or value}


def _readable(value: str | Sequence[str]) -> str:
    """Return a date, or the rough day that was picked beside words that nobody could read."""
    parts = (value, value.partition("|")[0]) if isinstance(value, str) else ()
    return next((part for part in parts if earliest_moment(part, 0) is not None), "")


def holds(condition: Condition, answers: Answers, now: int) -> bool:
    """Tell whether a checked condition is true of the answers; never raises.

    Args:
        condition: As ``check_condition`` lets it pass.
        answers: Question id to text, or to the list of choices picked.
        now: Unix seconds: when the answers are sealed, which a rough day is meant from.
    """
    if "all" in condition:
        return all(holds(part, answers, now) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, answers, now) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers, now)
    return any(_matches(condition, answers.get(name), now) for name in _several(condition["q"]))


def asked(condition: Condition) -> Sequence[str]:
    """Return the questions a condition asks about, in the order in which it names them."""
    parts = [*condition.get("all", ()), *condition.get("any", ())]
    parts += [condition["not"]] if "not" in condition else []
    own = _several(condition.get("q", ()))
    return [*own, *(name for part in parts for name in asked(part))]


def _matches(condition: Condition, value: str | Sequence[str] | None, now: int) -> bool:
    if not value:
        return False
    if "has" in condition:
        picked = _several(value)
        return any(choice in picked for choice in _several(condition["has"]))
    if "within_hours" in condition:
        moment = earliest_moment(value, now) if isinstance(value, str) else None
        return moment is not None and moment - now <= condition["within_hours"] * 3600
    return True


def _several(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def check_condition(
    raw: object, known: Mapping[str, QuestionShape], at: Section, *, choices_only: bool = False
) -> Condition:
    """Return the condition if it is well-formed and speaks of what exists.

    Args:
        raw: A value read from TOML.
        known: The questions a condition may ask about, by id.
        at: Where we are, for the error; its key is ``when``.
        choices_only: Look at questions with choices only, so that a style sheet can follow.

    Raises:
        FormError: It is not.
    """
    if not isinstance(raw, Mapping) or set(raw) not in SHAPES:
        raise at.error("when", "is not a condition of the kinds README.md lists")
    if "not" in raw:
        check_condition(raw["not"], known, at, choices_only=choices_only)
    for part in _parts(raw, at):
        check_condition(part, known, at, choices_only=choices_only)
    if "q" in raw:
        _check_test(raw, known, at, choices_only=choices_only)
    return raw


def _parts(raw: Condition, at: Section) -> list[object]:
    for key in ("all", "any"):
        if key in raw:
            if not isinstance(raw[key], list) or not raw[key]:
                raise at.error("when", f"{key} needs a list of conditions")
            return list(raw[key])
    return []


def _check_test(
    raw: Condition, known: Mapping[str, QuestionShape], at: Section, *, choices_only: bool
) -> None:
    if choices_only and "within_hours" in raw:
        raise at.error("when", "may look only at choices (has, answered) here")
    for name in _names(raw["q"], at):
        if name not in known:
            raise at.error("when", f"there is no question {name!r} that may be asked about here")
        if choices_only and known[name].type not in PICKS:
            raise at.error("when", f"{name} has no choices")
        _check_value(raw, name, known[name], at)


def _check_value(raw: Condition, name: str, asked: QuestionShape, at: Section) -> None:
    if "has" in raw:
        _check_choices(raw, name, asked, at)
    elif "within_hours" in raw:
        _check_hours(raw["within_hours"], name, asked, at)
    elif raw["answered"] is not True:
        raise at.error("when", "answered can only be true; say not = {...} for the opposite")


def _check_choices(raw: Condition, name: str, asked: QuestionShape, at: Section) -> None:
    if asked.type not in PICKS:
        raise at.error("when", f"{name} has no choices")
    for choice in _names(raw["has"], at):
        if choice not in asked.choices:
            raise at.error("when", f"{name} has no choice {choice!r}")


def _check_hours(hours: object, name: str, asked: QuestionShape, at: Section) -> None:
    if asked.type not in DATES:
        raise at.error("when", f"{name} is not a date")
    if not isinstance(hours, int) or isinstance(hours, bool) or hours < 1:
        raise at.error("when", "within_hours must be a whole number above 0")


def _names(value: object, at: Section) -> list[str]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
        raise at.error("when", "q and has need a name or a list of names")
    return names
