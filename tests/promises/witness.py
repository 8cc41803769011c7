"""Notes, for every request that an application serves, what it appended to the two logs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from flask import Flask, Response, request, request_finished, request_started
from sqlalchemy import select

from intake.log.events import Log
from intake.log.tree import log_size
from intake.store.models import LogEntry
from intake.web.services import services_of


@dataclass(frozen=True)
class Served:
    """One request that was answered."""

    endpoint: str
    method: str
    status: int
    events: tuple[str, ...]  # Of both logs, in order.

    @property
    def worked(self) -> bool:
        return 200 <= self.status < 300


class Witness:
    """Watches an application while the context is open."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.served: list[Served] = []
        self._before: dict[Log, int] = {}

    def __enter__(self) -> "Witness":
        request_started.connect(self._start, self.app)
        request_finished.connect(self._finish, self.app)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        request_started.disconnect(self._start, self.app)
        request_finished.disconnect(self._finish, self.app)

    def _start(self, _app: Flask, **_more: Any) -> None:  # noqa: ANN401 - a signal's
        with services_of(self.app).database.reading() as db:
            self._before = {log: log_size(db, log) for log in Log}

    def _finish(self, _app: Flask, response: Response, **_more: Any) -> None:  # noqa: ANN401
        events = tuple(self._appended())
        endpoint = request.endpoint or ""
        self.served.append(Served(endpoint, request.method, response.status_code, events))

    def _appended(self) -> Iterator[str]:
        with services_of(self.app).database.reading() as db:
            for log, size in self._before.items():
                query = select(LogEntry.leaf).where(LogEntry.log == log, LogEntry.idx >= size)
                for leaf in db.scalars(query.order_by(LogEntry.idx)):
                    yield json.loads(leaf)["e"]
