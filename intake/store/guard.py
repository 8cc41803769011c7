"""No change without its log entry: a commit of guarded rows that appended nothing is refused.

A model class says ``__guarded__ = True``. Inserting, changing or deleting its rows, through objects
or through statements, is then committed only if the same transaction appended to a log. This holds
against forgetting; against somebody who means harm the log itself does.
"""

from sqlalchemy import Table, event
from sqlalchemy.orm import (
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
    sessionmaker,
)
from sqlalchemy.sql.dml import UpdateBase

CHANGED = "intake.changed"  # Names of the guarded tables changed in this transaction.
APPENDED = "intake.appended"  # Whether this transaction appended a log entry.
GUARDED = "intake.guarded"  # Mark in Table.info, for statements that know no class.


class UnloggedChangeError(RuntimeError):
    """Guarded rows were about to be committed without a log entry."""


def guard_commits(sessions: sessionmaker[Session]) -> None:
    """Watch every session that this factory makes."""
    event.listen(sessions, "after_flush", _note_objects)
    event.listen(sessions, "do_orm_execute", _note_statement)
    event.listen(sessions, "before_commit", _refuse_unlogged)
    event.listen(sessions, "after_transaction_end", _forget)


def mark_appended(session: Session) -> None:
    """Record that an entry was appended in the current transaction; only the log's writer calls."""
    session.info[APPENDED] = True


def note_changed(session: Session, table: str) -> None:
    """Record that rows of a guarded table were changed below the session; only the driver calls."""
    session.info.setdefault(CHANGED, set()).add(table)


def _note_objects(session: Session, _context: UOWTransaction) -> None:
    touched = [*session.new, *session.deleted]
    touched += [row for row in session.dirty if session.is_modified(row)]
    for row in touched:
        if getattr(row, "__guarded__", False):
            note_changed(session, row.__tablename__)


def _note_statement(state: ORMExecuteState) -> None:
    statement = state.statement
    if isinstance(statement, UpdateBase):
        table = statement.table
        if isinstance(table, Table) and table.info.get(GUARDED):
            note_changed(state.session, table.name)


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
