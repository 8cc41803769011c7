"""Opening a case as the desk's page does: purpose first, then verify everything (crossing 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.case.rows import read_file
from intake.client.unlocked import Unlocked, load_roster
from intake.crypto.case.frames import Frame
from intake.crypto.case.keyfiles import account_holder, desk_holder
from intake.crypto.case.objects import Refused, Row
from intake.crypto.case.trusted import TrustedCase
from intake.crypto.roster.deskkeys import DeskKeyFile, open_desk_key_file
from intake.crypto.roster.rosterchain import Walk
from intake.desk import opening
from intake.errors import NotFound
from intake.form.triage import evaluate

Meta = Mapping[str, Any]  # JSON from the server


@dataclass(frozen=True)
class OpenCase:
    """A case as one person has it open; ``frames`` by object id, in the order of the case."""

    by: Unlocked
    walk: Walk
    trusted: TrustedCase
    meta: Meta
    frames: Mapping[str, Frame]
    missing: bool  # whether something that was written before is not there

    @property
    def report(self) -> Frame:
        """The report."""
        return next(frame for frame in self.frames.values() if frame.kind == "report")

    @property
    def messages(self) -> list[str]:
        """The texts of the thread, oldest first."""
        return [str(f.body["text"]) for f in self.frames.values() if f.kind == "message"]


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
        told = opening.disclose(db, opened, staff.actor)
        files = {name: read_file(db, name) for name in told.sizes}
    try:
        found = _read_case(staff, walk, told.meta, told.keys | files)
        _compare(found)
    except Refused as refusal:
        with staff.act() as act:
            opening.report_unreadable(act, case, refusal.reason, None)
        raise
    return found


def open_desk(staff: Unlocked, walk: Walk, data: bytes) -> DeskKeyFile:
    """Return the desk's identities from this person's desk key file, verified."""
    return open_desk_key_file(data, staff.keys.identity_seed, staff.actor.id, walk)


def _read_case(staff: Unlocked, walk: Walk, meta: Meta, parts: Mapping[str, bytes]) -> OpenCase:
    trusted = _pass_door(staff, walk, meta, parts)
    frames = _read_objects(trusted, meta, parts)
    missing = any(trusted.missing_parents(frame) for frame in frames.values())
    return OpenCase(staff, walk, trusted, meta, frames, missing)


def _pass_door(staff: Unlocked, walk: Walk, meta: Meta, parts: Mapping[str, bytes]) -> TrustedCase:
    account, desk, epoch = staff.actor.id, walk.newest.desk, meta["desk_epoch"]
    keys = walk.staff_keys()
    if meta["holder"] == account_holder(account):
        identity = staff.keys.identity_seed
        return TrustedCase.of_account(parts["key"], identity, meta["case"], account, keys)
    if meta["holder"] != desk_holder(desk, epoch):
        raise Refused("bad_holder")
    seed = open_desk(staff, walk, parts["desk_key"]).epochs[epoch]
    return TrustedCase.of_desk(parts["key"], seed, meta["case"], (desk, epoch), keys)


def _read_objects(trusted: TrustedCase, meta: Meta, parts: Mapping[str, bytes]) -> dict[str, Frame]:
    """Return everything that this person can read, in the order of the case."""
    read = {}
    for row in meta["objects"]:
        if trusted.opens(row["kind"]):
            asked = Row(meta["case"], row["id"], row["kind"], row["epoch"], row["by"])
            read[row["id"]] = trusted.read(asked, parts[row["id"]])
    return read


def _compare(case: OpenCase) -> None:
    """Compare the row's level and the report's rules with what the report itself gives."""
    body: Mapping[str, Any] = case.report.body
    verdict = evaluate(case.by.server.running.rules, body["answers"], body["at"])
    if case.meta["level"] != verdict.level:
        raise Refused("level_differs")
    if body["rules"] != list(verdict.rules):
        raise Refused("rules_differ")
