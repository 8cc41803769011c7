"""What is in the database, for tests that must show that nothing, or just one thing, is there."""

import json

from flask import Flask
from sqlalchemy import func, select

from intake.store.models import Case, KeyFileRow, LogEntry, SealedObject
from intake.web.services import services_of


def count_rows(app: Flask) -> dict[str, int]:
    """Rows of a report, and entries of the intake log."""
    with services_of(app).database.reading() as db:
        counts = {
            table.__tablename__: db.scalar(select(func.count()).select_from(table)) or 0
            for table in (Case, SealedObject, KeyFileRow)
        }
        query = select(func.count()).select_from(LogEntry).where(LogEntry.log == "intake")
        return counts | {"log": db.scalar(query) or 0}


def intake_leaves(app: Flask) -> list[dict[str, object]]:
    """Entries of the intake log, parsed."""
    with services_of(app).database.reading() as db:
        query = select(LogEntry.leaf).where(LogEntry.log == "intake").order_by(LogEntry.idx)
        return [json.loads(leaf) for leaf in db.scalars(query)]


NOTHING = {"cases": 0, "sealed_objects": 0, "key_files": 0, "log": 0}
ONE_REPORT = {"cases": 1, "sealed_objects": 3, "key_files": 2, "log": 3}
