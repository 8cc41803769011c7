"""One act of one person, of the system or of somebody unknown; and the only way into the logs.

Whoever changes or discloses something does it in an ``Act``: the session it happens in, who does
it, and when. ``intake.log.writing`` below it is closed to every other room (import rules), so that
no entry can name somebody else or a moment of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from intake.clock import DAY
from intake.log import writing
from intake.log.events import Event, Log
from intake.log.leaf import Leaf
from intake.log.writing import Outcome
from intake.store.models import Account, Case

Facts = Mapping[str, str] | None
Detail = Mapping[str, object] | None


@dataclass(frozen=True)
class Actor:
    """Who acts: somebody with an account, or one of the two below who have none."""

    id: str
    username: str
    role: str
    triage: bool

    @classmethod
    def of(cls, account: Account) -> "Actor":
        """Return the person of an account."""
        return cls(account.id, account.username, account.role, account.triage)


SYSTEM = Actor("system", "system", "system", triage=False)
NOBODY = Actor("none", "nobody", "nobody", triage=False)  # Somebody unknown, and every reporter.


@dataclass(frozen=True)
class Act:
    """Everything a service needs.

    A service does all its changes in ``db`` and never commits; whoever made the act commits once.
    """

    db: Session
    actor: Actor
    now: int  # Unix seconds
    _pseudonyms: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def by(self, account: Account) -> "Act":
        """Return this act as that of somebody who was unknown when it began."""
        return replace(self, actor=Actor.of(account))

    @property
    def pseudonym(self) -> str:
        """Return the actor's name in the log."""
        if self.actor in (SYSTEM, NOBODY):
            return self.actor.id
        return self.pseudonym_of(self.actor.id)

    def pseudonym_of(self, account_id: str) -> str:
        """Return an account's name in the log, looked up once per act."""
        # No lock: one that is held while the database waits stops every other act (C1).
        if account_id not in self._pseudonyms:
            found = writing.actor_for(self.db, account_id, self.now)
            self._pseudonyms[account_id] = found
        return self._pseudonyms[account_id]

    def log(
        self,
        event: Event,
        case: Case | None = None,
        *,
        outcome: Outcome = "ok",
        facts: Facts = None,
        detail: Detail = None,
    ) -> int:
        """Append an entry to the access log and return its index; it stands with the commit.

        Args:
            event: An event of this log.
            case: The case it is about, a row of ``db``; the detail continues the case's own chain.
            outcome: What came of it.
            facts: Names (``codes.FACTS``) to SHA-256 values, base64url without padding, in clear.
            detail: See ``leaf.encode_detail``; stored beside the log, the entry commits to it.

        Raises:
            AuditLogError: Something is not on the closed lists, or the stored log is damaged.
        """
        actor = None if self.actor == SYSTEM else self.pseudonym  # May wait: before any lock.
        salted = writing.salt(detail) if detail is not None else None
        if case is not None:
            salted = writing.continue_chain(self.db, case, detail or {})
        hidden = salted.commitment if salted else None
        leaf = Leaf(event, self.now, actor, hidden, outcome, facts or {})
        return writing.append(self.db, Log.ACCESS, [writing.encode(Log.ACCESS, leaf)], salted)

    def log_intake(self, event: Event, *, facts: Facts = None, detail: Detail = None) -> int:
        """Append to the intake log, which keeps the day only and names nobody; as ``log``."""
        salted = writing.salt(detail) if detail is not None else None
        leaf = intake_entry(event, self.now, facts, salted.commitment if salted else None)
        return writing.append(self.db, Log.INTAKE, [leaf], salted)

    def log_intake_entries(self, entries: Sequence[bytes]) -> int:
        """Append what ``intake_entry`` made, at least one; return the index of the first."""
        return writing.append(self.db, Log.INTAKE, entries)


def intake_entry(
    event: Event, now: int, facts: Facts = None, commitment: str | None = None
) -> bytes:
    """Return the bytes of an entry of the intake log, for who must know them before they stand.

    Raises:
        AuditLogError: Something is not on the closed lists.
    """
    leaf = Leaf(event, now - now % DAY, commitment=commitment, facts=facts or {})
    return writing.encode(Log.INTAKE, leaf)
