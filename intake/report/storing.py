"""Stores what arrived, within its share of what this server takes."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.errors import Busy, Conflict
from intake.log.act import NOBODY, Act
from intake.report.arrival import Arrival
from intake.report.services import Acceptance, find_by_token, find_received, receive
from intake.web.admission.limits import Kind, kind_of_level
from intake.web.services import services


def store(arrival: Arrival) -> Acceptance:
    """Store within its share; what is stored already is answered as the first time, even then."""
    share = services().shares[kind_of_level(arrival.level, Kind.REPORT)]
    try:
        with share.admit():
            return _store_once(arrival)
    except Busy:
        with services().database.reading() as db:
            found = _find_again(db, arrival)
        if found is None:
            raise
        return found


def _store_once(arrival: Arrival) -> Acceptance:
    """Store in one transaction; what is stored already is found and answered as the first time."""
    running = services()
    with running.database.session() as db:
        try:
            received = receive(Act(db, NOBODY, running.clock()), arrival)
            db.commit()
        except (IntegrityError, Conflict) as error:
            db.rollback()
            code = error.code if isinstance(error, Conflict) else "conflict"
        else:
            return received
    with running.database.reading() as db:
        found = _find_again(db, arrival)
    if found is None:
        raise Conflict(code)
    return found


def _find_again(db: Session, arrival: Arrival) -> Acceptance | None:
    """Return what was answered before; the server never seals to the same bytes, so by the code."""
    if arrival.server_saw:
        return find_by_token(db, arrival.token_hash)
    return find_received(db, arrival)
