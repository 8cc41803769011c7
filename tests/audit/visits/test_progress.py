"""Every command of the offline audit shows how far it is: over Tor one takes up to an hour."""

from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from click.testing import CliRunner

from intake.audit.instance_source import InstanceSource
from intake.commands.audit import audit
from intake.commands.auditing import bars
from intake.log.events import Log
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import mirror_log
from intake.web.services import services_of
from tests.audit.visits.machine import sign_now
from tests.people import People, Person


class Shown:
    """In place of rich's bars: keeps what it was told."""

    def __init__(self) -> None:
        self.parts, self.told = list[str](), list[tuple[int, int, int | None]]()

    def __call__(self, *_columns: object, **_how: object) -> Self:
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        pass

    def add_task(self, description: str, *, total: int | None) -> int:
        assert total is None
        self.parts.append(description)
        return len(self.parts) - 1

    def update(self, task: int, *, completed: int, total: int | None) -> None:
        self.told.append((task, completed, total))

    @property
    def finished(self) -> list[str]:
        """Return the parts that were told to be done, in the order in which they began."""
        last = {task: (done, total) for task, done, total in self.told}
        return [self.parts[task] for task, (done, total) in sorted(last.items()) if done == total]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    found = Shown()
    monkeypatch.setattr(bars, "Progress", found)
    return found


@pytest.fixture
def stick(people: People, audra: Person, tmp_path: Path) -> Path:
    """A copy without details."""
    assert audra.username
    sign_now(people)
    running = services_of(people.app)
    for log in Log:
        source = InstanceSource(running.database, running.signer)
        mirror_log(source, LogFolder(tmp_path / "stick", log))
    return tmp_path / "stick"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["mirror", "STICK", "COPY"], ["access", "intake"]),
        (["verify", "STICK"], ["checking"]),
        (["visit", "STICK", "COPY"], ["copying access", "copying intake", "checking"]),
        (["report", "STICK"], ["reporting"]),
        (["statement", "STICK", "--key", "KEY"], ["checking"]),
    ],
    ids=lambda words: words[0],
)
def test_a_command_shows_how_far_it_is(
    stick: Path, shown: Shown, words: list[str], parts: list[str]
) -> None:
    paths = {"STICK": stick, "COPY": stick.parent / "copy", "KEY": stick.parent / "key"}
    result = CliRunner().invoke(audit, [str(paths.get(word, word)) for word in words])
    assert result.exit_code in {0, 1}, result.output
    assert shown.finished == parts
