"""Accepting a sealed report, against a bare Flask view that commits one row of the same size.

The floor with the goal reads the POST as a Flask view does, by its parts. A second, lower one takes
the body as it is: no view could do with less, and none of use could do with that.
Both stand behind the same server program on the loopback, one process with threads, and get the
same bodies over a connection that is kept open, by turns, one at a time.
"""

from collections.abc import Sequence
from pathlib import Path

from intake.crypto.case.sealing.sending import Desk
from tests.bench.figures import Figure, Goal, Rounds, alternate, milliseconds
from tests.bench.reports import Body, make_bodies
from tests.bench.servers import FLOOR, Server, serve

GOAL = Goal(1.6)
OURS, PARTS, RAW = "/en/form", "/parts", "/"


def measure_accepting(
    folder: Path, ours: Server, desk: Desk, form: int, *, rounds: int = 7, calls: int = 40
) -> list[Figure]:
    """Return what a report costs, by the clock and by the processor.

    Args:
        folder: Where the floor's database lies, on the disk of ours.
        ours: The real application.
        desk: Its desk.
        form: The version of its form.
        rounds: How often a figure is taken.
        calls: Reports in a round.
    """
    first, *bodies = make_bodies(desk, form, 2 * (calls * rounds + 1) + 1)
    half = len(bodies) // 2
    with serve(FLOOR, {"BENCH_DATABASE": str(folder / "bare.db")}) as floor:
        _post(ours, OURS, first)  # A server listens before it has loaded the application.
        _post(floor, PARTS, first)
        before = ours.cpu_seconds(), floor.cpu_seconds()
        took = post_alternately(ours, floor, PARTS, bodies[:half], rounds, calls)
        used = ours.cpu_seconds() - before[0], floor.cpu_seconds() - before[1]
        again = post_alternately(ours, floor, RAW, bodies[half:], rounds, calls)
    about = f"{len(bodies[0][0]):,} bytes; floor: bare Flask view, its parts as one row"
    raw = "floor: the same view, the body as it is"
    times = milliseconds(took.ours), milliseconds(took.floor)
    other = milliseconds(again.ours), milliseconds(again.floor)
    cpu, cpu_floor = ([1000 * seconds / half] for seconds in used)
    return [
        Figure("accept", "accept a sealed report, SQLite", "ms", *times, GOAL, about),
        Figure("accept", "the same: processor", "ms", cpu, cpu_floor, note="of the server"),
        Figure("accept", "accept, floor that parses nothing", "ms", *other, note=raw),
    ]


def post_alternately(  # noqa: PLR0917 - two servers, and what is sent to them
    ours: Server, floor: Server, path: str, bodies: Sequence[Body], rounds: int, calls: int
) -> Rounds:
    """Send each body to ours and to a path of the floor, by turns."""
    to_ours, to_floor = iter(bodies), iter(bodies)
    return alternate(
        lambda: _post(ours, OURS, next(to_ours)),
        lambda: _post(floor, path, next(to_floor)),
        rounds=rounds,
        calls=calls,
    )


def _post(server: Server, path: str, body: Body) -> None:
    status = server.post(path, *body)
    if status != 201:
        raise RuntimeError(f"{path} answered {status}")
