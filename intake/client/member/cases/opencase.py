"""Opening a case as the desk's page does: purpose first, then verify everything (crossing 3).

The first opening of all gives the contact file alone: only when it names nobody does this client
go on by itself.
"""

from collections.abc import Mapping
from typing import Any

from intake.client.member.account.person import OpenSession
from intake.client.member.account.roster import load_roster
from intake.client.member.cases.opened import FirstLook, Meta, OpenCase, Parts, SomebodyNamed
from intake.crypto.case.acts.comparing import RowState, differences
from intake.crypto.case.bodies import ACTS
from intake.crypto.case.frames import Frame
from intake.crypto.case.holders import AccountHolder, DeskHolder
from intake.crypto.case.objects import Row, Untrusted
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.roster.deskkeys import open_desk_key_file
from intake.crypto.roster.rosterchain import Walk
from intake.form.urgency.triage import Rules, hours_of, judge


def open_case(staff: OpenSession, case: str, purpose: str, rules: Rules) -> OpenCase:
    """Open a case for a purpose, verify everything in it, and compare it with its row.

    A holder who opens their own key file for the first time confirms it, and so does somebody of
    triage who opens one that a holder made for the desk.

    Raises:
        Denied: No such case, or none of theirs; that is logged.
        SomebodyNamed: It was not decided yet whom the case is kept from, and it names somebody.
        Untrusted: Something in it is not what it is said to be; that is logged.
    """
    walk = load_roster(staff)
    try:
        meta, parts = release(staff, walk, case, purpose)
        found = read_released(staff, walk, case, meta, parts)
        _compare(found, rules)
    except Untrusted as refusal:
        told = {"reason": refusal.reason, "object": None}
        staff.browser.send_json(f"/desk/{case}/unreadable", told)
        raise
    confirm_own(found)
    return found


def release(staff: OpenSession, walk: Walk, case: str, purpose: str) -> tuple[Meta, Parts]:
    """Return all that an opening gives, after saying that nobody is named where that is so."""
    meta, parts = _ask(staff, case, purpose)
    if meta["whole"]:
        return meta, parts
    look = look_first(staff, walk, case, meta, parts)
    if look.names_somebody:
        raise SomebodyNamed(look)
    look.acts.exclude()
    return _ask(staff, case, purpose)


def look_first(staff: OpenSession, walk: Walk, case: str, meta: Meta, parts: Parts) -> FirstLook:
    """Read the contact file, and what was said of it; raises Untrusted."""
    opened = read_released(staff, walk, case, meta, parts)
    contact = [frame for frame in opened.frames.values() if frame.kind == "contact"]
    if len(contact) != 1:
        raise Untrusted("missing_object")
    return FirstLook(staff, opened.trusted, meta, contact[0])


def confirm_own(case: OpenCase) -> None:
    """Tell the server once that a key file which somebody else made opens the case."""
    if case.meta["whole"] and not case.meta["confirmed"]:
        case.acts.confirm()


def _ask(staff: OpenSession, case: str, purpose: str) -> tuple[Meta, Parts]:
    return staff.browser.send_json(f"/desk/{case}/open", {"purpose": purpose}).parts()


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
    """Compare the row with report and acts, and the report with what its answers give.

    The rules of another edition of the form are gone: what that one said stands.
    """
    every: list[Mapping[str, Any]] = [case.report.body, *case.incidents]
    bodies = [body for body in every if body["form"] == rules.edition]
    judged = [(body, judge(rules, body["answers"], hours_of(body))) for body in bodies]
    differing = [] if case.kept else differences(case.standing, state_of(case.meta))
    if any(body["level"] != verdict.level for body, verdict in judged) or "level" in differing:
        raise Untrusted("level_differs")
    if differing:
        raise Untrusted("row_differs")
    if any(body["rules"] != list(verdict.rules) for body, verdict in judged):
        raise Untrusted("rules_differ")


def state_of(meta: Meta) -> RowState:
    """Return what the row says, as it is compared; people by id, as far as they are told."""
    ids = {person["name"]: person["id"] for person in meta["people"]}
    holders = [name for name in (meta["assignee"], meta["cover"]) if name]
    return RowState(
        level=meta["level"],
        aside=meta["aside"],
        closed=meta["status"] == "closed",
        paused=bool(meta["paused"]),
        holders={ids[name] for name in holders},
        excluded={ids[name] for name in meta["excluded"] if name in ids},
    )
