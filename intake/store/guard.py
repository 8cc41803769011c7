"""No change without its log entry: a commit of guarded rows that appended nothing is refused.

A model class says ``__guarded__ = True``. Inserting, changing or deleting its rows within a session
is then committed only if the same transaction appended to a log. What counts is every statement
that reaches the database, whoever made it: objects, Core statements, SQL as text. This holds
against forgetting; against somebody who means harm the log itself does.
"""

import re
from functools import lru_cache

from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

CHANGED = "intake.changed"  # Names of the guarded tables changed in this transaction.
APPENDED = "intake.appended"  # Whether this transaction appended a log entry.
GUARDED = "intake.guarded"  # Mark in Table.info.

_CHANGE = re.compile(
    r"\b(?:INSERT|REPLACE|UPDATE|DELETE|MERGE|TRUNCATE|COPY)\b"
    r"(?:\s+(?:OR\s+\w+|INTO|FROM|ONLY|TABLE))*\s+\"?(\w+)",
    re.IGNORECASE,
)


class UnloggedChangeError(RuntimeError):
    """Guarded rows were about to be committed without a log entry."""


def guard_commits(engine: Engine, sessions: sessionmaker[Session], metadata: MetaData) -> None:
    """Watch every session that this factory makes over this engine."""
    guarded = frozenset(name for name, table in metadata.tables.items() if GUARDED in table.info)

    def note_statement(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        names = changed_tables(statement) & guarded
        if names:
            connection.info.get(CHANGED, set()).update(names)

    event.listen(engine, "before_cursor_execute", note_statement)
    event.listen(sessions, "after_begin", _begin)
    event.listen(sessions, "before_commit", _refuse_unlogged)
    event.listen(sessions, "after_transaction_end", _forget)


@lru_cache(maxsize=1024)
def changed_tables(statement: str) -> frozenset[str]:
    """Return the names after every verb that changes rows; some are no tables."""
    return frozenset(name.lower() for name in _CHANGE.findall(statement))


def mark_appended(session: Session) -> None:
    """Record that an entry was appended in the current transaction; only the log's writer calls."""
    session.info[APPENDED] = True


def has_changed(session: Session) -> bool:
    """Tell whether this transaction has changed guarded rows so far."""
    session.flush()
    return bool(session.info.get(CHANGED))


def _begin(session: Session, _transaction: object, connection: Connection) -> None:
    """Let statements on the session's connection be noted for the session."""
    if CHANGED not in session.info:  # Else this is a savepoint.
        session.info[CHANGED] = connection.info[CHANGED] = set()


def _refuse_unlogged(session: Session) -> None:
    if session.in_nested_transaction():
        return  # A savepoint is released; the transaction around it still has to answer.
    session.flush()  # This event comes before the last flush.
    changed = session.info.get(CHANGED)
    if changed and not session.info.get(APPENDED):
        names = ", ".join(sorted(changed))
        raise UnloggedChangeError(f"change without a log entry: {names}")


def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(CHANGED, None)
        session.info.pop(APPENDED, None)
