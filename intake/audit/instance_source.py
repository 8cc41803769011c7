"""The instance on this machine as a source of copies: what it serves, and the details besides."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.logfiles import find_served, served_size
from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.store.engine import Database
from intake.store.models.log import LogDetail
from intake.verify.mirror.sources import SourceError


class InstanceSource:
    """A ``verify.mirror.sources.Source`` that reads the database."""

    def __init__(self, database: Database, signer: Signer) -> None:
        self._database, self._signer = database, signer

    def read(self, path: str, _most: int, /) -> bytes | None:
        """Return what stands at a path below ``log/``."""
        try:
            with self._database.reading() as session:
                found = find_served(session, self._signer, path)
        except SignerRefusal as error:
            raise SourceError(str(error)) from None
        return found.data if found else None

    def details(self, log: str, n: int, /) -> bytes | None:
        """Return the details of an entry bundle, one JSON object a line."""
        start = n * TILE_WIDTH
        with self._database.reading() as session:
            end = min(start + TILE_WIDTH, served_size(session, self._signer, Log(log)))
            return read_details(session, Log(log), start, end)


def read_details(session: Session, log: Log, start: int, end: int) -> bytes:
    """Return the details of entries from ``start`` on, before ``end``, one JSON object a line."""
    of_range = (LogDetail.log == log, LogDetail.idx >= start, LogDetail.idx < end)
    rows = session.scalars(select(LogDetail).where(*of_range).order_by(LogDetail.idx))
    return b"".join(map(_encode, rows))


def _encode(row: LogDetail) -> bytes:
    # Whoever holds the database can have put other bytes there; a check of the copy says so.
    told = {"detail": row.detail.decode("utf-8", "replace"), "idx": row.idx, "salt": row.salt.hex()}
    return json.dumps(told).encode() + b"\n"
