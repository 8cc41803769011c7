"""What the desk does beside opening: takes, answers, moves, exports (DESIGN 2)."""

from intake.client.browser import Answer
from intake.client.member.account.person import OpenSession
from intake.client.member.cases.opencase import confirm_own, read_released, release
from intake.client.member.cases.opened import OpenCase
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.sealing.messages import seal_message
from intake.crypto.case.sealing.taking import take_case
from intake.crypto.roster.deskkeys import DeskKeyFile, open_desk_key_file
from intake.crypto.roster.rosterchain import Walk

PAUSED = "paused_safety"


def open_desk(staff: OpenSession, walk: Walk, data: bytes) -> DeskKeyFile:
    """Return the desk's identities from this person's desk key file, verified."""
    return open_desk_key_file(data, staff.keys.identity_seed, staff.account, walk)


def take(case: OpenCase, cover: str | None) -> OpenCase:
    """Take a case for oneself and a cover (account id): new key files, signed.

    The taker opens their own at once and confirms it; the desk's goes when the cover has, too.
    """
    post_taking(case, cover)
    meta, parts = release(case.by, case.walk, case.trusted.case, "casework")
    held = read_released(case.by, case.walk, case.trusted.case, meta, parts)
    confirm_own(held)
    return held


def post_taking(case: OpenCase, cover: str | None) -> Answer:
    """Make and hand in the key files; raises Denied when the server refuses."""
    cover_recipient = _recipient(case.walk, cover) if cover else b""
    return hand_in_taking(case.by, case.trusted, cover, cover_recipient)


def hand_in_taking(
    staff: OpenSession,
    trusted: TrustedCase,
    cover: str | None,
    cover_recipient: bytes,
    assignee: tuple[str, bytes] | None = None,
) -> Answer:
    """Make and hand in key files for oneself, or for another one, and for a cover if there is one.

    Args:
        staff: Who takes the case.
        trusted: The case, as opened.
        cover: Account id.
        cover_recipient: From the walked roster, 1,216 bytes.
        assignee: Account id and recipient of who shall hold it instead.

    Raises:
        Denied: The server refuses.
    """
    key_file, (holder, recipient) = trusted.key_file, assignee or (staff.account, staff.recipient)
    holders = {holder: recipient} | ({cover: cover_recipient} if cover else {})
    made = take_case(key_file, staff.account, staff.keys.signing_seed, holders)
    meta = {"cover": cover, "report": key_file.report, "contact": key_file.contact}
    meta |= {"assignee": holder} if assignee else {}
    files = {"key_assignee": made[holder]} | ({"key_cover": made[cover]} if cover else {})
    return staff.browser.send_parts(f"/desk/{trusted.case}/take", meta, files)


class ReasonWanted(Exception):
    """Contact is paused, or no answer is wanted: who answers all the same says why."""


def answer(case: OpenCase, text: str, despite: str = "") -> None:
    """Seal and send an answer to the reporter.

    Raises:
        ReasonWanted: Nobody should write to them, and ``despite`` says nothing.
    """
    if not despite and (case.meta["status"] == PAUSED or wants_no_answer(case)):
        raise ReasonWanted
    post_answer(case.by, case.trusted, text, case.meta["said"], despite)


def wants_no_answer(case: OpenCase) -> bool:
    """Tell whether the reporter asked for no answer; the server cannot see that."""
    contact = next(frame for frame in case.frames.values() if frame.kind == "contact")
    answers = contact.body["answers"]
    return isinstance(answers, dict) and answers.get("c_mode") == "none"


def post_answer(
    staff: OpenSession, trusted: TrustedCase, text: str, seen: int, despite: str = ""
) -> Answer:
    """Seal an answer that comes after everything that was read, and send it.

    Args:
        staff: Who answers.
        trusted: The case, as opened.
        text: The answer.
        seen: The position of the newest thing said that was read.
        despite: Why it is sent although nobody should write to them, a code.

    Raises:
        Denied: The server refuses.
    """
    sealed = seal_message(
        trusted.key_file,
        staff.keys.signing_seed,
        by="staff",
        text=text,
        day=staff.browser.today,
        after=trusted.newest(),
    )
    meta = {"id": sealed.row.id, "epoch": sealed.row.epoch, "sha256": sealed.sha256, "seen": seen}
    meta |= {"despite": despite} if despite else {}
    path = f"/desk/{trusted.case}/message"
    return staff.browser.send_parts(path, meta, {"message": sealed.data})


def move(case: OpenCase, status: str, reason: str) -> None:
    """Move the case to another status."""
    told = {"status": status, "reason": reason}
    case.by.browser.send_json(f"/desk/{case.trusted.case}/status", told)


def export(staff: OpenSession, case: str, purpose: str, recipient: str = "self") -> bytes:
    """Return the package of a case for a purpose and somebody, as the page's button gives it."""
    stated = {"purpose": purpose, "recipient": recipient}
    return staff.browser.send_json(f"/desk/{case}/export", stated).body


def _recipient(walk: Walk, account: str) -> bytes:
    member = walk.newest.find_member(account)
    if member is None:
        raise LookupError("not in the roster")
    return parse_recipient(member.recipient)
