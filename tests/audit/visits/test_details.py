"""Details over the wire: what leaves stands in an entry first, and nothing beyond it leaves."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from intake.audit.instance_source import read_details
from intake.errors import AuditLogError
from intake.log.act import Act
from tests.audit.visits.machine import ask, entries, key_of, make_token, sign_now
from tests.people import People, Person

BUNDLE = "/log/access/details/000000000.jsonl"


@dataclass
class Asking:
    """A run that may have details."""

    people: People
    token: str
    key: str

    def ask(self, path: str = BUNDLE) -> TestResponse:
        return ask(self.people.client(), self.token, self.key, path)

    def exports(self) -> list[object]:
        return [each["detail"] for each in entries(self.people) if each["e"] == "audit.export"]


@pytest.fixture
def asking(people: People, audra: Person, tmp_path: Path) -> Asking:
    token = make_token(audra, details=True)
    sign_now(people)
    return Asking(people, token, key_of(tmp_path / "copy"))


def indices(answer: TestResponse) -> list[int]:
    assert answer.status_code == 200
    return [json.loads(line)["idx"] for line in answer.data.splitlines()]


def test_the_entry_is_committed_before_details_are_read(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[object]()

    def watched(*arguments: object) -> bytes:
        seen.extend(asking.exports())
        return read_details(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("intake.audit.visiting.details.read_details", watched)
    assert asking.ask().status_code == 200
    assert len(seen) == 1


def test_without_the_entry_nothing_leaves(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise AuditLogError("broken")

    monkeypatch.setattr(Act, "log", fail)
    answer = asking.ask()
    assert answer.status_code == 503
    assert b"salt" not in answer.data


def test_nothing_beyond_what_was_told_leaves(asking: Asking) -> None:
    assert max(indices(asking.ask(f"{BUNDLE}?from=0&to=2"))) == 1
    assert max(indices(asking.ask())) == 1
    assert asking.exports() == [{"log": "access", "from": 0, "to": 2, "details": 2}]


def test_what_was_told_needs_no_second_entry_and_another_log_does(asking: Asking) -> None:
    for _ in range(2):
        asking.ask()
    assert len(asking.exports()) == 1
    asking.ask("/log/intake/details/000000000.jsonl")
    assert len(asking.exports()) == 2


def test_a_run_that_takes_more_than_was_told_has_an_entry_of_its_own(asking: Asking) -> None:
    asking.ask(f"{BUNDLE}?from=0&to=2")
    assert max(indices(asking.ask(f"{BUNDLE}?from=0&to=3"))) == 2
    assert [each["to"] for each in asking.exports()] == [2, 3]  # type: ignore[index]
    assert max(indices(asking.ask(f"{BUNDLE}?from=0&to=2"))) == 2
    assert len(asking.exports()) == 2


@pytest.mark.parametrize(
    "query", ["from=0&to=0", "from=5&to=2", "from=1&to=2", "from=0&to=99999", "from=00", "to=x"]
)
def test_what_cannot_be_told_is_refused_without_an_entry(asking: Asking, query: str) -> None:
    assert asking.ask(f"{BUNDLE}?{query}").status_code == 422
    assert asking.exports() == []


@pytest.mark.parametrize(
    "name", ["000000001.jsonl", "0.jsonl", "000000000", "000000000.jsonl.gz", "00000000a.jsonl"]
)
def test_a_name_of_nothing_is_not_there(asking: Asking, name: str) -> None:
    assert asking.ask(f"/log/access/details/{name}").status_code == 404
    assert asking.ask(f"/log/nothing/details/{name}").status_code == 404
    assert asking.exports() == []
