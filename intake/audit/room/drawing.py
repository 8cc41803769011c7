"""Pictures of the first page as numbers for inline SVG; the table behind each says the same.

Units are those of the picture's own box. Colour alone never tells anything apart: a mark has a
shape of its own for each way in which a case was opened.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from intake.clock import DAY
from intake.verify.speech import fill
from intake.web.words.words import N_

COLUMN, ROW, LEFT, TOP = 22, 32, 140, 72  # Of the picture of people and cases.
MOST_COLUMNS = 46  # More do not fit beside each other at 1,280 px; the page says so.
CELL = 16  # An hour of a day.
HOURS = 24
WAYS = ("inside", "desk", "outside")


class Mark(NamedTuple):
    """One person's openings of one case."""

    x: int
    y: int
    radius: int
    way: str  # The one to be seen: ``outside`` before ``desk`` before ``inside``.


class Matrix(NamedTuple):
    """Who opened which case: a row a person, a column a case, the newest case first.

    Where there are more than fit, those that somebody opened from outside stand before the newest.
    """

    width: int
    height: int
    people: list[tuple[int, str]]  # Baseline and pseudonym.
    cases: list[tuple[int, str, bool]]  # Middle, reference, whether it was opened from outside.
    marks: list[Mark]
    all_cases: int


class Strip(NamedTuple):
    """The hours of one person in one quarter."""

    actor: str
    quarter: int  # Its first day, since 1 January 1970.
    counts: list[int]  # Of each hour of the day, UTC.
    shades: list[int]  # 0 (nothing) to 4, against this person's own busiest hour.
    total: int


Pair = Sequence[object]  # a, ref, inside, desk, outside, newest index


def draw_matrix(pairs: Sequence[Pair]) -> Matrix:
    """Return where the marks of the cases stand.

    Args:
        pairs: As ``intake.audit.reading.first`` lists them, the newest first.
    """
    every = list(dict.fromkeys(str(pair[1]) for pair in pairs))
    outside = {str(pair[1]) for pair in pairs if pair[4]}
    chosen = set(sorted(every, key=lambda ref: ref not in outside)[:MOST_COLUMNS])
    refs = [ref for ref in every if ref in chosen]
    shown = [pair for pair in pairs if pair[1] in chosen]
    people = sorted({str(pair[0]) for pair in shown})
    columns = {ref: LEFT + COLUMN * place for place, ref in enumerate(refs)}
    rows = {actor: TOP + ROW * place for place, actor in enumerate(people)}
    return Matrix(
        width=LEFT + COLUMN * len(refs),
        height=TOP + ROW * len(people),
        people=[(y, actor) for actor, y in rows.items()],
        cases=[(x, ref, ref in outside) for ref, x in columns.items()],
        marks=[_mark(pair, columns[str(pair[1])], rows[str(pair[0])]) for pair in shown],
        all_cases=len(every),
    )


def _mark(pair: Pair, x: int, y: int) -> Mark:
    counts = [int(str(n)) for n in pair[2:5]]
    way = next(way for way, n in zip(reversed(WAYS), reversed(counts), strict=True) if n)
    return Mark(x, y, min(4 + sum(counts), 9), way)


def draw_hours(hours: Sequence[Sequence[object]]) -> list[Strip]:
    """Return a strip for each person and quarter, the newest quarter first.

    Args:
        hours: [a, first day of the quarter, hour, n] as ``intake.audit.reading.first`` lists them.
    """
    found: dict[tuple[int, str], list[int]] = {}
    for actor, quarter, hour, n in hours:
        counts = found.setdefault((-int(str(quarter)), str(actor)), [0] * HOURS)
        counts[int(str(hour))] += int(str(n))
    return [
        Strip(actor, -quarter, counts, [_shade(n, max(counts)) for n in counts], sum(counts))
        for (quarter, actor), counts in sorted(found.items())
    ]


def _shade(count: int, most: int) -> int:
    return 0 if not count else 1 + (4 * count - 1) // most if count < most else 4


def name_people(roles: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    """Return what each pseudonym is called on one page: its role and a letter.

    The letter follows the order of pseudonyms, which are random: it says nothing of who it is, and
    in another quarter it is another.

    Args:
        roles: Of each pseudonym.
        words: For each role.
    """
    places: dict[str, int] = {}
    named = {}
    for actor in sorted(roles):
        place = places[roles[actor]] = places.get(roles[actor], -1) + 1
        named[actor] = f"{words.get(roles[actor], roles[actor])} {_letters(place)}"
    return named


def call(actor: str, named: Mapping[str, str]) -> str:
    """Return what a pseudonym is called in a sentence, also one that no entry gives a role."""
    return named.get(actor) or fill(N_("Person {name}"), {"name": actor[:8]})


def _letters(place: int) -> str:
    first, last = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


class Deed(NamedTuple):
    """One entry about a case on its time line."""

    x: int
    way: str  # As of an opening; empty for anything else.
    idx: int  # Of the entry.


class TimeLine(NamedTuple):
    """What was done in a case, from its first entry on the page to the newest."""

    width: int
    days: list[tuple[int, int]]  # Place of a midnight, and its Unix time.
    deeds: list[Deed]


def draw_case(lines: Sequence[Mapping[str, object]], width: int = 1_000) -> TimeLine | None:
    """Return where the entries of a case stand in time; None for fewer than two.

    Args:
        lines: As ``intake.audit.reading.first`` lists a case, the newest first.
        width: Of the picture.
    """
    times = [int(str(line["t"])) for line in lines]
    if len(times) < 2 or times[0] == times[-1]:
        return None
    first, length = times[-1], times[0] - times[-1]

    def place(time: int) -> int:
        return 10 + (width - 20) * (time - first) // length

    step = max(1, length // DAY // 8) * DAY
    midnights = range(first - first % DAY + DAY, times[0], step)
    deeds = [
        Deed(place(time), str(line.get("way") or ""), int(str(line["idx"])))
        for time, line in zip(times, lines, strict=True)
    ]
    return TimeLine(width, [(place(time), time) for time in midnights], deeds)
