"""What was found, in words: the one place that counts, joins lists, and says names and codes.

A sentence is made of the words of ``rules.en.toml``. A pseudonym in it goes through the reader's
names wherever it stands, and a code stands there in the words of ``words.en.toml`` only.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from intake.log.codes import CODE_WORDS
from intake.verify.rules.finding import Finding
from intake.verify.rules.rulebook import RULES, WORDS, Said
from intake.verify.speech import Count, fill, like, moment
from intake.verify.speech import say as in_words

Name = Callable[[str], str]
NOBODY = ("system", "none")  # Actors that are no pseudonym.
NAMES = ("who", "of")  # What a finding calls a pseudonym, where it is a text.
_OWN = {"none": WORDS["unsaid"], "unreadable": WORDS["unreadable"]}  # Where no code was given.


def join(parts: Sequence[str]) -> str:
    """Return what is listed: "A, B and C", or "A; B; and C" where one of them has such a mark."""
    is_plain = not any("," in each or _word("and") in each for each in parts)
    between, end = ("between", "and") if is_plain else ("then", "then_and")
    *first, last = parts
    return like(last, _word(between).join(first) + _word(end) + last) if first else last


class Clause(NamedTuple):
    """What one person did against one rule, for one cause."""

    actor: str | None
    said: Said
    cause: str
    findings: list[Finding]


def say(findings: Sequence[Finding], name: Name) -> str:
    """Return a sentence for each who is in it, with all that they did.

    Args:
        findings: At least one.
        name: A pseudonym as it is to be read.
    """
    by_actor: dict[str | None, list[str]] = {}
    for each in _clauses(findings):
        by_actor.setdefault(each.actor, []).append(_say(each, name))
    return " ".join(_sentence(who, join(parts), name) for who, parts in by_actor.items())


def say_short(findings: Sequence[Finding], name: Name) -> str:
    """Return the same where it is two things at most; else the gravest, and how many more."""
    clauses = _clauses(findings)
    if len(clauses) <= len(("one", "other")):
        return say(findings, name)
    more = fill(WORDS["more"], {"n": Count(len(clauses) - 1)})
    return _sentence(clauses[0].actor, join([_say(clauses[0], name), more]), name)


def say_code(list_name: str, code: str) -> str:
    """Return the words of a code; of one that nobody here knows, that it is one."""
    return in_words(CODE_WORDS[list_name].get(code) or _OWN.get(code, WORDS["code"]))


def _word(name: str) -> str:
    return in_words(WORDS[name])


def _sentence(actor: str | None, did: str, name: Name) -> str:
    """Begin with who did it; what is no pseudonym is nobody's name."""
    who = _word("log") if actor is None else _word(actor) if actor in NOBODY else name(actor)
    text = f"{who} {did}{_word('end')}"
    return like(did, text[0].upper() + text[1:] if actor in {None, *NOBODY} else text)


def _clauses(findings: Sequence[Finding]) -> list[Clause]:
    """Return what was done, by who, rule and cause, as the findings are in order."""
    made: dict[tuple[str | None, str, str], Clause] = {}
    order = dict.fromkeys(each.actor for each in findings)
    for finding in (each for actor in order for each in findings if each.actor == actor):
        for cause in _causes(finding):
            said = RULES[finding.rule].said[cause]
            clause = Clause(finding.actor, said, cause, [])
            key = finding.actor, finding.rule, cause
            made.setdefault(key, clause).findings.append(finding)
    return list(made.values())


def _causes(finding: Finding) -> Iterator[str]:
    """Yield the causes a finding names; none where an older version of the rule found it."""
    named = [cause for cause in RULES[finding.rule].said if cause in finding.numbers]
    yield from named or [""]


def _say(clause: Clause, name: Name) -> str:
    first = clause.findings[0]
    refs = sorted({ref for each in clause.findings for ref in each.refs})
    entries = {entry for each in clause.findings for entry in each.entries}
    case = fill(WORDS["case"], {"ref": refs[0][:6]}) if refs else _word("uncased")
    values: dict[str, object] = {
        "things": Count(len(entries)),  # Version 1 of ``stored`` did not count them.
        **{key: _value(key, value, name) for key, value in first.numbers.items()},
        "n": Count(len(clause.findings)),
        "entries": Count(len(entries)),
        "case": case,
        "cases": case if len(refs) < 2 else fill(WORDS["cases"], {"n": Count(len(refs))}),
        "began": moment(min(entries).time, "%d %b %Y, %H:%M UTC"),
    }
    said = clause.said
    return fill(said.one if len(clause.findings) == 1 else said.many, values)


def _value(key: str, value: int | str, name: Name) -> object:
    if isinstance(value, int):
        return Count(value)
    return name(value) if key in NAMES else say_code(key, value)
