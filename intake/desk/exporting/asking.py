"""Two people for an export: one asks, another one who has read the case agrees, then it may leave.

What waits is a row, not a frame: nothing in it is sealed, and no cryptography holds it. It is for
one purpose and one recipient, lapses at a full hour, and serves once. Where nobody else is there
(``seconds``), one person exports alone, and the entry says so.
"""

from collections.abc import Sequence

from sqlalchemy import delete, select

from intake.case.access.people import list_named_again, require_read
from intake.case.access.permission import find_holder, get_readable_case, granted_for
from intake.case.access.refusing import forbid
from intake.case.rules.casework import casework
from intake.clock import HOUR, full_hour
from intake.config import Settings
from intake.desk.exporting.seconds import list_seconds
from intake.desk.exporting.stated import Stated
from intake.errors import NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.members import find_members, lock_members
from intake.store.models import Case, ExportAsk

EXPORT = "export"  # What is proposed and agreed to, as the log says it.


def find_second(act: Act, case: Case, stated: Stated) -> str | None:
    """Return the account id of who agreed to this export of the actor's; None if nobody did.

    Whoever agreed must still be there, and the case must not be kept from them.
    """
    row = _find_own(act, case, stated)
    return row.approver if row and row.approver in list_seconds(act, case, row.by) else None


def ask_for_export(act: Act, case: Case, stated: Stated) -> None:
    """Let an export wait for a second person; the same again waits on as it is.

    What somebody agreed to who agrees to nothing any more is asked anew.
    """
    row = _find_own(act, case, stated)
    if row is not None and row.approver is None:
        return
    end_export(act, case)
    detail = {"act": EXPORT, **stated.detail()}
    index = act.log(Event.CASE_PROPOSE, case, detail=detail)
    act.db.add(
        ExportAsk(
            idx=index,
            case_id=case.id,
            by=act.actor.id,
            purpose=stated.purpose,
            recipient=stated.recipient,
            expires_at=full_hour(act.now + casework().export_hours * HOUR),
        )
    )


def end_export(act: Act, case: Case) -> None:
    """Take away what this person asked for in a case: it served, or another ask takes its place."""
    theirs = (ExportAsk.case_id == case.id, ExportAsk.by == act.actor.id)
    act.db.execute(delete(ExportAsk).where(*theirs))


def agree_to_export(act: Act, index: int, *, agrees: bool) -> None:
    """Agree to somebody else's export, or end it; so may who asked.

    Raises:
        NotFound: ``proposal``: nothing like it waits; ``case``.
        Refused: ``own_proposal``; ``not_for_you``: who was let in only to decide something else.
        Conflict: ``unread``: newer words of the reporter were not read.
    """
    found = act.db.get(ExportAsk, index)
    if found is None:
        raise NotFound("proposal")
    case = get_readable_case(act, found.case_id, Event.CASE_AGREE).case
    lock_members(act)  # Neither who asked nor who agrees goes meanwhile.
    row = act.db.get(ExportAsk, index, populate_existing=True)  # The case is locked by now.
    if row is None or not _waits(act, row):
        raise NotFound("proposal")
    _require_a_second(act, case, row, agrees=agrees)
    if agrees:
        row.approver = act.actor.id
    else:
        act.db.delete(row)
    detail = {"act": EXPORT, "agrees": agrees, "index": row.idx}
    act.log(Event.CASE_AGREE, case, detail=detail)


def list_exports(act: Act) -> Sequence[ExportAsk]:
    """Return what waits or was agreed to in cases this person may read, their own asks too."""
    rows = act.db.scalars(select(ExportAsk).order_by(ExportAsk.idx)).all()
    there = find_members(act.db)
    alive = (row for row in rows if _is_alive(act, row) and row.by in there)
    return [row for row in alive if _reads(act, row.case_id)]


def sweep(act: Act, _settings: Settings) -> None:
    """Take away what lapsed; what nobody had agreed to leaves an entry that says so."""
    over = select(ExportAsk).where(ExportAsk.expires_at <= act.now)
    ids = sorted({row.case_id for row in act.db.scalars(over)})
    query = select(Case).where(Case.id.in_(ids)).order_by(Case.id).with_for_update()
    cases = {case.id: case for case in act.db.scalars(query)}  # All before the first entry.
    fresh = over.order_by(ExportAsk.idx).execution_options(populate_existing=True)
    for row in act.db.scalars(fresh).all():
        if row.case_id in cases:
            act.db.delete(row)
            detail = {"act": EXPORT, "agrees": False, "index": row.idx, "reason": "expired"}
            act.log(Event.CASE_AGREE, cases[row.case_id], detail=detail)


def _reads(act: Act, case_id: str) -> bool:
    case = act.db.get_one(Case, case_id)
    return find_holder(act, case) is not None and granted_for(act, case) is None


def _find_own(act: Act, case: Case, stated: Stated) -> ExportAsk | None:
    theirs = (ExportAsk.case_id == case.id, ExportAsk.by == act.actor.id)
    said = (ExportAsk.purpose == stated.purpose, ExportAsk.recipient == stated.recipient)
    row = act.db.scalars(select(ExportAsk).where(*theirs, *said)).one_or_none()
    return row if row is not None and _is_alive(act, row) else None


def _is_alive(act: Act, row: ExportAsk) -> bool:
    return row.expires_at > act.now


def _waits(act: Act, row: ExportAsk) -> bool:
    return _is_alive(act, row) and row.approver is None and row.by in find_members(act.db)


def _require_a_second(act: Act, case: Case, row: ExportAsk, *, agrees: bool) -> None:
    is_kept = act.actor.id in list_named_again(act.db, case)
    if is_kept or granted_for(act, case) is not None:
        forbid(act, case, Event.CASE_AGREE, Refused("not_for_you"))
    if agrees and row.by == act.actor.id:
        forbid(act, case, Event.CASE_AGREE, Refused("own_proposal"))
    if agrees:
        require_read(act, case)
