"""What several parts of the first page are made of, read once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from intake.audit.dates.asked import asked_days
from intake.audit.found.findings import read_reviews
from intake.audit.found.older import Older, list_unreviewed, read_older
from intake.audit.heads import Head
from intake.audit.reading.first import find_first_page
from intake.audit.room.drawing import call, name_people
from intake.audit.room.odd import Spoken, find_spoken
from intake.audit.room.overview import last_visit, own_names, page_since
from intake.audit.room.reviewing import list_for
from intake.log.act import Act
from intake.log.events import Log
from intake.verify.lamp import Lamp
from intake.verify.rules import Incident
from intake.verify.rules.finding import SERIOUS
from intake.verify.rules.known.reviews import Reviews
from intake.web.words.i18n import language
from intake.web.words.staff import ROLES
from intake.web.words.words import in_language


@dataclass(frozen=True)
class Read:
    """What several parts of the page are made of."""

    act: Act
    heads: Mapping[Log, Head]
    lamps: Mapping[Log, Lamp]
    kept: Mapping[str, Any]  # ``find_first_page``
    named: Mapping[str, str]
    reviews: Reviews
    incidents: list[Incident]
    older: Older  # Those not reviewed that ``kept`` lists, and how many more there are.
    spoken: Spoken
    visited: int | None  # Unix seconds
    own: set[str]  # Pseudonyms of who looks.

    @property
    def open(self) -> list[Incident]:
        """Return the incidents that nobody has reviewed."""
        return [each for each in self.incidents if not each.is_reviewed]

    @property
    def levels(self) -> Counter[int]:
        """Return how many there are of each level, with those that are not listed."""
        return Counter(each.level for each in self.open) + Counter(self.older.left)

    def worst(self) -> tuple[str, str]:
        """Return the id of the gravest incident and what it is; empty where there is none."""
        return next(((each.id, each.headline(self.name)) for each in self.open), ("", ""))

    def name(self, actor: str) -> str:
        """Return what somebody is called on this page."""
        return call(actor, self.named)

    def headlines(self) -> dict[str, str]:
        """Return a short sentence for each incident, by its id."""
        return {each.id: each.headline(self.name) for each in self.incidents}


def read_page(act: Act, heads: Mapping[Log, Head], lamps: Mapping[Log, Lamp]) -> Read:
    """Read it as ``telling.tell`` is asked."""
    db = act.db
    kept = find_first_page(db, asked_days().since)
    reviews, older = read_reviews(db), read_older(kept["older"])
    return Read(
        act=act,
        heads=heads,
        lamps=lamps,
        kept=kept,
        named=name_all(kept),
        reviews=reviews,
        incidents=list_unreviewed(db, page_since(kept), older, reviews),
        older=older,
        spoken=find_spoken(db, {log: each.checkpoint.size for log, each in heads.items()}, act.now),
        visited=last_visit(act),
        own=own_names(act),
    )


def count_serious(read: Read) -> int:
    """Return how many serious incidents wait for who looks: not those that only others review."""
    listed = [each for each in read.open if each.level == SERIOUS]
    theirs = [each for each in listed if list_for(each, read.own, read.reviews)]
    return len(theirs) + read.older.left.get(SERIOUS, 0)


def name_all(page: Mapping[str, object]) -> dict[str, str]:
    """Return what people are called, by the roles that the first page knows."""
    return name_people(cast("dict[str, str]", page["roles"]), in_language(ROLES, language()))
