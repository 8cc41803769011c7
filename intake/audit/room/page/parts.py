"""The parts of the first page; what they name stands in the head of its template."""

from typing import Any

from intake.audit import listing
from intake.audit.dates.asked import asked_days
from intake.audit.room.drawing import draw_hours, draw_matrix
from intake.audit.room.lamps import list_before
from intake.audit.room.odd import list_cases, list_reviewed
from intake.audit.room.overview import (
    find_as_of,
    find_begin,
    list_periods,
    make_days,
    make_table,
    page_since,
)
from intake.audit.room.page.around import say_around
from intake.audit.room.page.reading import Read
from intake.audit.room.reviewing import count_entries, list_for, outcome_words
from intake.audit.room.tiles import count_levels, say_spoken
from intake.clock import day_of
from intake.log.events import Log
from intake.verify.rules.rulebook import RULES
from intake.web.services import services
from intake.web.words.i18n import gettext as _

Part = dict[str, Any]


def tell_when(read: Read) -> Part:
    """Tell of which time it speaks, and which others there are."""
    db, first, begin = read.act.db, page_since(read.kept), find_begin(read.act.db)
    signed = read.heads[Log.ACCESS].checkpoint.size
    mine = read.own & read.named.keys()
    return {
        "as_of": find_as_of(db, int(str(read.kept["size"])), signed),
        "since": max(first, begin),
        "begins": begin if begin > first else None,
        "until": read.act.now,
        "visited": read.visited,
        "mine": ", ".join(sorted(read.named[each] for each in mine)),
        "days": asked_days(),
        "periods": list_periods(read.act.now, read.visited, first),
    }


def tell_odd(read: Read) -> Part:
    """Tell what the rules found, in words, and what was reviewed of it."""
    mine, incidents = read.own, read.incidents

    def name_reviewer(actor: str) -> str:
        return _("you") if actor in mine else read.name(actor)

    return {
        "incidents": read.open,
        "reviewed": [each for each in incidents if each.is_reviewed],
        "reviews": {
            each.id: list_reviewed(each, read.reviews, name_reviewer) for each in incidents
        },
        "entries_of": count_entries,
        "asked": {each.id: list_for(each, mine, read.reviews) for each in read.open},
        "cases": {each.id: list_cases(each) for each in incidents},
        "around": {each.id: say_around(each, read.kept["around"], read.name) for each in incidents},
        "say": {each.id: each.sentence(read.name) for each in incidents},
        "headlines": read.headlines(),
        "levels": count_levels(read.levels),
        "count": sum(read.levels.values()),
        "left": sum(read.older.left.values()),
        "oldest": day_of(read.older.oldest).isoformat(),
        "longer": sum(each.newest < page_since(read.kept) for each in read.open),
        "spoken": say_spoken(read.spoken, found=False),
        "titles": {name: _(rule.title) for name, rule in RULES.items()},
        "outcomes": outcome_words(),
    }


def tell_drawn(read: Read) -> Part:
    """Tell who opened which cases, in which hours, and what reporters did."""
    pairs = read.kept["pairs"]
    return {
        "matrix": draw_matrix(pairs) if pairs else None,
        "table": make_table(pairs),
        "left_out": read.kept["left_out"],
        "strips": draw_hours(read.kept["hours"]),
        "received": make_days(read.kept["received"]),
        "named": read.named,
    }


def tell_log(read: Read) -> Part:
    """Tell of the logs themselves."""
    return {
        "lamps": read.lamps,
        "before": list_before(read.act.db),
        "logs": list(Log),
        "troubles": services().troubles(),
        "alone": listing.list_alone(read.act.db),
    }
