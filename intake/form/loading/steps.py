"""Steps and questions from the form's structure: shapes, places, what each may ask about."""

import re

from intake.form.files import STRUCTURE, Section
from intake.form.loading.repeating import repeat
from intake.form.names import KINDS
from intake.form.questions.conditions import DATES, PICKS, Condition, check_condition
from intake.form.questions.structure import SUFFIXES, Question, Step

TYPES = (*PICKS, *DATES, "text", "textarea")
OBJECTS = ("report", "contact")
ID = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
# They stand in the queue row of a report, which must never hold a word the reporter wrote.
IN_SUMMARY = {
    "kinds": ("checkbox",),
    "country": ("select", "radio"),
    "who_for": ("radio", "select"),
}
# What protects only while nobody else knows it: an operator's own file must hide it as well.
SECRET = ("c_stop", "c_word")
MAX_TEXT_CHARACTERS = 20_000  # Above it one report could no longer be one form post.


def by_id(tables: list[object], item: str) -> dict[str, Section]:
    found: dict[str, Section] = {}
    for table in tables:
        section = Section(STRUCTURE, item, table)
        name = section.text("id")
        section.item = f"{item} {name}"
        if not ID.fullmatch(name):
            raise section.error("id", "must be lower case letters, digits and _")
        if name in found:
            raise section.error("id", "stands here twice")
        found[name] = section
    return found


def read_steps(
    tables: list[object], raw: dict[str, Section]
) -> tuple[tuple[Step, ...], dict[str, Question]]:
    """Conditions may look back only: then what is hidden is settled in one walk down the form."""
    questions: dict[str, Question] = {}
    steps = []
    for name, section in by_id(tables, "step").items():
        when = read_when(section, questions)
        names = repeat(section, section.words("questions"), raw)
        for question in names:
            if question in questions or question not in raw:
                reason = "stands in two places" if question in questions else "is not described"
                raise section.error("questions", f"{question} {reason}")
            questions[question] = _question(question, raw.pop(question), questions)
        parts = tuple(questions[question] for question in names)
        steps.append(Step(name, parts, section.flag("optional"), when))
        section.done()
    for section in raw.values():
        raise section.error("", "stands in no step")
    return tuple(steps), questions


def read_when(
    section: Section, earlier: dict[str, Question], place: str = "report"
) -> Condition | None:
    """What is sealed beside the report, in ``place``, may also ask about what lies there."""
    raw = section.take("when")
    if raw is None:
        return None
    return check_condition(raw, readable(earlier, place), section, choices_only=True)


def readable(questions: dict[str, Question], place: str = "report") -> dict[str, Question]:
    """Only answers of the report may be asked about: who opens it alone sees what was shown."""
    return {name: q for name, q in questions.items() if q.object in {"report", place}}


def _question(name: str, section: Section, earlier: dict[str, Question]) -> Question:
    kind, place = section.text("type"), section.text("object", "report")
    for key, value, allowed in (("type", kind, TYPES), ("object", place, OBJECTS)):
        if value not in allowed:
            raise section.error(key, f"must be one of {', '.join(allowed)}")
    if name.endswith(SUFFIXES):
        raise section.error("id", f"must not end in {', '.join(SUFFIXES)}")
    if kind not in IN_SUMMARY.get(name, TYPES):
        raise section.error(
            "type", f"must be {' or '.join(IN_SUMMARY[name])}: the summary shows it"
        )
    choices = section.words("choices")
    required, default = section.flag("required"), section.text("default", "")
    limit, when = section.number("max", 0), read_when(section, earlier, place)
    secret, names = _secret(section, name, kind), section.text("names", "")
    section.done()
    if names and (names not in KINDS or kind != "select"):
        raise section.error("names", f"must be {' or '.join(KINDS)}, and of a select")
    _check_shape(section, kind, choices, limit, default)
    told = (name, kind, place, choices, required, limit, default, when, secret, names)
    return Question(*told, *section.origin)


def _secret(section: Section, name: str, kind: str) -> bool:
    secret = section.flag("secret")
    if name in SECRET and not secret:
        raise section.error("secret", "must be true: who is forced to open a box would show it")
    if secret and kind not in {"text", "textarea"}:
        raise section.error("secret", "only what is written in own words can be secret")
    return secret


def _check_shape(
    section: Section, kind: str, choices: tuple[str, ...], limit: int, default: str
) -> None:
    if (kind in PICKS) != bool(choices):
        raise section.error("choices", f"a {kind} {'needs' if kind in PICKS else 'has no'} choices")
    for choice in choices:
        if not ID.fullmatch(choice):
            raise section.error("choices", f"{choice!r} must be lower case letters, digits and _")
    if (kind in {"text", "textarea"}) != bool(limit) or limit > MAX_TEXT_CHARACTERS:
        raise section.error(
            "max", f"a text needs one up to {MAX_TEXT_CHARACTERS}, others have none"
        )
    if default and (default not in choices or kind == "checkbox"):
        raise section.error("default", "must be one choice of a radio or select")
