"""Opening a case as the desk's page does: purpose first, then verify everything (crossing 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.client.member.person import OpenSession
from intake.client.member.roster import load_roster
from intake.crypto.case.acts.effects import Standing
from intake.crypto.case.acts.standing import fold_acts
from intake.crypto.case.bodies import ACTS
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
    kept: int = 0  # acts that only those read who hold the notes

    @property
    def report(self) -> Frame:
        """The report."""
        return next(frame for frame in self.frames.values() if frame.kind == "report")

    @property
    def standing(self) -> Standing:
        """What the report and the acts after it come to."""
        return fold_acts(self.trusted.written())

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
    frames: dict[str, Frame] = {}
    kept = 0
    for row in meta["objects"]:
        if row["kind"] in ACTS or trusted.opens(row["kind"]):
            asked = Row(case, row["id"], row["kind"], row["epoch"], row["by"])
            frame = trusted.read_act(asked, parts[row["id"]])
            kept += frame is None
            frames |= {row["id"]: frame} if frame else {}
    missing = any(trusted.missing_parents(frame) for frame in frames.values())
    return OpenCase(staff, walk, trusted, meta, frames, missing, kept)


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
    """Compare the row's level with report and acts, and the report with what its answers give."""
    body: Mapping[str, Any] = case.report.body
    verdict = evaluate(rules, body["answers"], body["at"])
    is_row_right = case.kept or case.meta["level"] == case.standing.level
    if body["level"] != verdict.level or not is_row_right:
        raise Untrusted("level_differs")
    if body["rules"] != list(verdict.rules):
        raise Untrusted("rules_differ")
