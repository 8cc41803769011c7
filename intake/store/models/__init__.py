"""Every table of the schema; importing this package makes ``Base.metadata`` complete."""

from intake.crypto.case.bodies import LEVELS
from intake.store.models.accounts import (
    ROLES,
    Account,
    DeskKey,
    Invite,
    RosterProposal,
    RosterVersion,
    StaffSession,
    Throttle,
    UnlockFile,
    Vault,
)
from intake.store.models.audit import AuditAsk
from intake.store.models.cases import Attachment, Case, Chunk, KeyFileRow, Opening, SealedObject
from intake.store.models.desk import (
    Card,
    CaseGrant,
    CasePerson,
    CaseProposal,
    Draft,
    Shown,
    Watch,
)
from intake.store.models.log import (
    LogActor,
    LogDetail,
    LogEntry,
    LogPublished,
    LogState,
    LogTile,
    PagesServed,
)
from intake.store.models.notices import Lease, Notice, NoticeAddress, Told
from intake.store.models.witnesses import LogCosigned, WitnessAsked, WitnessPolicy

__all__ = [
    "LEVELS",
    "ROLES",
    "Account",
    "Attachment",
    "AuditAsk",
    "Card",
    "Case",
    "CaseGrant",
    "CasePerson",
    "CaseProposal",
    "Chunk",
    "DeskKey",
    "Draft",
    "Invite",
    "KeyFileRow",
    "Lease",
    "LogActor",
    "LogCosigned",
    "LogDetail",
    "LogEntry",
    "LogPublished",
    "LogState",
    "LogTile",
    "Notice",
    "NoticeAddress",
    "Opening",
    "PagesServed",
    "RosterProposal",
    "RosterVersion",
    "SealedObject",
    "Shown",
    "StaffSession",
    "Throttle",
    "Told",
    "UnlockFile",
    "Vault",
    "Watch",
    "WitnessAsked",
    "WitnessPolicy",
]
