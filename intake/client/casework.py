"""What the desk does beside opening: reads the queue, takes, answers, moves (DESIGN 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.case.rows import NewMessage
from intake.client.opencase import OpenCase, open_desk
from intake.client.unlocked import Unlocked, load_roster
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.frames import Frame
from intake.crypto.case.messages import seal_message
from intake.crypto.case.objects import Row, peek_summary
from intake.crypto.case.taking import take_case
from intake.crypto.encoding import parse_b64u
from intake.crypto.roster.deskkeys import DeskKeyFile
from intake.crypto.roster.rosterchain import Walk
from intake.desk import acting, queue


@dataclass(frozen=True)
class Waiting:
    """A row of the queue with its unsealed summary."""

    case: str
    level: str
    summary: Frame


def list_waiting(staff: Unlocked) -> list[Waiting]:
    """Return the first page of what waits, summaries opened."""
    walk = load_roster(staff)
    with staff.act() as act:
        listing = queue.list_cases(act, "")
    rows: list[Any] = listing.meta["waiting"]  # type: ignore[assignment]
    if not rows:
        return []
    desk = open_desk(staff, walk, listing.parts["desk_key"])
    return [
        Waiting(row["case"], row["level"], _peek(row, listing.parts[row["case"]], desk))
        for row in rows
    ]


def take(case: OpenCase, cover: str | None) -> OpenCase:
    """Take a case for oneself and a cover (account id): new key files, signed; the desk's goes.

    What was read stays read: the new files hold the same seeds.
    """
    staff, members = case.by, [case.by.actor.id, *([cover] if cover else [])]
    holders = {account: _recipient(case.walk, account) for account in members}
    key_file = case.trusted.key_file
    made = take_case(key_file, staff.actor.id, staff.keys.signing_seed, holders)
    taking = acting.Taking(
        cover=cover,
        report=parse_b64u(key_file.report, 32),
        contact=parse_b64u(key_file.contact, 32),
        key_assignee=made[staff.actor.id],
        key_cover=made[cover] if cover else None,
    )
    with staff.act() as act:
        acting.take_case(act, case.trusted.case, taking)
    return case


def answer(case: OpenCase, text: str) -> None:
    """Seal and send an answer to the reporter."""
    staff = case.by
    sealed = seal_message(
        case.trusted.key_file,
        staff.keys.signing_seed,
        by="staff",
        text=text,
        day=staff.server.today,
        after=case.trusted.newest(),
    )
    digest = parse_b64u(sealed.sha256, 32)
    sent = NewMessage(sealed.row.id, sealed.row.epoch, digest, sealed.data)
    with staff.act() as act:
        acting.answer(act, case.trusted.case, sent)


def move(case: OpenCase, status: str, reason: str) -> None:
    """Move the case to another status."""
    with case.by.act() as act:
        acting.change_status(act, case.trusted.case, status, reason)


def _recipient(walk: Walk, account: str) -> bytes:
    member = walk.newest.find_member(account)
    if member is None:
        raise LookupError("not in the roster")
    return parse_recipient(member.recipient)


def _peek(row: Mapping[str, Any], data: bytes, desk: DeskKeyFile) -> Frame:
    described = row["summary"]
    asked = Row(row["case"], described["id"], "summary", described["epoch"], described["by"])
    return peek_summary(asked, data, desk.epochs[row["desk_epoch"]])
