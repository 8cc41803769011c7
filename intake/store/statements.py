"""Statements below the ORM, for what stands in the way of every act.

Such a statement is SQLAlchemy Core over tables, made once when its module is loaded: then each
engine compiles it once and finds it again. It runs on ``session.connection()``, in the session's
transaction and under ``intake.store.guard`` like everything else.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from intake.store.engine import Base


def table_of(model: type[Base]) -> Table:
    """Return the table of a model; the ORM has no part in statements that name it."""
    return model.metadata.tables[model.__tablename__]


def add_if_new(session: Session, model: type[Base], *rows: Mapping[str, object]) -> None:
    """Insert rows unless another act was faster; whichever there is, the caller reads it."""
    dialect, table = session.get_bind().dialect.name, table_of(model)
    if dialect == "sqlite":
        session.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)
    else:
        session.execute(postgresql.insert(table).on_conflict_do_nothing(), rows)


def add_up(
    session: Session, model: type[Base], rows: Sequence[Mapping[str, object]], *sums: str
) -> None:
    """Insert rows; of one that is there add to these columns, and replace the others.

    Args:
        session: Any that may write.
        model: A table whose columns are its key, what is added up, and what is replaced.
        rows: One for each key.
        sums: Columns that are added up.
    """
    if not rows:
        return
    dialect, table = session.get_bind().dialect.name, table_of(model)
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    fresh = {
        column.name: (column if column.name in sums else 0) + insert.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
    key = [column.name for column in table.primary_key.columns]
    session.execute(insert.on_conflict_do_update(index_elements=key, set_=fresh), rows)
