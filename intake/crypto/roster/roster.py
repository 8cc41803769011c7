"""The roster of a desk: a chain of signed notes that says whose keys count (SPEC 8).

The server knows every public recipient, so whatever is sealed to one it can forge. Who belongs to
a desk is therefore signed by members, version by version, and a client walks from the version it
has pinned.
"""

from dataclasses import dataclass

ROLES = ("caseworker", "supervisor")
MAX_MEMBERS = 200

REASONS = (
    "bad_roster",  # not a roster, or not a signed note
    "bad_first",  # version 1 is not one triage member's own
    "bad_desk",  # of another desk
    "gap",  # a version is missing
    "fork",  # another version than the one pinned or named stands in its place
    "step_back",  # older than what was already seen
    "bad_epoch",  # epoch and recipient do not go together
    "bad_day",  # a day is missing, goes back, lies ahead, or that of the newest removal is wrong
    "bad_signature",  # a member's signature does not hold
    "too_few_signatures",
)


class RosterError(ValueError):
    """A roster that must not be believed; ``reason`` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Member:
    """One account: id (32 hexadecimal digits), recipient as text, verification key of 32 bytes."""

    account: str
    user_name: str
    role: str
    triage: bool
    recipient: str
    public: bytes


@dataclass(frozen=True)
class Roster:
    """One version; ``previous`` is b64u SHA-256 of the text before it, ``-`` in version 1.

    ``day`` is the one on which it was signed first, ``removed`` that of the newest version up to
    this one in which somebody lost triage, both ``YYYY-MM-DD``. A version without ``day`` counts as
    old.
    """

    desk: str
    version: int
    previous: str
    epoch: int
    recipient: str
    members: tuple[Member, ...]
    day: str | None = None
    removed: str | None = None

    def find_member(self, account: str) -> Member | None:
        """Return the member with this account id, or None."""
        return next((member for member in self.members if member.account == account), None)
