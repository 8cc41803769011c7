"""The driver below a session, for the few statements that stand in the way of every act.

SQLAlchemy's own part of a statement costs several times what the statement does. What is run here
belongs to the session's transaction like everything else: guarded tables are noted for
``intake.store.guard``, errors are SQLAlchemy's, and a view commits. Statements are written with
``?`` for values, and name what both SQLite and PostgreSQL have.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from intake.store.engine import Base
from intake.store.guard import GUARDED, note_changed

Row = tuple[Any, ...]


class Change(NamedTuple):
    """A statement that changes rows, and the guarded table it changes, if it is one."""

    text: str
    guarded: str | None


def insertion(model: type[Base], columns: Sequence[str], condition: str = "") -> Change:
    """Return the statement that inserts a row of these columns, in this order.

    Args:
        model: Whose table it is.
        columns: Their names.
        condition: If given, what must hold for the row to be inserted; its values come last.
    """
    table, names = model.metadata.tables[model.__tablename__], [f'"{name}"' for name in columns]
    if missing := [name for name in columns if name not in table.columns]:
        raise ValueError(f"no such columns: {missing}")
    values = ", ".join("?" * len(names))
    source = f"SELECT {values} WHERE {condition}" if condition else f"VALUES ({values})"
    text = f"INSERT INTO {model.__tablename__} ({', '.join(names)}) {source}"
    return Change(text, model.__tablename__ if table.info.get(GUARDED) else None)


class Driver:
    """The connection of a session without SQLAlchemy: sqlite3 or psycopg, and how each wants it."""

    def __init__(self, session: Session) -> None:
        """Begin the session's transaction, if it has not begun."""
        connection = session.connection()
        self._session = session
        raw: Any = connection.connection.driver_connection
        self._raw, self._cursor = raw, raw.cursor()
        self._errors = connection.dialect.loaded_dbapi.Error
        self.is_sqlite = connection.dialect.name == "sqlite"

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send what does not depend on an answer in one round trip; errors may come at the end."""
        if self.is_sqlite:
            yield
            return
        try:
            with self._raw.pipeline():
                yield
        except self._errors as error:
            self._raise("several statements", error)

    def read(self, statement: str, *values: object) -> Row | None:
        """Return the first row that a statement gives, or None.

        Raises:
            DBAPIError: What the driver raised; the same below.
        """
        self._execute(statement, values)
        try:
            row: Row | None = self._cursor.fetchone()
        except self._errors as error:
            self._raise(statement, error)
        return row

    def change(self, change: Change, *values: object) -> int:
        """Run a change; return the number of rows it changed (not within ``together``)."""
        self._note(change)
        self._execute(change.text, self._adapt(values))
        count: int = self._cursor.rowcount
        return count

    def change_each(self, change: Change, rows: Iterable[Sequence[object]]) -> None:
        """Run a change once for each row of values."""
        self._note(change)
        adapted = [self._adapt(row) for row in rows]
        try:
            self._cursor.executemany(self._spell(change.text), adapted)
        except self._errors as error:
            self._raise(change.text, error)

    def _execute(self, statement: str, values: Sequence[object]) -> None:
        try:
            self._cursor.execute(self._spell(statement), values)
        except self._errors as error:
            self._raise(statement, error)

    def _raise(self, statement: str, error: Exception) -> NoReturn:
        raise DBAPIError.instance(
            statement, None, error, self._errors, hide_parameters=True
        ) from error

    def _note(self, change: Change) -> None:
        if change.guarded:
            note_changed(self._session, change.guarded)

    def _adapt(self, values: Sequence[object]) -> Sequence[object]:
        if not self.is_sqlite:
            return values
        return [value.isoformat() if isinstance(value, date) else value for value in values]

    def _spell(self, statement: str) -> str:
        return statement if self.is_sqlite else _for_psycopg(statement)


@lru_cache(maxsize=64)
def _for_psycopg(statement: str) -> str:
    return statement.replace("?", "%s")
