"""Accepting a sealed report, against a bare Flask view that commits one row of the same size.

Both stand behind gunicorn on the loopback, one process with threads, and get the same bodies over
a connection that is kept open, by turns, one at a time. The reports are sealed beforehand with
real keys; only PBKDF2 is left out, which is the reporter's work.
"""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from intake import wire
from intake.crypto.encoding import encode_json
from intake.crypto.hybrid import new_seed
from intake.crypto.receipts import ReporterKeys
from intake.crypto.sending import Desk, Draft, Sending, seal_report
from intake.questions import load_form
from tests.bench.figures import Figure, Goal, Rounds, alternate, milliseconds
from tests.bench.servers import Server, desk_instance, instance_environ, serve

GOAL = Goal(1.5)
STORY = "他们扣下了我母亲的护照。They called again on Sunday and asked where I live. " * 8
Body = tuple[bytes, str]


def new_keys() -> ReporterKeys:
    """Return what a receipt would give, without its slow derivation."""
    return ReporterKeys(new_seed(), secrets.token_bytes(32), secrets.token_bytes(32))


def new_draft(form: int) -> Draft:
    """Return a report of usual length."""
    return Draft(
        answers={"danger_now": "no", "kinds": ["family_call"], "story": STORY},
        contact={"c_mode": "only_here"},
        avoid=False,
        country="fr",
        kinds=["family_call"],
        who_for="me",
        lang="zh-Hans",
        at=1_790_000_000 // 3600 * 3600,
        form=form,
        level="urgent",
        rules=["T09"],
        tags=[],
    )


def multipart(sending: Sending) -> Body:
    """Return the body a browser posts, and its Content-Type."""
    return wire.encode_multipart({"meta": encode_json(sending.meta), **sending.parts})


def measure_accepting(folder: Path, *, rounds: int = 7, calls: int = 40) -> list[Figure]:
    """Return what a report costs, by the clock and by the processor.

    Args:
        folder: Where both databases lie.
        rounds: How often a figure is taken.
        calls: Reports in a round.
    """
    with ExitStack() as stack:
        config, desk = stack.enter_context(desk_instance(folder / "accepting"))
        own = instance_environ(config.instance)
        ours = stack.enter_context(serve("wsgi:app", own))
        bare = {"BENCH_DATABASE": str(folder / "accepting-floor.db")}
        floor = stack.enter_context(serve("tests.bench.bare:app", bare))
        bodies = make_bodies(desk, load_form(config.instance / "forms").version, calls * rounds + 1)
        before = ours.cpu_seconds(), floor.cpu_seconds()
        took = post_alternately(ours, floor, bodies, rounds, calls)
        used = ours.cpu_seconds() - before[0], floor.cpu_seconds() - before[1]
    count = rounds * calls + 1
    per_report = [[1000 * seconds / count] for seconds in used]
    size = f"{len(bodies[0][0]):,} bytes"
    about = f"{size} posted; floor: bare Flask view, the same bytes committed as one row"
    times = milliseconds(took.ours), milliseconds(took.floor)
    return [
        Figure("accept", "accept a sealed report, SQLite", "ms", *times, GOAL, about),
        Figure("accept", "the same: processor", "ms", *per_report, note="of the server's process"),
    ]


def make_bodies(desk: Desk, form: int, count: int) -> list[Body]:
    """Seal that many different reports."""
    draft = new_draft(form)
    return [multipart(seal_report(draft, desk, new_keys())) for _ in range(count)]


def post_alternately(
    ours: Server, floor: Server, bodies: list[Body], rounds: int, calls: int
) -> Rounds:
    """Send each body to both, by turns."""
    left = {"/en/form": iter(bodies), "/": iter(bodies)}
    return alternate(
        lambda: _post(ours, "/en/form", left["/en/form"]),
        lambda: _post(floor, "/", left["/"]),
        rounds=rounds,
        calls=calls,
    )


def _post(server: Server, path: str, bodies: Iterator[Body]) -> None:
    status = server.post(path, *next(bodies))
    if status != 201:
        raise RuntimeError(f"{path} answered {status}")
