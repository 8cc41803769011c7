"""Findings as an auditor reads them: those that belong together are one incident, in a sentence.

Findings of one person within one hour, or with an entry in common, are one; so are exports that are
only ``export-alone``. Nothing is hidden: what was reviewed stands behind what was not.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.clock import HOUR
from intake.log.events import Log
from intake.verify.rules.finding import Entry, Finding, ranges
from intake.verify.rules.known.reviews import Reviews
from intake.verify.rules.rulebook import RULES
from intake.verify.rules.saying import say, say_short

FOLDED = "export-alone"
_PLACE = {name: place for place, name in enumerate(RULES)}


@dataclass(frozen=True)
class Incident:
    """Findings that belong together, the gravest first."""

    findings: tuple[Finding, ...]
    is_reviewed: bool  # Each entry of each of them.

    @property
    def id(self) -> str:
        """Return the id of the finding that begins first: it stays when others join."""
        return min(self.findings, key=lambda each: (each.entries[0], _PLACE[each.rule])).id

    @property
    def level(self) -> int:
        """Return how grave the gravest is."""
        return self.findings[0].level

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the rules that found something, the gravest first."""
        return tuple(dict.fromkeys(each.rule for each in self.findings))

    @property
    def newest(self) -> int:
        """Return the time of the newest entry."""
        return max(each.newest for each in self.findings)

    @property
    def entries(self) -> list[Entry]:
        """Return every entry once, in order."""
        return sorted({entry for each in self.findings for entry in each.entries})

    def ranges(self, log: Log) -> list[tuple[int, int]]:
        """Return the indices in a log as (first, last), those at most two apart as one."""
        return ranges([entry.index for entry in self.entries if entry.log is log])

    def sentence(self, name: Callable[[str], str] = str) -> str:
        """Say in plain words what was found, all of it.

        Args:
            name: A pseudonym as it is to be read.
        """
        return say(self.findings, name)

    def headline(self, name: Callable[[str], str] = str) -> str:
        """Say it in one short sentence: of more than two things the gravest, and how many more.

        Args:
            name: A pseudonym as it is to be read.
        """
        return say_short(self.findings, name)


def gather(findings: Sequence[Finding], reviews: Reviews) -> list[Incident]:
    """Return the incidents: those not reviewed first, then by level, number of rules, newest.

    Args:
        findings: As ``Fold.findings`` returns them.
        reviews: What counts as reviewed (``Fold.reviews``).
    """
    made = [_incident(group, reviews) for group in _group(findings)]
    return sorted(made, key=_order)


def _order(incident: Incident) -> tuple[object, ...]:
    grave = (-incident.level, -len(incident.rules), -incident.newest)
    return (incident.is_reviewed, *grave, incident.entries[0], incident.id)


def _incident(group: Iterable[Finding], reviews: Reviews) -> Incident:
    order = sorted(group, key=lambda each: (-each.level, _PLACE[each.rule], each.entries[0]))
    return Incident(tuple(order), all(reviews.covers(each) for each in order))


def _group(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Join what belongs together: neighbours in the time of a person, and in an entry."""
    heads = list(range(len(findings)))
    for one, other in _pairs(findings):
        heads[_head(heads, one)] = _head(heads, other)
    groups: dict[int, list[Finding]] = {}
    for at, finding in enumerate(findings):
        groups.setdefault(_head(heads, at), []).append(finding)
    alone: list[Finding] = []
    others = []
    for group in groups.values():
        if {each.rule for each in group} == {FOLDED}:
            alone += group
        else:
            others.append(group)
    return [*others, alone] if alone else others


def _pairs(findings: Sequence[Finding]) -> Iterable[tuple[int, int]]:
    by_entry: dict[Entry, int] = {}
    by_actor: dict[str, list[tuple[int, int]]] = {}
    for at, finding in enumerate(findings):
        for entry in finding.entries:
            yield at, by_entry.setdefault(entry, at)
            if finding.actor:
                by_actor.setdefault(finding.actor, []).append((entry.time, at))
    for times in by_actor.values():
        for (before, one), (after, other) in pairwise(sorted(times)):
            if after - before <= HOUR:
                yield one, other


def _head(heads: list[int], at: int) -> int:
    while heads[at] != at:
        heads[at] = heads[heads[at]]
        at = heads[at]
    return at
