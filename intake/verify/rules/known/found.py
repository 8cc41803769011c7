"""What was found so far: findings that may still grow, by id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from intake.verify.rules.finding import LOOK, Entry, Finding, finding_id
from intake.verify.rules.record import Record
from intake.verify.rules.rulebook import RULES


@dataclass
class Draft:
    """A finding that may still grow."""

    rule: str
    level: int
    actor: str | None
    entries: list[Entry]
    refs: set[str]
    numbers: dict[str, int | str]


@dataclass(frozen=True)
class Given:
    """What a rule says of its finding beside the entries."""

    actor: str | None = None
    refs: Iterable[str] = ()
    numbers: Mapping[str, int | str] = field(default_factory=dict)
    level: int | None = None  # The rule's usual one if left out.


@dataclass
class Found:
    """Every finding so far."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    about: set[str] = field(
        default_factory=set
    )  # Pseudonyms and cases of which there is more than a note.

    def report(self, rule: str, entries: Iterable[Entry], given: Given) -> str:
        """Note a finding and return its id; one that begins with the same entry grows."""
        sorted_entries = sorted(set(entries))
        first = sorted_entries[0]
        name = finding_id(rule, first.log, first.index)
        level = RULES[rule].level if given.level is None else given.level
        draft = self.drafts.setdefault(name, Draft(rule, 0, given.actor, [], set(), {}))
        self._raise(draft, level)
        draft.numbers |= given.numbers
        for entry in sorted_entries:
            self._add(draft, entry)
        self._name(draft, given.refs)
        return name

    def grow(
        self,
        name: str,
        entry: Entry,
        ref: str = "",
        *,
        level: int = 0,
        numbers: Mapping[str, int | str] | None = None,
    ) -> None:
        """Add an entry to a finding, with the case it is about; the level never falls.

        Numbers are what its sentence says from now on.
        """
        draft = self.drafts[name]
        self._raise(draft, level)
        draft.numbers |= numbers or {}
        self._add(draft, entry)
        self._name(draft, [ref])

    def count(self, name: str, number: str) -> int:
        """Return a number that a finding says, 0 if it says none."""
        return int(self.drafts[name].numbers.get(number, 0))

    def raise_to(self, name: str, level: int) -> None:
        """Make a finding at least so grave."""
        self._raise(self.drafts[name], level)

    def list_all(self) -> list[Finding]:
        """Return the findings, in the order of their first entries."""
        made = [_finding(name, draft) for name, draft in self.drafts.items()]
        return sorted(made, key=lambda each: (each.entries[0], each.rule))

    def _raise(self, draft: Draft, level: int) -> None:
        """Make it at least so grave; what is more than a note is known of all it is about."""
        if draft.level < LOOK <= level:
            self.about |= draft.refs | ({draft.actor} if draft.actor else set())
        draft.level = max(level, draft.level)

    def _add(self, draft: Draft, entry: Entry) -> None:
        if not draft.entries or draft.entries[-1] < entry:
            draft.entries.append(entry)
        elif entry not in draft.entries:
            draft.entries = sorted([*draft.entries, entry])

    def _name(self, draft: Draft, refs: Iterable[str]) -> None:
        named = {ref for ref in refs if ref}
        draft.refs |= named
        if draft.level >= LOOK:
            self.about |= named


def entry_of(record: Record) -> Entry:
    """Return where a record stands."""
    return Entry(record.log, record.index, record.time)


def _finding(name: str, draft: Draft) -> Finding:
    return Finding(
        id=name,
        rule=draft.rule,
        version=RULES[draft.rule].version,
        level=draft.level,
        entries=tuple(sorted(draft.entries)),
        actor=draft.actor,
        refs=tuple(sorted(draft.refs)),
        numbers=dict(draft.numbers),
    )
