"""Taking the sealed files of a case out: asked for, agreed to, logged as an opening, handed out."""

from intake.case.access.permission import get_readable_case, is_screened
from intake.case.access.refusing import forbid
from intake.desk.exporting.asking import ask_for_export, end_export, find_second
from intake.desk.exporting.package import hash_of, pack
from intake.desk.exporting.seconds import is_second_there
from intake.desk.exporting.stated import Stated
from intake.desk.opening import log_opening
from intake.errors import Conflict
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.members import lock_members


def export_readable(act: Act, case_id: str, stated: Stated) -> bytes | None:
    """Log and return the package of a case this person may open, for whom and what they state.

    It holds what an opening releases and counts as one: the reporter is shown it, too. Of the key
    files only the person's own is in it. None: somebody else must agree first, and is asked now.
    """
    detail = stated.detail()
    readable = get_readable_case(act, case_id, Event.EVIDENCE_EXPORT, detail)
    case = readable.case
    lock_members(act)  # Who agreed, or could, does not go meanwhile.
    if not is_screened(act, case):
        forbid(act, case, Event.EVIDENCE_EXPORT, Conflict("unscreened"))
    second = find_second(act, case, stated)
    if second is None and is_second_there(act, case):
        ask_for_export(act, case, stated)
        return None
    by_two = {"approver": act.pseudonym_of(second)} if second else {"reason": "alone"}
    end_export(act, case)
    log_opening(act, readable, stated.purpose)
    package = pack(act.db, case, readable.holder)
    facts = {"package": hash_of(package)}
    act.log(Event.EVIDENCE_EXPORT, case, facts=facts, detail=detail | by_two)
    return package
