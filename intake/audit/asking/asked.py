"""What is asked: by whom, of which entries; and which of them stand behind an answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from intake.audit.asking.excluded import read_excluded
from intake.audit.asking.questions import Question
from intake.audit.reading.records import records_of
from intake.audit.reading.searching import Filter, search
from intake.audit.room.odd import END
from intake.audit.verdict import LogStanding
from intake.log.act import Act
from intake.log.events import Event, Log
from intake.store.models import LogActor, LogIx
from intake.verify.rules import Finding, Incident, Record

# As in the conditions of their indices, which no parameter matches.
DENY: ColumnElement[str] = literal_column("'deny'")


@dataclass(frozen=True)
class Asked:
    """Who asks, and of what.

    Attributes:
        act: The auditor's, in a reading session.
        since: From when the answer speaks, Unix seconds.
        until: When what it speaks of is over, Unix seconds: now, or the end of the last day.
        within: Indices of the access log that the answer speaks of.
        whole: What was checked of it just now.
        incidents: What the rules found since then, and what nobody has reviewed of any time.
        case: The log's name of one case, or how it begins; empty: of all.
        left: How many that nobody has reviewed are not among the incidents, by level.
    """

    act: Act
    since: int
    until: int
    within: range
    whole: LogStanding
    incidents: Sequence[Incident]
    case: str = ""
    left: Mapping[int, int] = field(default_factory=dict)

    @property
    def db(self) -> Session:
        """Return the reading session."""
        return self.act.db

    @property
    def mine(self) -> list[str]:
        """Return the pseudonyms of who asks."""
        own = select(LogActor.pseudonym).where(LogActor.account_id == self.act.actor.id)
        return list(self.db.scalars(own))

    def records(self, *events: Event) -> list[Record]:
        """Return the entries of these events that were not refused, the oldest first."""
        found = records_of(self.db, *events, within=self.within)
        return [record for record in found if record.is_done]

    def count(self, *where: ColumnElement[bool]) -> dict[str, int]:
        """Return how many entries there are, of how many people and cases."""
        counts = (func.count(), func.count(LogIx.a.distinct()), func.count(LogIx.ref.distinct()))
        found = self.db.execute(select(*counts).where(*self.condition(), *where)).one()
        return dict(zip(("n", "people", "cases"), map(int, found), strict=True))

    def findings(self, rule: str) -> list[Finding]:
        """Return what a rule found since then."""
        recent = (each for each in self.incidents if each.newest >= self.since)
        findings = (each for incident in recent for each in incident.findings)
        return [each for each in findings if each.rule == rule]

    def unwritten(self, question: Question) -> list[Event]:
        """Return which of the events that nothing writes yet have no entry, from any time."""
        return [e for e in question.planned if not search(self.db, Log.ACCESS, END, Filter(e), 1)]

    def condition(self) -> list[ColumnElement[bool]]:
        """Return what holds of every row of the index that is asked about."""
        inside = [LogIx.log == Log.ACCESS, LogIx.idx >= self.within.start]
        inside.append(LogIx.idx < self.within.stop)
        if self.case:
            inside += [LogIx.ref >= self.case, LogIx.ref < self.case + "g"]
        return inside


def list_behind(asked: Asked, question: Question, before: int, most: int) -> list[int]:
    """Return the newest indices below one of the entries that an answer rests on."""
    before = min(before, asked.within.stop)
    found = _behind(asked, question, before, most)
    # What nobody has reviewed, and who is kept away, is shown however old it is.
    start = 0 if question.behind in {"findings", "excluded"} else asked.within.start
    return [index for index in islice(found, most) if index >= start]


def _behind(asked: Asked, question: Question, before: int, most: int) -> Iterator[int]:
    match question.behind:
        case "events":
            lists = (
                search(asked.db, Log.ACCESS, before, Filter(event, case=asked.case), most)
                for event in dict.fromkeys((*question.events, *question.planned))
            )
            return merge(*lists, reverse=True)
        case "outside":
            return _rows(asked, before, most, LogIx.way == "outside")
        case "refused":
            return _rows(asked, before, most, LogIx.o == DENY)
        case "findings":
            entries = (each for incident in asked.incidents for each in incident.entries)
            return _newest((each.index for each in entries if each.log is Log.ACCESS), before)
        case "excluded":
            return _newest(read_excluded(asked.db, asked.within.stop).entries, before)
        case _:
            return iter(())


def _newest(indices: Iterable[int], before: int) -> Iterator[int]:
    return iter(sorted({index for index in indices if index < before}, reverse=True))


def _rows(asked: Asked, before: int, most: int, where: ColumnElement[bool]) -> Iterator[int]:
    below = (*asked.condition(), LogIx.idx < before, where)
    query = select(LogIx.idx).where(*below).order_by(LogIx.idx.desc())
    return iter(asked.db.scalars(query.limit(most)))
