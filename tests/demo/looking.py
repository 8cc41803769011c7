"""Reading the logs in tests."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from intake.demo.stage import Stage
from intake.log.events import Log
from intake.store.models import LogDetail, LogEntry


def leaves(stage: Stage, log: Log) -> list[dict[str, Any]]:
    """Return the entries of a log, oldest first."""
    with stage.running.database.reading() as db:
        query = select(LogEntry.leaf).where(LogEntry.log == log).order_by(LogEntry.idx)
        return [json.loads(leaf) for leaf in db.scalars(query)]


def events(stage: Stage, log: Log) -> list[str]:
    """Return the events of a log, oldest first."""
    return [str(leaf["e"]) for leaf in leaves(stage, log)]


def details(stage: Stage, log: Log, event: str) -> list[Mapping[str, Any]]:
    """Return the details of one kind of event, oldest first."""
    found = leaves(stage, log)
    with stage.running.database.reading() as db:
        query = select(LogDetail).where(LogDetail.log == log).order_by(LogDetail.idx)
        rows = {row.idx: json.loads(row.detail) for row in db.scalars(query)}
    return [rows[idx] for idx, leaf in enumerate(found) if leaf["e"] == event]
