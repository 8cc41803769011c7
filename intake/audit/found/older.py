"""What nobody has reviewed, however old it is: no day hides it, and no page has to look for it.

Which incidents these are is made with the first page, by the clock; a page asks for their findings
by id. Of many the gravest are listed, and it is counted how many are not.
"""

from collections import Counter
from typing import Any, NamedTuple, cast

from sqlalchemy.orm import Session

from intake.audit.found.findings import find_findings, list_before, list_findings, read_reviews
from intake.audit.reading.around import MARGIN
from intake.verify.rules import Incident, gather
from intake.verify.rules.known.reviews import Reviews

LISTED = 10  # Incidents: with more, a page of an old log would cost more than one of a young one.
FINDINGS = 500  # In all of these.


class Older(NamedTuple):
    """The incidents without a newer entry that are not reviewed."""

    before: int  # Unix seconds: their newest entry is older.
    ids: list[str]  # Of the findings of those that are listed.
    left: dict[int, int]  # How many are not listed, by level.
    oldest: int  # The newest entry of the oldest that is not listed, Unix seconds.


def find_older(db: Session, before: int) -> Older:
    """Go through all that has no entry since then (Unix seconds)."""
    found = gather(list_before(db, before), read_reviews(db))
    ids: list[str] = []
    left: list[Incident] = []
    listed = 0
    for each in found:
        if each.is_reviewed:
            continue
        if listed < LISTED and len(ids) + len(each.findings) <= FINDINGS:
            ids += [finding.id for finding in each.findings]
            listed += 1
        else:
            left.append(each)
    levels = dict(Counter(each.level for each in left))
    return Older(before, ids, levels, min((each.newest for each in left), default=0))


def read_older(kept: object) -> Older:
    """Return it as a page keeps it, in JSON, where every name is text."""
    older = Older(*cast("list[Any]", kept))
    return older._replace(left={int(level): n for level, n in older.left.items()})


def list_unreviewed(
    db: Session, since: int, older: Older, reviews: Reviews | None = None
) -> list[Incident]:
    """Return every incident that nobody has reviewed, and of the others those since a time.

    A reviewed one counts as of when it has an entry, or was reviewed.

    Args:
        db: A reading session.
        since: Unix seconds.
        older: What lies longer back.
        reviews: All there are.
    """
    reviews = reviews or read_reviews(db)
    begin = min(since, older.before)
    named = set(older.ids) | _reviewed_since(reviews, since)
    found = {each.id: each for each in list_findings(db, begin - MARGIN)}
    found |= {each.id: each for each in find_findings(db, named - found.keys())}
    return [
        each
        for each in gather(list(found.values()), reviews)
        if each.newest >= (since if each.is_reviewed else begin)
        or any(finding.id in named for finding in each.findings)
    ]


def _reviewed_since(reviews: Reviews, since: int) -> set[str]:
    given = reviews.by_finding.items()
    return {finding for finding, made in given if any(each.time >= since for each in made)}
