"""Key files of a case that come and go with its holders: each that does is an entry.

The desk's goes only when every holder's own client has opened theirs, so that a file that opens
nothing loses nothing; of an emergency it stays until that is over (DESIGN, crossing 3). One that a
holder makes for the desk counts when the client of somebody of triage has opened it.
"""

from hashlib import sha256

from sqlalchemy import delete, exists, select

from intake.case.access.people import EMERGENCY, person_of
from intake.case.access.readers import BAD, NONE, SURE, UNCONFIRMED
from intake.clock import day_of
from intake.crypto.case.holders import AccountHolder, DeskHolder, Holder
from intake.crypto.encoding import b64u
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.members import find_members, find_readers
from intake.store.columns import require_sealed
from intake.store.models import Case, CasePerson, KeyFileRow

DESK = "desk"  # What an entry says in place of a pseudonym.


def add_key_file(act: Act, case: Case, holder: Holder, data: bytes) -> None:
    """Store a key file for somebody, or for the desk, in the place of any that is there.

    Raises:
        Refused: ``damaged``.
    """
    require_sealed(data, "key")
    drop_key_file(act, case, holder)
    digest = sha256(data).digest()
    if isinstance(holder, AccountHolder):
        person = person_of(act.db, case, holder.account)
        person.confirmed, person.keyed_on = False, day_of(act.now)
    else:
        case.desk_key, case.desk_key_by = UNCONFIRMED, act.actor.id
    row = KeyFileRow(
        case_id=case.id, epoch=case.epoch, holder=str(holder), sha256=digest, data=data
    )
    act.db.add(row)
    detail = {"for": _name(act, holder)}
    act.log(Event.KEY_CREATE, case, facts={"key": b64u(digest)}, detail=detail)


def drop_key_file(act: Act, case: Case, holder: Holder) -> bool:
    """Delete somebody's key file of every epoch; tell whether there was one."""
    theirs = (KeyFileRow.case_id == case.id, KeyFileRow.holder == str(holder))
    if not has_key_file(act, case, holder):
        return False
    act.db.execute(delete(KeyFileRow).where(*theirs))
    if holder == desk_of(case):
        case.desk_key, case.desk_key_by = NONE, None
    act.log(Event.KEY_REVOKE, case, detail={"for": _name(act, holder)})
    return True


def has_key_file(act: Act, case: Case, holder: Holder) -> bool:
    """Tell whether somebody has a key file of a case."""
    theirs = (KeyFileRow.case_id == case.id, KeyFileRow.holder == str(holder))
    return bool(act.db.scalar(select(exists().where(*theirs))))


def desk_of(case: Case) -> DeskHolder:
    """Return the desk that a report was sealed to."""
    return DeskHolder(case.desk, case.desk_epoch)


def list_readers(act: Act, case: Case) -> set[str]:
    """Return who can open a case now, if it is kept from nobody: account ids."""
    holders = {holder for holder in (case.assignee, case.cover) if holder is not None}
    desk = find_readers(act.db) if case.desk_key == SURE else set()
    return (holders & find_members(act.db)) | desk


def drop_desk_key_when_safe(act: Act, case: Case) -> None:
    """Delete the desk's key file of a case that its holders are known to open without it."""
    is_over = case.level != EMERGENCY or case.status == "closed"
    if case.assignee is not None and is_over and not unconfirmed(act, case):
        drop_key_file(act, case, desk_of(case))


def unconfirmed(act: Act, case: Case) -> set[str]:
    """Return the holders whose clients have not opened their own key file yet, account ids."""
    holders = {holder for holder in (case.assignee, case.cover) if holder is not None}
    query = select(CasePerson.account_id).where(
        CasePerson.case_id == case.id, CasePerson.account_id.in_(holders), CasePerson.confirmed
    )
    act.db.flush()
    return holders - set(act.db.scalars(query))


def wants_desk_key(case: Case) -> bool:
    """Tell whether an emergency has holders, and no key file that lets the desk read it."""
    is_open = case.level == EMERGENCY and case.status != "closed"
    return is_open and case.assignee is not None and case.desk_key in {BAD, NONE}


def confirms_desk_key(act: Act, case: Case) -> bool:
    """Tell whether the desk's key file waits to be opened by this person, who did not make it."""
    return case.desk_key in {UNCONFIRMED, BAD} and case.desk_key_by != act.actor.id


def _name(act: Act, holder: Holder) -> str:
    return act.pseudonym_of(holder.account) if isinstance(holder, AccountHolder) else DESK
