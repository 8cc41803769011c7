"""Urgency rules: explicit facts only, all are checked, the highest level wins.

The rules are data (``intake/form/data/rules.toml``). They order the queue; people decide. The
browser's twin is ``static/js/form/triage.js``; both read ``tests/vectors/triage.json``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from intake.crypto.case.bodies import LEVELS, MAX_DATES
from intake.form.files import RULES, Section, read_file
from intake.form.questions.conditions import (
    DATES,
    Answers,
    Condition,
    asked,
    check_condition,
    holds,
    readable,
)
from intake.form.questions.moments import day_of_moment
from intake.form.questions.structure import Form

# Ids stand in a summary, whose length is fixed, and name fields of canonical JSON there.
ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,15}", re.ASCII)


@dataclass(frozen=True)
class Rule:
    """One row of the rule table; ``when`` is None for what holds when nothing else does.

    ``tell`` names what the reporter is told when the row matches; empty where that is nothing.
    """

    id: str
    level: str
    tag: str
    when: Condition | None
    tell: str = ""


@dataclass(frozen=True)
class RuleWords:
    """What a rule means for whoever reads a report: why it spoke, and what to do first."""

    short: str  # Why, in the few words that a row of a list has room for.
    why: str
    first: str


@dataclass(frozen=True)
class Rules:
    """The checked table, the questions that are dates, and the words for staff by id and by tag.

    ``edition`` is the version of the form they are rules of: what another one judged stands.
    """

    rows: tuple[Rule, ...]
    dates: tuple[str, ...]
    words: Mapping[str, RuleWords]
    tags: Mapping[str, str]
    edition: int = 1


@dataclass(frozen=True)
class Verdict:
    """The level, and why: ids and tags of the rules that matched, each once, in table order.

    ``dates`` are days by rule id: of every rule that matched and asks about a date the earliest
    one that was answered, of a rough one the first that it can be; of more than bodies.MAX_DATES
    the earliest.
    """

    level: str
    rules: tuple[str, ...]
    tags: tuple[str, ...]
    dates: Mapping[str, str]


def load_rules(form: Form, folder: Path | None) -> Rules:
    """Read and check the rules of a form.

    Only answers that lie in the report may be asked about, so that whoever opens it can recompute
    the level.

    Args:
        form: The form whose questions the rules ask about.
        folder: The operator's folder of data files, or None.

    Raises:
        FormError: Something is wrong; the one line names file, rule and key.
    """
    top = Section(RULES, "", read_file(folder, RULES))
    tables = top.tables("rule")
    top.done()
    words: dict[str, RuleWords] = {}
    tags: dict[str, str] = {}
    rows = tuple(_rule(form, table, words, tags) for table in tables)
    if sum(row.when is None for row in rows) != 1:
        raise top.error("rule", "exactly one rule needs otherwise = true")
    dates = tuple(name for name, q in form.questions.items() if q.type in DATES)
    return Rules(rows, dates, MappingProxyType(words), MappingProxyType(tags), form.version)


def _rule(form: Form, table: object, words: dict[str, RuleWords], tags: dict[str, str]) -> Rule:
    """Return one row; the first one of an id or of a tag brings its words."""
    section = Section(RULES, "rule", table)
    name = section.text("id")
    section.item = f"rule {name}"
    if not ID.fullmatch(name):
        raise section.error("id", "must be a letter and at most 15 letters, digits, points, _ or -")
    level, tag, raw = section.text("level"), section.text("tag", ""), section.take("when")
    if level not in LEVELS:
        raise section.error("level", f"must be one of {', '.join(LEVELS)}")
    if section.flag("otherwise") != (raw is None):
        raise section.error("when", "a rule has either when or otherwise = true")
    words[name] = _rule_words(section, words.get(name))
    if tag:
        tags[tag] = _once(section, "tag_words", tags.get(tag))
    tell = _tell(form, section)
    section.done()
    known = {name: asked for name, asked in form.questions.items() if asked.object == "report"}
    when = None if raw is None else check_condition(raw, known, section)
    return Rule(name, level, tag, when, tell)


def _tell(form: Form, section: Section) -> str:
    """Return what is told, which must be said in every language: a rule never speaks in some."""
    tell = section.text("tell", "")
    for tag, texts in form.texts.items():
        if tell and tell not in texts.told:
            raise section.error("tell", f"there is no [told.{tell}] in {tag}.toml")
    return tell


def _rule_words(section: Section, known: RuleWords | None) -> RuleWords:
    names = [each.name for each in fields(RuleWords)]
    return RuleWords(*(_once(section, name, getattr(known, name, None)) for name in names))


def _once(section: Section, key: str, known: str | None) -> str:
    """Return a text that the first row must have, and later ones may only repeat."""
    text = section.text(key, known)
    if known is not None and text != known:
        raise section.error(key, "must be as at the first row that has it")
    return text


def evaluate(rules: Rules, answers: Answers, now: int) -> Verdict:
    """Evaluate all rules; never raises.

    Args:
        rules: From ``load_rules``.
        answers: What is sent, hidden questions dropped. A date that says no moment is no answer.
        now: Unix seconds.
    """
    read = readable(answers, rules.dates)
    matched = _matched(rules, read, now)
    return Verdict(
        min((row.level for row in matched), key=LEVELS.index),
        tuple(dict.fromkeys(row.id for row in matched)),
        tuple(dict.fromkeys(row.tag for row in matched if row.tag)),
        _dates(rules, matched, read, now),
    )


def _matched(rules: Rules, read: Answers, now: int) -> list[Rule]:
    matched = [row for row in rules.rows if row.when is not None and holds(row.when, read, now)]
    return matched or [row for row in rules.rows if row.when is None]


def told_by(rules: Rules, answers: Answers, hours: Iterable[int]) -> list[str]:
    """Return what the reporter is told about these answers, each once, in table order.

    Args:
        rules: From ``load_rules``.
        answers: As for ``evaluate``.
        hours: Unix seconds, as for ``judge``: what is true by any of the clocks is told.
    """
    read = readable(answers, rules.dates)
    matched = [row for hour in hours for row in _matched(rules, read, hour)]
    return list(dict.fromkeys(row.tell for row in rules.rows if row.tell and row in matched))


def judge(rules: Rules, answers: Answers, hours: Iterable[int]) -> Verdict:
    """Evaluate at each of these moments; the highest level counts, of equal ones the first.

    So another clock than the sender's own, which may lie, can raise a level and never lower it.
    """
    verdicts = [evaluate(rules, answers, hour) for hour in hours]
    return min(verdicts, key=lambda verdict: LEVELS.index(verdict.level))


def hours_of(report: Mapping[str, object]) -> tuple[int, ...]:
    """Return the hours a report was judged at: its sender's, and the server's if it told one."""
    told = (report["at"], report.get("server_at"))
    return tuple(hour for hour in told if isinstance(hour, int))


def _dates(rules: Rules, matched: Sequence[Rule], read: Answers, now: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in matched:
        for name in asked(row.when or {}):
            if name in rules.dates and name in read:
                day = day_of_moment(str(read[name]), now)
                found[row.id] = min(day, found.get(row.id, day))
    return dict(sorted(found.items(), key=lambda item: item[1])[:MAX_DATES])


def client_rules(rules: Rules) -> Mapping[str, object]:
    """The table as the browser gets it: JSON-able, absent keys left out."""
    rows = []
    for row in rules.rows:
        texts = {"id": row.id, "level": row.level, "tag": row.tag, "tell": row.tell}
        pairs = {**texts, "when": row.when}
        rows.append({key: value for key, value in pairs.items() if value})
    return {"rows": rows, "dates": list(rules.dates)}
