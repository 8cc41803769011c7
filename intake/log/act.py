"""One act of one person: the session it happens in, who does it, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from intake.log import writing as auditlog
from intake.log.events import Event, Log
from intake.log.writing import Outcome
from intake.store.models import Case


@dataclass(frozen=True)
class Actor:
    """Who is signed in."""

    id: str
    username: str
    role: str
    triage: bool


@dataclass(frozen=True)
class Act:
    """Everything a staff service needs; it logs under the actor's pseudonym.

    A service does all its changes in ``db`` and never commits; whoever made the act commits once.
    """

    db: Session
    actor: Actor
    now: int  # Unix seconds
    _pseudonyms: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def pseudonym(self) -> str:
        """Return the actor's name in the log."""
        return self.pseudonym_of(self.actor.id)

    def pseudonym_of(self, account_id: str) -> str:
        """Return an account's name in the log, looked up once per act."""
        # No lock: one that is held while the database waits stops every other act (C1).
        if account_id not in self._pseudonyms:
            found = auditlog.actor_for(self.db, account_id, self.now)
            self._pseudonyms[account_id] = found
        return self._pseudonyms[account_id]

    def log(
        self,
        event: Event,
        *,
        outcome: Outcome = "ok",
        facts: Mapping[str, str] | None = None,
        detail: Mapping[str, object] | None = None,
    ) -> int:
        """Append an entry to the access log."""
        return auditlog.append(
            self.db,
            Log.ACCESS,
            event,
            now=self.now,
            actor=self.pseudonym,
            outcome=outcome,
            facts=facts,
            detail=detail,
        )

    def log_case(
        self,
        event: Event,
        case: Case,
        *,
        outcome: Outcome = "ok",
        facts: Mapping[str, str] | None = None,
        detail: Mapping[str, object] | None = None,
    ) -> int:
        """Append an entry about a case to the access log."""
        return auditlog.append_case(
            self.db,
            Log.ACCESS,
            event,
            case,
            now=self.now,
            actor=self.pseudonym,
            outcome=outcome,
            facts=facts,
            detail=detail,
        )
