"""What the desk does with cases: reads the queue, opens, takes, answers, moves (DESIGN 2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from intake.crypto.deskkeys import DeskKeyFile, open_desk_key_file
from intake.crypto.encoding import parse_b64u
from intake.crypto.frames import Frame
from intake.crypto.hybrid import parse_recipient
from intake.crypto.keyfiles import (
    KeyFile,
    account_holder,
    open_key_file,
    take_case,
    verify_key_file,
)
from intake.crypto.messages import seal_message
from intake.crypto.objects import Reader, Refused, Row, peek_summary
from intake.crypto.rosterchain import Walk
from intake.demo.unlocked import Unlocked, load_roster
from intake.desk import acting, opening, queue
from intake.errors import NotFound
from intake.triage import evaluate

PARENTS = 8  # Of a frame at most (SPEC 5).


@dataclass(frozen=True)
class Waiting:
    """A row of the queue with its unsealed summary."""

    case: str
    level: str
    summary: Frame


@dataclass(frozen=True)
class OpenCase:
    """A case as one person has it open; ``frames`` by object id, in the order of the case."""

    by: Unlocked
    walk: Walk
    key_file: KeyFile
    meta: Mapping[str, Any]
    frames: Mapping[str, Frame]
    missing: bool

    @property
    def report(self) -> Frame:
        """The report."""
        return next(frame for frame in self.frames.values() if frame.kind == "report")

    @property
    def messages(self) -> list[str]:
        """The texts of the thread, oldest first."""
        return [str(f.body["text"]) for f in self.frames.values() if f.kind == "message"]


def list_waiting(staff: Unlocked) -> list[Waiting]:
    """Return the first page of what waits, summaries opened."""
    walk = load_roster(staff)
    with staff.act() as act:
        listing = queue.list_cases(act, "")
    rows: list[Any] = listing.meta["waiting"]  # type: ignore[assignment]
    if not rows:
        return []
    desk = _open_desk(staff, walk, listing.parts["desk_key"])
    return [
        Waiting(row["case"], row["level"], _peek(row, listing.parts[row["case"]], desk))
        for row in rows
    ]


def open_case(staff: Unlocked, case: str, purpose: str) -> OpenCase:
    """Open a case for a purpose, verify everything in it, and compare it with its row.

    Raises:
        NotFound: No such case, or none of theirs; that is logged.
        Refused: Something in it is not what it is said to be; that is logged.
    """
    walk = load_roster(staff)
    with staff.act() as act:
        opened = opening.open_case(act, case, purpose)
    if opened is None:
        raise NotFound("case")
    with staff.server.reading() as db:
        meta, parts = opening.disclose(db, opened, staff.actor)
    try:
        found = _read_case(staff, walk, meta, parts)
        _compare(found)
    except Refused as refusal:
        with staff.act() as act:
            opening.report_unreadable(act, case, refusal.reason)
        raise
    return found


def take(case: OpenCase, cover: str | None) -> OpenCase:
    """Take a case for oneself and a cover (account id): new key files, signed; the desk's goes."""
    staff, members = case.by, [case.by.actor.id, *([cover] if cover else [])]
    holders = {account: _recipient(case.walk, account) for account in members}
    made = take_case(case.key_file, staff.actor.id, staff.keys.signing_seed, holders)
    taking = acting.Taking(
        cover=cover,
        report=parse_b64u(case.key_file.report, 32),
        contact=parse_b64u(case.key_file.contact, 32),
        key_assignee=made[staff.actor.id],
        key_cover=made[cover] if cover else None,
    )
    with staff.act() as act:
        acting.take_case(act, case.key_file.case, taking)
    own = account_holder(staff.actor.id)
    key_file = open_key_file(
        made[staff.actor.id], staff.keys.identity_seed, case.key_file.case, own
    )
    return replace(case, key_file=key_file)


def answer(case: OpenCase, text: str) -> None:
    """Seal and send an answer to the reporter."""
    staff = case.by
    sealed = seal_message(
        case.key_file,
        staff.keys.signing_seed,
        by="staff",
        text=text,
        day=staff.server.today,
        after=_newest(case),
    )
    sent = acting.Message(
        sealed.row.id, sealed.row.epoch, parse_b64u(sealed.sha256, 32), sealed.data
    )
    with staff.act() as act:
        acting.answer(act, case.key_file.case, sent)


def move(case: OpenCase, status: str, reason: str) -> None:
    """Move the case to another status."""
    with case.by.act() as act:
        acting.change_status(act, case.key_file.case, status, reason)


def _newest(case: OpenCase) -> list[str]:
    """Return the hashes of the newest files that the reporter can read as well."""
    rows = [row for row in case.meta["objects"] if row["kind"] not in {"summary", "note"}]
    return [row["sha256"] for row in rows[-PARENTS:]]


def _recipient(walk: Walk, account: str) -> bytes:
    member = walk.newest.find_member(account)
    if member is None:
        raise LookupError("not in the roster")
    return parse_recipient(member.recipient)


def _open_desk(staff: Unlocked, walk: Walk, data: bytes) -> DeskKeyFile:
    return open_desk_key_file(data, staff.keys.identity_seed, staff.actor.id, walk)


def _peek(row: Mapping[str, Any], data: bytes, desk: DeskKeyFile) -> Frame:
    described = row["summary"]
    asked = Row(row["case"], described["id"], "summary", described["epoch"], described["by"])
    return peek_summary(asked, data, desk.epochs[row["desk_epoch"]])


def _read_case(
    staff: Unlocked, walk: Walk, meta: Mapping[str, Any], parts: Mapping[str, bytes]
) -> OpenCase:
    holder, case = meta["holder"], meta["case"]
    desk_seed = None
    if holder.startswith("desk:"):
        desk_seed = _open_desk(staff, walk, parts["desk_key"]).epochs[meta["desk_epoch"]]
    identity = desk_seed or staff.keys.identity_seed
    key_file = open_key_file(parts["key"], identity, case, holder)
    reader = Reader(
        case,
        key_file.epochs,
        key_file.notes,
        desk_seed=desk_seed,
        staff=walk.staff_keys(),
        pinned={"report": key_file.report, "contact": key_file.contact},
    )
    frames = _read_objects(reader, meta, parts)
    _verify_maker(key_file, reader, walk)
    missing = any(reader.missing_parents(frame) for frame in frames.values())
    return OpenCase(staff, walk, key_file, meta, frames, missing)


def _read_objects(
    reader: Reader, meta: Mapping[str, Any], parts: Mapping[str, bytes]
) -> dict[str, Frame]:
    """Read the report first, since it names its author; return all in the order of the case."""
    rows = [row for row in meta["objects"] if row["kind"] != "summary" or reader.desk_seed]
    read = {}
    for row in sorted(rows, key=lambda row: row["kind"] != "report"):
        asked = Row(meta["case"], row["id"], row["kind"], row["epoch"], row["by"])
        read[row["id"]] = reader.read(asked, parts[row["id"]])
    return {row["id"]: read[row["id"]] for row in rows}


def _verify_maker(key_file: KeyFile, reader: Reader, walk: Walk) -> None:
    if key_file.by == "reporter":
        public = reader.author
    else:
        public = walk.staff_keys().get(key_file.by.removeprefix("account:"))
    if public is None:
        raise Refused("bad_signature")
    verify_key_file(key_file, public)


def _compare(case: OpenCase) -> None:
    """Compare the row's level and the report's rules with what the report itself gives."""
    body: Mapping[str, Any] = case.report.body
    verdict = evaluate(case.by.server.running.rules, body["answers"], body["at"])
    if case.meta["level"] != verdict.level:
        raise Refused("level_differs")
    if body["rules"] != list(verdict.rules):
        raise Refused("rules_differ")
