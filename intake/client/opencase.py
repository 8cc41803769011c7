"""Opening a case as the desk's page does: purpose first, then verify everything (crossing 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.client.unlocked import Unlocked, load_roster
from intake.crypto.case.frames import Frame
from intake.crypto.case.keyfiles import KeyFile, maker_key, open_key_file, verify_key_file
from intake.crypto.case.objects import Reader, Refused, Row
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
    key_file: KeyFile
    reader: Reader
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
        meta, parts = opening.disclose(db, opened, staff.actor)
    try:
        found = _read_case(staff, walk, meta, parts)
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
    holder, case = meta["holder"], meta["case"]
    desk_seed = None
    if holder.startswith("desk:"):
        desk_seed = open_desk(staff, walk, parts["desk_key"]).epochs[meta["desk_epoch"]]
    identity = desk_seed or staff.keys.identity_seed
    key_file = open_key_file(parts["key"], identity, case, holder)
    verify_key_file(key_file, maker_key(key_file, walk.staff_keys()))
    reader = Reader(
        case,
        key_file.epochs,
        key_file.author,
        key_file.notes,
        desk_seed=desk_seed,
        staff=walk.staff_keys(),
        pinned={"report": key_file.report, "contact": key_file.contact},
    )
    frames = _read_objects(reader, meta, parts)
    missing = any(reader.missing_parents(frame) for frame in frames.values())
    return OpenCase(staff, walk, key_file, reader, meta, frames, missing)


def _read_objects(reader: Reader, meta: Meta, parts: Mapping[str, bytes]) -> dict[str, Frame]:
    """Return everything that this person can read, in the order of the case."""
    rows = [row for row in meta["objects"] if row["kind"] != "summary" or reader.desk_seed]
    read = {}
    for row in rows:
        asked = Row(meta["case"], row["id"], row["kind"], row["epoch"], row["by"])
        read[row["id"]] = reader.read(asked, parts[row["id"]])
    return read


def _compare(case: OpenCase) -> None:
    """Compare the row's level and the report's rules with what the report itself gives."""
    body: Mapping[str, Any] = case.report.body
    verdict = evaluate(case.by.server.running.rules, body["answers"], body["at"])
    if case.meta["level"] != verdict.level:
        raise Refused("level_differs")
    if body["rules"] != list(verdict.rules):
        raise Refused("rules_differ")
