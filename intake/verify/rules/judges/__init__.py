"""The rules of the audit, each one class that remembers what it needs (docs/spec/audit.md, 4)."""

from dataclasses import dataclass, field, fields
from typing import Protocol, cast

from intake.verify.rules.judges.auditors import (
    AuditorEnded,
    AuditorNarrow,
    BreakglassLate,
    NameRevealed,
)
from intake.verify.rules.judges.exports import ExportAlone, ExportNoAct
from intake.verify.rules.judges.habits import Burst, OddHour
from intake.verify.rules.judges.openings import Outside, ReadNoAct, Untold
from intake.verify.rules.judges.people import DisabledActive, Mismatch, Refused
from intake.verify.rules.judges.second import (
    ClosedByOther,
    GrantUndone,
    LevelLowered,
    OneHand,
    TwoPerson,
)
from intake.verify.rules.judges.silence import Silent
from intake.verify.rules.judges.whole import Chain, DetailMissing, Stored
from intake.verify.rules.known.found import Found
from intake.verify.rules.known.state import Known
from intake.verify.rules.record import Record


class Judge(Protocol):
    """One rule: a dataclass whose fields are what it remembers (``known.keeping``)."""

    def take(self, record: Record, known: Known, found: Found, /) -> None:
        """Judge one record, knowing what stood before it."""


@dataclass
class Judges:
    """Every rule; they take a record in this order, and none asks another."""

    chain: Chain = field(default_factory=Chain)
    detail_missing: DetailMissing = field(default_factory=DetailMissing)
    stored: Stored = field(default_factory=Stored)
    untold: Untold = field(default_factory=Untold)
    outside: Outside = field(default_factory=Outside)
    closed_by_other: ClosedByOther = field(default_factory=ClosedByOther)
    two_person: TwoPerson = field(default_factory=TwoPerson)
    one_hand: OneHand = field(default_factory=OneHand)
    disabled_active: DisabledActive = field(default_factory=DisabledActive)
    odd_hour: OddHour = field(default_factory=OddHour)
    burst: Burst = field(default_factory=Burst)
    refused: Refused = field(default_factory=Refused)
    export_no_act: ExportNoAct = field(default_factory=ExportNoAct)
    export_alone: ExportAlone = field(default_factory=ExportAlone)
    read_no_act: ReadNoAct = field(default_factory=ReadNoAct)
    mismatch: Mismatch = field(default_factory=Mismatch)
    level_lowered: LevelLowered = field(default_factory=LevelLowered)
    breakglass_late: BreakglassLate = field(default_factory=BreakglassLate)
    grant_undone: GrantUndone = field(default_factory=GrantUndone)
    name_revealed: NameRevealed = field(default_factory=NameRevealed)
    auditor_ended: AuditorEnded = field(default_factory=AuditorEnded)
    auditor_narrow: AuditorNarrow = field(default_factory=AuditorNarrow)
    silent: Silent = field(default_factory=Silent)

    def __post_init__(self) -> None:
        """List the rules once: every record goes through all of them."""
        self._all = [cast("Judge", getattr(self, each.name)) for each in fields(self)]

    def take(self, record: Record, known: Known, found: Found) -> None:
        """Let each rule judge a record, knowing what stood before it."""
        for judge in self._all:
            judge.take(record, known, found)

    def conclude(self, found: Found) -> None:
        """Report what is a finding only as long as nothing comes that explains it."""
        self.detail_missing.conclude(found)
        self.outside.conclude(found)
