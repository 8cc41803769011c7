"""The desk's list: its first page with many cases waiting against few, and summaries as frames.

Both lists are asked for in the same process and run, by turns: two instances that differ only in
how many cases wait. Everything counts that the server does, from the session to the JSON.
"""

import secrets
from pathlib import Path

from intake.client import framed
from intake.client import multipart as parts
from intake.crypto.age.hybrid import new_seed, recipient_of
from intake.crypto.case.sealing.sending import Desk, seal_report
from intake.desk.listing.leaving.summaries import Summary, frame
from intake.web import wire
from tests.bench.figures import Figure, Step, alternate, milliseconds
from tests.bench.reports import new_draft, new_keys
from tests.bench.waiting import Looks, make_waiting
from tests.people import Person

LOOKS = Looks(calls=20)


def measure_listing(folder: Path, looks: Looks = LOOKS) -> list[Figure]:
    """Return the figures of rows and summaries; the instances go into the folder."""
    full, empty = (_listed(folder / f"list-{count}", count) for count in (looks.many, looks.few))
    took = alternate(_look(full), _look(empty), rounds=looks.rounds, calls=looks.calls)
    name = f"first rows, {looks.many:,} waiting"
    note = f"floor: {looks.few} waiting; the server's part alone, a page adds its own to both"
    ours, floor = milliseconds(took.ours), milliseconds(took.floor)
    rows = Figure("list", name, "ms", ours, floor, note=note)
    return [rows, *measure_frames(looks.many, rounds=looks.rounds)]


def measure_frames(count: int, *, rounds: int) -> list[Figure]:
    """Measure making and taking apart a body of sealed summaries: frames against parts."""
    data = _summary()
    ids = [secrets.token_hex(16) for _ in range(count)]
    summaries = [Summary(case, data, is_new=False) for case in ids]

    def as_frames() -> int:
        body = frame({"count": count}, summaries)
        framed.parse(body)
        return len(body)

    def as_parts() -> int:
        body, kind = wire.encode_multipart({"meta": b"{}", **dict.fromkeys(ids, data)})
        parts.parse(body, kind)
        return len(body)

    took = alternate(as_frames, as_parts, rounds=rounds, calls=3)
    ours, floor = milliseconds(took.ours), milliseconds(took.floor)
    sizes = [as_frames()], [as_parts()]
    note = "floor: the same files as multipart"
    return [
        Figure("list", f"{count:,} summaries made and taken apart", "ms", ours, floor, note=note),
        Figure("list", f"{count:,} summaries on the wire", "bytes", *sizes, note=note),
    ]


def _listed(folder: Path, count: int) -> Person:
    """Return a triage member, signed in, of a new instance in which so many cases wait."""
    _, member = make_waiting(folder, count)
    if member.sign_in().status_code != 200:
        raise RuntimeError("nobody signs in")
    return member


def _look(person: Person) -> Step:
    def look() -> None:
        answer = person.client.get("/desk/rows")
        if answer.status_code != 200:
            raise RuntimeError(f"/desk/rows answered {answer.status_code}")

    return look


def _summary() -> bytes:
    """Return a sealed summary, to a desk of no instance."""
    desk = Desk("0" * 32, 1, recipient_of(new_seed()))
    return seal_report(new_draft(), desk, new_keys()).parts["summary"]
