"""What has happened in the database of a test, by a name that another test's may share."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, select

from intake.crypto import passwords
from intake.store.models import Account, LogEntry
from intake.web.edge import Edge
from intake.web.services import services_of
from tests.played.returned import from_bytes, to_bytes
from tests.played.rows import ENGINES, FRESH, Rows

if TYPE_CHECKING:
    from tests.people import People

Key = tuple[object, ...]
PLAIN = (str, bytes, int, date, type(None))


class UnnamedError(Exception):
    """What was asked for cannot be told from everything else."""


@dataclass(frozen=True)
class Kept:
    """A beginning after it was played."""

    returned: bytes
    now: int
    rows: Rows


class Past:
    """A chain of marked beginnings; or it is not known, because something else happened as well."""

    def __init__(self, people: "People") -> None:
        """Watch the database of these people from now on."""
        self._people = people
        self._engine = services_of(people.app).database.engine
        self._key: Key | None = None
        self._player: int | None = None  # The thread that plays a beginning.
        self._is_asked, self.is_known = False, True
        self._filled = FRESH
        self._reporters: set[str] = set()  # The names of those who were played.
        event.listen(self._engine, "commit", self._note_commit)

    def with_next(self, name: str, asked: Key) -> Key | None:
        """Return what names this past once something more is played; None if it has no name."""
        if threading.current_thread() is not threading.main_thread():
            return None  # Others act at the same time.
        if self._player is not None or not self.is_known:
            return None
        if not self._is_asked:
            self._is_asked, self._key = True, self._first()
        if self._key is None:
            return None
        try:
            return (*self._key, (self._people.clock(), name, tuple(map(self._name, asked))))
        except UnnamedError:
            return None

    @contextmanager
    def being_played(self, key: Key) -> Iterator[None]:
        """What this thread commits meanwhile belongs to the past of this name."""
        self._player = threading.get_ident()
        try:
            yield
            self._key = key
        finally:
            self._player = None
            self.is_known = self.is_known and self._key == key

    def keep(self, returned: object) -> Kept:
        """Return what is there now."""
        with self._engine.connect() as connection:
            rows = ENGINES[connection.dialect.name].read(connection)
        self._filled = frozenset(rows)
        return Kept(to_bytes(self._people, returned), self._people.clock(), rows)

    def put_back(self, kept: Kept) -> Any:  # noqa: ANN401 - whatever was returned
        """Make it be there again; return what was returned, about these people."""
        with self._engine.begin() as connection:
            ENGINES[connection.dialect.name].write(connection, self._filled, kept.rows)
        self._filled = frozenset(kept.rows)
        self._people.clock.pass_seconds(kept.now - self._people.clock())
        return from_bytes(self._people, kept.returned)

    def know(self, returned: object) -> None:
        """Remember a reporter who was played, so that what they do next has a name."""
        if getattr(returned, "sending", None) is not None:
            self._reporters.add(_name_of(returned))

    def _first(self) -> Key | None:
        """Return what names a new instance; None if others have acted in it, or act elsewhere."""
        if not isinstance(self._people.app.wsgi_app, Edge):
            return None  # Requests are carried to another process.
        running = services_of(self._people.app)
        with running.database.reading() as db:
            if db.scalar(select(LogEntry.idx)) is not None or db.scalar(select(Account.id)):
                return None
        settings = running.config.settings
        lasting = (settings.origin, settings.idle_minutes, settings.session_hours)
        return (self._engine.dialect.name, running.config.keys, lasting, passwords.MEMORY_KIB)

    def _name(self, value: object) -> object:
        """Return what tells a value from every other one, in whichever test it is."""
        if value is self._people:
            return "people"
        if isinstance(value, PLAIN):
            return value
        if isinstance(value, tuple):
            return tuple(map(self._name, value))
        if getattr(value, "people", None) is not self._people:
            raise UnnamedError
        name = _name_of(value)
        if hasattr(value, "sending") and name not in self._reporters:
            raise UnnamedError  # Sealed by this test alone: nobody else will ask for it.
        return name

    def _note_commit(self, _connection: object) -> None:
        self.is_known = self.is_known and self._player == threading.get_ident()


def _name_of(value: Any) -> str:  # noqa: ANN401 - a person or a reporter
    own = {each.name: getattr(value, each.name) for each in fields(value)}
    del own["people"]
    return repr(own.pop("client")._cookies) + repr(own)
