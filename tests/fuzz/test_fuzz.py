"""500 of `make fuzz` on each engine; the other 19,500 are a command."""

from collections.abc import Iterator

import pytest

from tests.engines import ENGINES, PostgreSQL
from tests.fuzz.cases import Subject
from tests.fuzz.running import lines_about, make_cases, send_all
from tests.load.targets import Target, started_server
from tests.promises.live import make_empty

SEED, COUNT = 6, 500


@pytest.fixture(scope="module", params=ENGINES)
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """A served instance, on each engine in turn."""
    if request.param == "sqlite":
        with started_server() as running:
            yield running
        return
    postgresql: PostgreSQL = request.getfixturevalue("postgresql")
    url = postgresql.take()
    make_empty(url)
    with started_server(database_url=url) as running:
        yield running
    postgresql.give_back(url)


def test_500_hostile_requests_are_refused_or_answered_and_none_reaches_the_log(
    target: Target,
) -> None:
    found = send_all(target, SEED, COUNT, seconds=500)
    assert found.count == COUNT
    assert found.problems == []
    assert lines_about(target) == []


def test_the_same_seed_makes_the_same_requests(target: Target) -> None:
    subject = Subject.of(target)
    first, second = make_cases(subject, 1), make_cases(subject, 1)
    assert [next(first) for _ in range(200)] == [next(second) for _ in range(200)]
