"""The hash of the list of pages is an entry whenever it changes (``sys.pages``)."""

import logging
from hashlib import sha256

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from intake.crypto.encoding import b64u
from intake.errors import AuditLogError
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.models import PagesServed
from intake.store.statements import add_if_new
from intake.web.served.listing import list_pages
from intake.web.services import services_of

SECONDS = 30  # Between two looks: within a minute of the full hour its pages are in the log.
ONLY = 1  # The one row.

logger = logging.getLogger(__name__)


class PagesWatch:
    """Looks at what this process serves, and notes what is new."""

    def __init__(self, app: Flask) -> None:
        self._app, self._failed = app, False

    def tick(self) -> bool:
        """Do one round; tell whether the log names what is served now."""
        try:
            self._note()
        except (SQLAlchemyError, AuditLogError) as error:
            self._report(error)
            return False
        self._failed = False
        return True

    def _note(self) -> None:
        running = services_of(self._app)
        digest = sha256(list_pages(self._app).plain).digest()
        with running.database.session() as db:
            note(Act(db, SYSTEM, running.clock()), digest)
            db.commit()

    def _report(self, error: Exception) -> None:
        """Say once that it fails; the kind is enough, a text may quote statements."""
        if not self._failed:
            logger.error("list of pages: %s", type(error).__name__)
        self._failed = True


def note(act: Act, digest: bytes) -> None:
    """Append an entry when this is not the list that the last one named.

    Args:
        act: The system's.
        digest: SHA-256 of the list, 32 bytes.
    """
    kept = act.db.get(PagesServed, ONLY)
    if kept is not None and kept.sha256 == digest:
        return
    add_if_new(act.db, PagesServed, {"id": ONLY, "sha256": b""})
    row = act.db.get_one(PagesServed, ONLY, with_for_update=True, populate_existing=True)
    if row.sha256 != digest:  # Else another process was faster.
        row.sha256 = digest
        act.log(Event.SYS_PAGES, facts={"pages": b64u(digest)})
