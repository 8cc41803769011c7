"""Accounts against the entries about them: as what they came, by whom, and whether they may act.

A role, a voucher or the end of a suspension can be written into a row by whoever owns the database,
and no rule of the audit sees a row. What was said of an account first is its role, for nothing here
ever changes one; of what can change the newest entry counts.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.passing.said.entries import newest
from intake.audit.passing.stored import Mismatch
from intake.audit.tables.entries import Stored
from intake.log.events import Event, Log
from intake.store.models import Account
from intake.store.models.log import LogActor

ACCOUNT = "other_account"  # Of ``codes.PASS_REASONS``.
EVENTS = (
    *(Event.USER_INVITE, Event.USER_CREATE, Event.SYS_ACCOUNTS, Event.USER_VOUCH),
    *(Event.USER_DISABLE, Event.USER_SUSPEND, Event.USER_RESUME),
)
_UNSAID = {"created": None, "vouched_by": None, "disabled": False, "suspended": False}

Words = Mapping[str, object]

_STANDING: Mapping[Event, Words] = {
    Event.USER_DISABLE: {"disabled": True},
    Event.USER_SUSPEND: {"suspended": True},
    Event.USER_RESUME: {"suspended": False},
}


class Said(NamedTuple):
    """One thing that an entry says of an account."""

    value: object
    entry: int  # Its index; 0 where none says it.


def compare_accounts(db: Session) -> Iterator[Mismatch]:
    """Compare every account; yield one for each that stands otherwise than the log says.

    It names the newest entry that says otherwise; 0 where none says it.
    """
    said, rows = _read_said(db), {row.id: _words_of(row) for row in db.scalars(select(Account))}
    came = {account for account, known in said.items() if "created" in known}
    for account in sorted(came | rows.keys()):
        expected = {name: Said(value, 0) for name, value in _UNSAID.items()}
        expected |= said.get(account, {})
        row = rows.get(account, {})
        differing = [each.entry for name, each in expected.items() if row.get(name) != each.value]
        if differing:
            yield Mismatch(Log.ACCESS, max(differing), ACCOUNT)


def _words_of(row: Account) -> Words:
    return {
        "created": True,
        "role": row.role,
        "triage": row.triage,
        "invited_by": row.invited_by,
        "vouched_by": row.vouched_by,
        "disabled": row.disabled,
        "suspended": row.suspended_at is not None,
    }


def _read_said(db: Session) -> dict[str, dict[str, Said]]:
    """Return what the log says of each account, by its id."""
    columns = select(LogActor.pseudonym, LogActor.account_id)
    names = {row.pseudonym: row.account_id for row in db.execute(columns)}
    said: dict[str, dict[str, Said]] = {}
    for stored in reversed(list(newest(db, *EVENTS))):
        accounts, words = _read(stored, names)
        fresh = {name: Said(value, stored.idx) for name, value in words.items()}
        for account in accounts:
            known = said.get(account, {})
            said[account] = fresh | known if _is_for_good(stored) else known | fresh
    return said


def _is_for_good(stored: Stored) -> bool:
    """Tell whether what was said first counts: as what somebody came, and by whom."""
    changing = (Event.USER_VOUCH, *_STANDING)
    return stored.leaf is not None and stored.leaf.event not in changing


def _read(stored: Stored, names: Mapping[str, str]) -> tuple[list[str], Words]:
    """Return of which accounts an entry says what."""
    leaf, told = stored.leaf, stored.told
    if leaf is None or leaf.outcome != "ok":
        return [], {}
    given: Words = {name: told[name] for name in ("role", "triage") if name in told}
    actor, who = names.get(leaf.actor or ""), told.get("who")
    pseudonyms = map(str, who if isinstance(who, list) else [who])
    accounts = [names[each] for each in pseudonyms if each in names]
    match leaf.event:
        case Event.USER_CREATE:
            return ([actor] if actor else []), {**given, "created": True}
        case Event.USER_INVITE:
            return accounts, {**given, "invited_by": actor}
        case Event.USER_VOUCH:
            return accounts, {"vouched_by": actor}
        case Event.SYS_ACCOUNTS:
            return accounts, given
        case _:
            return accounts, _STANDING[leaf.event]
