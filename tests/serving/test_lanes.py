"""Requests for expensive work wait apart: they take no thread of everybody else."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from intake.serving.http.lanes import REFUSING, REST_SECONDS, Lanes, Paced
from intake.web.admission.limits import LIMITS, Kind
from intake.web.admission.rooms import CODES, ROOMS, Room

PATIENCE = 30  # seconds
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"


class Connection:
    """A connection whose request is answered when the test says so."""

    def __init__(
        self, method: str, path: str, kind: str = "", error: object = None, body: bytes = b""
    ) -> None:
        headers = {"CONTENT_TYPE": kind} if kind else {}
        asked = SimpleNamespace(command=method, path=path, headers=headers, error=error, body=body)
        self.refused: Kind | None = None
        self.requests: list[Any] = [asked]
        self.served, self.go_on = threading.Event(), threading.Event()
        self.cancelled = False

    def service(self) -> None:
        self.served.set()
        assert self.go_on.wait(PATIENCE)

    def cancel(self) -> None:
        self.cancelled = True


def sealed(level: str) -> Connection:
    meta = f'{{"form":1,"level":"{level}","v":1}}'.encode()
    return Connection("POST", "/en/form", MULTIPART, body=b"--x " + meta + b" --x--")


def code() -> Connection:
    return Connection("POST", "/en/box/plain", f"{FORM}; charset=utf-8")


@pytest.fixture
def rests() -> list[float]:
    return []


@pytest.fixture
def lanes(rests: list[float]) -> Lanes:
    return Lanes(2, rests.append)


def flood(lanes: Lanes, room: Room, count: int) -> list[Connection]:
    """Fill every thread of a room's lane, and its line besides."""
    found = [code() for _ in range(room.places + REFUSING + count)]
    for each in found:
        lanes.add_task(each)  # type: ignore[arg-type]
    for each in found[: room.places + REFUSING]:
        assert each.served.wait(PATIENCE)
    return found


def end(lanes: Lanes, *connections: Connection) -> None:
    for each in connections:
        each.go_on.set()
    lanes.shutdown()


def test_a_flood_for_one_room_takes_no_thread_of_the_others(lanes: Lanes) -> None:
    flooding = flood(lanes, CODES, 50)
    others = [
        Connection("GET", "/en/help"),
        Connection("POST", "/en/form", "multipart/form-data; boundary=x"),
        Connection("POST", "/en/plain", FORM),
        Connection("POST", "/sign-in", "application/json"),
    ]
    for each in others:
        lanes.add_task(each)  # type: ignore[arg-type]
    assert all(each.served.wait(PATIENCE) for each in others)
    assert not flooding[-1].served.is_set()
    end(lanes, *flooding, *others)


def test_a_flood_of_reports_takes_no_thread_of_emergencies_messages_or_pages(lanes: Lanes) -> None:
    places, line = LIMITS[Kind.REPORT].places, LIMITS[Kind.REPORT].line
    flooding = [sealed("routine") for _ in range(places)]
    for each in flooding:
        lanes.add_task(each)  # type: ignore[arg-type]
        assert each.served.wait(PATIENCE)
    waiting = [sealed("routine") for _ in range(line)]
    others = [
        Connection("GET", "/en/help"),
        sealed("emergency"),
        Connection("POST", "/en/box/message", MULTIPART),
        Connection("POST", "/en/plain", FORM, body=b"plain=1&danger_now=yes"),
    ]
    for each in (*waiting, *others):
        lanes.add_task(each)  # type: ignore[arg-type]
    assert all(each.served.wait(PATIENCE) for each in others)
    assert {each.refused for each in (*flooding, *waiting, *others)} == {None}
    assert not any(each.served.is_set() for each in waiting)
    late = sealed("routine")
    lanes.add_task(late)  # type: ignore[arg-type]
    assert late.served.wait(PATIENCE)  # By a thread for everybody, to be told.
    assert late.refused is Kind.REPORT
    end(lanes, *flooding, *waiting, *others, late)


def test_every_room_has_threads_for_its_places_and_for_saying_no() -> None:
    before = threading.active_count()
    lanes = Lanes(3)
    rooms = sum(room.places + REFUSING for room in ROOMS)
    kinds = sum(limits.places for limits in LIMITS.values())
    assert threading.active_count() - before == 3 + rooms + kinds
    lanes.shutdown()


def test_a_thread_of_a_room_rests_after_each_request(lanes: Lanes, rests: list[float]) -> None:
    asked = [code() for _ in range(5)]
    for each in asked:
        each.go_on.set()
        lanes.add_task(each)  # type: ignore[arg-type]
    assert all(each.served.wait(PATIENCE) for each in asked)
    lanes.shutdown()
    assert len(rests) == 5
    assert min(rests) >= REST_SECONDS


def test_a_thread_that_stores_rests_only_while_others_wait(
    lanes: Lanes, rests: list[float]
) -> None:
    alone = sealed("urgent")
    alone.go_on.set()
    lanes.add_task(alone)  # type: ignore[arg-type]
    assert alone.served.wait(PATIENCE)
    asked = [sealed("urgent") for _ in range(3)]
    for each in asked:
        lanes.add_task(each)  # type: ignore[arg-type]
    assert asked[0].served.wait(PATIENCE)
    assert rests == []
    for each in asked:
        each.go_on.set()
    assert all(each.served.wait(PATIENCE) for each in asked)
    lanes.shutdown()
    assert len(rests) == 2  # The last one kept nobody waiting.


def test_what_is_no_request_is_nobodys(lanes: Lanes) -> None:
    flooding = flood(lanes, CODES, 0)
    broken = Connection("POST", "/en/box", FORM, error=object())
    lanes.add_task(broken)  # type: ignore[arg-type]
    assert broken.served.wait(PATIENCE)
    end(lanes, *flooding, broken)


def test_what_waits_at_the_end_is_given_up_like_any_other() -> None:
    waiting = code()
    Paced(waiting, lambda _: None, least=0, times=0).cancel()  # type: ignore[arg-type]
    assert waiting.cancelled
