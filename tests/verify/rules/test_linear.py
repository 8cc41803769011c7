"""What an entry costs does not grow with the log, whatever somebody writes into it."""

import sys
from collections.abc import Callable, Iterable, Iterator
from types import FrameType
from typing import Any

from intake.clock import DAY
from intake.log.events import Log
from intake.verify.rules.fold import Fold
from intake.verify.rules.incidents import gather
from intake.verify.rules.record import Record, Told
from tests.quarter.written import START

EVERY = 20  # seconds


def hostile(count: int) -> Iterator[Record]:
    """Yield entries that keep every rule busy: few people, always more cases, no excuse."""
    kinds: list[tuple[str, str, dict[str, object]]] = [
        ("report.open", "ok", {"purpose": "triage"}),
        ("case.assign", "ok", {"assignee": "h1", "cover": "h2"}),
        ("report.open", "ok", {"purpose": "casework"}),
        ("evidence.export", "ok", {}),
        ("evidence.export", "deny", {"reason": "no_grant"}),
        ("case.mismatch", "error", {"reason": "bad_mac"}),
        ("case.close", "ok", {}),
        ("case.level", "ok", {"from": "emergency", "to": "soon", "approver": "a1"}),
        ("key.breakglass", "ok", {}),
        ("sys.mismatch", "error", {"reason": "bad_hash"}),
        ("audit.view", "ok", {"actor": "zz"}),
        ("recipient.add", "ok", {"who": ["z1"], "removed": ["z1"]}),
        ("audit.review", "ok", {"finding": "0" * 16, "indices": [1, 2]}),
        ("case.alarm", "ok", {"hour": START}),
    ]
    for index in range(count):
        event, outcome, detail = kinds[index % len(kinds)]
        case = {"log_ref": f"{index // 6 % 4000:032x}", "case_seq": index % 6 + 1}
        yield Record(
            Log.ACCESS,
            index,
            START + index * EVERY,
            event,
            f"a{index % 3}",
            outcome,
            {},
            {**case, **detail},
            f"{index:043}",
            Told.HELD,
        )


def fold(records: Iterable[Record]) -> Fold:
    folded = Fold()
    for record in records:
        folded.take(record)
    return folded


def count_steps(work: Callable[[], object]) -> int:
    """Return how many instructions of Python some work takes."""
    steps = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


def test_four_times_as_many_entries_cost_four_times_as_much() -> None:
    few, many = list(hostile(800)), list(hostile(3200))
    assert count_steps(lambda: fold(many)) < 4.4 * count_steps(lambda: fold(few))


def test_so_do_findings_and_incidents() -> None:
    few, many = fold(hostile(800)), fold(hostile(3200))

    def show(folded: Fold) -> None:
        gather(folded.findings(), folded.reviews)

    assert count_steps(lambda: show(many)) < 4.6 * count_steps(lambda: show(few))


def test_a_hundred_thousand_entries_are_folded_and_what_is_waited_for_stays_small() -> None:
    folded = fold(hostile(100_000))
    judges, days = folded.judges, 100_000 * EVERY / DAY
    assert len(folded.findings()) > 10_000
    assert len(judges.export_no_act.queue) < 100_000 / 12 * 3.1 / days
    assert len(judges.untold.queue) < 100_000 / 6 * 2.1 / days
    assert len(judges.refused.people["a1"].recent) < 100_000 / 12 * 1.1 / days
    assert all(len(each.days) <= 91 for each in judges.odd_hour.people.values())
