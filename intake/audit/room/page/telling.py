"""The first page, put together of its parts."""

from collections.abc import Mapping

from intake.audit.heads import Head
from intake.audit.room.lamps import find_worst
from intake.audit.room.overview import list_waiting
from intake.audit.room.page.parts import Part, tell_drawn, tell_log, tell_odd, tell_when
from intake.audit.room.page.reading import count_serious, read_page
from intake.audit.room.tiles import odd_tile, outside_tile, waits_tile, whole_tile
from intake.log.act import Act
from intake.log.events import Log
from intake.verify.lamp import Lamp


def tell(act: Act, heads: Mapping[Log, Head], lamps: Mapping[Log, Lamp]) -> Part:
    """Return what the template names; see its head.

    Args:
        act: Of who looks, in a reading session.
        heads: The signed head of each log.
        lamps: The lamp of each log.
    """
    read = read_page(act, heads, lamps)
    waiting = list_waiting(act, count_serious(read), read.visited)
    tiles = (
        whole_tile(*find_worst(lamps)),
        odd_tile(read.levels, read.worst(), read.spoken),
        waits_tile(waiting),
        outside_tile(read.kept["openings"], read.kept["pairs"]),
    )
    parts = tell_when(read), tell_odd(read), tell_drawn(read), tell_log(read)
    first: Part = {"tiles": tiles, "waiting": waiting}
    return first | {name: part[name] for part in parts for name in part}
