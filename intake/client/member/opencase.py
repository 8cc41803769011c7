"""Opening a case as the desk's page does: purpose first, then verify everything (crossing 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.client.member.person import OpenSession
from intake.client.member.roster import load_roster
from intake.crypto.case.frames import Frame
from intake.crypto.case.holders import AccountHolder, DeskHolder
from intake.crypto.case.objects import Row, Untrusted
from intake.crypto.case.trusted import TrustedCase
from intake.crypto.roster.deskkeys import open_desk_key_file
from intake.crypto.roster.rosterchain import Walk
from intake.form.triage import Rules, evaluate

Meta = Mapping[str, Any]  # JSON from the server
Parts = Mapping[str, bytes]


@dataclass(frozen=True)
class OpenCase:
    """A case as one person has it open; ``frames`` by object id, in the order of the case."""

    by: OpenSession
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


def open_case(staff: OpenSession, case: str, purpose: str, rules: Rules) -> OpenCase:
    """Open a case for a purpose, verify everything in it, and compare it with its row.

    Raises:
        Denied: No such case, or none of theirs; that is logged.
        Untrusted: Something in it is not what it is said to be; that is logged.
    """
    walk = load_roster(staff)
    meta, parts = staff.browser.send_json(f"/desk/{case}/open", {"purpose": purpose}).parts()
    try:
        found = read_released(staff, walk, case, meta, parts)
        _compare(found, rules)
    except Untrusted as refusal:
        told = {"reason": refusal.reason, "object": None}
        staff.browser.send_json(f"/desk/{case}/unreadable", told)
        raise
    return found


def read_released(staff: OpenSession, walk: Walk, case: str, meta: Meta, parts: Parts) -> OpenCase:
    """Read what an opening released, through the door.

    Raises:
        Untrusted: Something in it is not what it is said to be.
    """
    trusted = _pass_door(staff, walk, case, meta, parts)
    frames = {}
    for row in meta["objects"]:
        if trusted.opens(row["kind"]):
            asked = Row(case, row["id"], row["kind"], row["epoch"], row["by"])
            frames[row["id"]] = trusted.read(asked, parts[row["id"]])
    missing = any(trusted.missing_parents(frame) for frame in frames.values())
    return OpenCase(staff, walk, trusted, meta, frames, missing)


def _pass_door(staff: OpenSession, walk: Walk, case: str, meta: Meta, parts: Parts) -> TrustedCase:
    """Open the key file as oneself or as the desk; the server's word for a holder is not enough."""
    desk, epoch, keys = walk.newest.desk, meta["desk_epoch"], walk.staff_keys()
    identity = staff.keys.identity_seed
    if meta["holder"] == str(AccountHolder(staff.account)):
        return TrustedCase.of_account(parts["key"], identity, case, staff.account, keys)
    if meta["holder"] != str(DeskHolder(desk, epoch)):
        raise Untrusted("bad_holder")
    held = open_desk_key_file(parts["desk_key"], identity, staff.account, walk)
    if epoch not in held.epochs:
        raise Untrusted("wrong_identity")
    return TrustedCase.of_desk(parts["key"], held.epochs[epoch], case, (desk, epoch), keys)


def _compare(case: OpenCase, rules: Rules) -> None:
    """Compare the row's level and the report's rules with what the report itself gives."""
    body: Mapping[str, Any] = case.report.body
    verdict = evaluate(rules, body["answers"], body["at"])
    if case.meta["level"] != verdict.level:
        raise Untrusted("level_differs")
    if body["rules"] != list(verdict.rules):
        raise Untrusted("rules_differ")
