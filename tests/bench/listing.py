"""The desk's list: its first page with many cases waiting against few, and summaries as frames.

Both lists are asked for in the same process and run, by turns: two instances that differ only in
how many cases wait. Everything counts that the server does, from the session to the JSON.
"""

import secrets
from datetime import date
from pathlib import Path

from sqlalchemy import insert

from intake.client import framed
from intake.client import multipart as parts
from intake.clock import day_of, system_clock
from intake.crypto.age.hybrid import new_seed, recipient_of
from intake.crypto.case.holders import DeskHolder
from intake.crypto.case.sealing.sending import Desk, seal_report
from intake.desk.listing.summaries import Summary, frame
from intake.store.engine import Base
from intake.store.models import Case, KeyFileRow, SealedObject
from intake.store.statements import table_of
from intake.web import wire
from intake.web.services import CurrentDesk, services_of
from tests.bench.figures import Figure, Step, alternate, milliseconds
from tests.bench.reports import new_draft, new_keys
from tests.bench.servers import desk_member
from tests.people import Person


def measure_listing(
    folder: Path, *, many: int = 1_000, few: int = 10, rounds: int = 5, calls: int = 20
) -> list[Figure]:
    """Return the figures of rows and summaries.

    Args:
        folder: Where the instances go.
        many: Cases that wait in the one.
        few: Cases that wait in the other.
        rounds: How often a figure is taken.
        calls: Looks in a round.
    """
    full, empty = (_waiting(folder / f"list-{count}", count) for count in (many, few))
    took = alternate(_look(full), _look(empty), rounds=rounds, calls=calls)
    name = f"first rows, {many:,} waiting"
    note = f"floor: {few} waiting; the server's part alone, a page adds its own to both"
    ours, floor = milliseconds(took.ours), milliseconds(took.floor)
    rows = Figure("list", name, "ms", ours, floor, note=note)
    return [rows, *measure_frames(many, rounds=rounds)]


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


def _look(person: Person) -> Step:
    def look() -> None:
        answer = person.client.get("/desk/rows")
        if answer.status_code != 200:
            raise RuntimeError(f"/desk/rows answered {answer.status_code}")

    return look


def _waiting(folder: Path, count: int) -> Person:
    """Return a triage member of a new instance in which so many cases wait."""
    _, member = desk_member(folder)
    if member.sign_in().status_code != 200:
        raise RuntimeError("nobody signs in")
    services = services_of(member.people.app)
    desk = services.desk()
    if desk is None:
        raise RuntimeError("there is no desk")
    # Past the session on purpose: what no log entry covers, a session would not commit.
    with services.database.engine.begin() as connection:
        for model, rows in _rows(desk, count).items():
            connection.execute(insert(table_of(model)), rows)
    return member


def _rows(desk: CurrentDesk, count: int) -> dict[type[Base], list[dict[str, object]]]:
    """Return so many cases that wait, with summary and the desk's key file; none opens."""
    today, sealed = day_of(system_clock()), _summary()
    made: dict[type[Base], list[dict[str, object]]] = {Case: [], SealedObject: [], KeyFileRow: []}
    for _ in range(count):
        case, hashed = secrets.token_hex(16), secrets.token_bytes(32)
        file = {"case_id": case, "epoch": 0, "sha256": hashed, "data": sealed}
        made[Case].append(_case(desk, case, hashed, today))
        made[SealedObject].append(
            {"id": secrets.token_hex(16), "position": 0, "kind": "summary", "by": "reporter"}
            | {"received_on": today}
            | file
        )
        made[KeyFileRow].append(file | {"holder": str(DeskHolder(desk.id, desk.epoch))})
    return made


def _case(desk: CurrentDesk, case: str, hashed: bytes, today: date) -> dict[str, object]:
    return {
        "id": case,
        "desk": desk.id,
        "desk_epoch": desk.epoch,
        "epoch": 0,
        "level": secrets.randbelow(4),
        "status": "new",
        "server_saw": False,
        "received_on": today,
        "active_on": today,
        "waiting_on": today,
        "said": 2,
        "token_hash": hashed,
        "sent_hash": hashed,
        "leaf_hash": hashed,
        "log_ref": secrets.token_hex(16),
        "log_seq": 0,
    }


def _summary() -> bytes:
    """Return a sealed summary, to a desk of no instance."""
    desk = Desk("0" * 32, 1, recipient_of(new_seed()))
    return seal_report(new_draft(), desk, new_keys()).parts["summary"]
