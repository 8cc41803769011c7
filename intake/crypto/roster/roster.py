"""The roster of a desk: a chain of signed notes that says whose keys count (SPEC 8).

The server knows every public recipient, so whatever is sealed to one it can forge. Who belongs to
a desk is therefore signed by members, version by version, and a client walks from the version it
has pinned.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from intake.crypto import shapes
from intake.crypto.age.hybrid import KeyTextError, parse_recipient
from intake.crypto.encoding import EncodingError, b64u, parse_b64u
from intake.crypto.roster.vault import Pin

TITLE = "intake/v1/roster"
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
    """One version; ``previous`` is b64u SHA-256 of the text before it, ``-`` in version 1."""

    desk: str
    version: int
    previous: str
    epoch: int
    recipient: str
    members: tuple[Member, ...]

    def find_member(self, account: str) -> Member | None:
        """Return the member with this account id, or None."""
        return next((member for member in self.members if member.account == account), None)


def encode_roster(roster: Roster) -> str:
    """Return the text of a roster, which ends with a line feed; members are sorted here.

    Raises:
        RosterError: bad_roster: a field is none that a reader accepts.
    """
    lines = [
        TITLE,
        f"desk {roster.desk}",
        f"version {roster.version}",
        f"previous {roster.previous}",
        f"epoch {roster.epoch}",
        f"recipient {roster.recipient}",
        *(_encode_member(each) for each in sorted(roster.members, key=lambda m: m.account)),
    ]
    text = "\n".join(lines) + "\n"
    parse_roster(text)
    return text


def parse_roster(text: str) -> Roster:
    """Return the roster of a text without signatures.

    Raises:
        RosterError: bad_roster: not the one way to write a roster.
    """
    try:
        return _read_roster(text)
    except (EncodingError, KeyTextError):
        raise RosterError("bad_roster") from None


def roster_hash(text: str) -> str:
    """Return b64u SHA-256 of a roster's text: its name in ``previous``, pins and the log."""
    return b64u(hashlib.sha256(text.encode()).digest())


def pin_of(roster: Roster) -> Pin:
    """Return what a client remembers of the newest version it has verified."""
    return Pin(roster_hash(encode_roster(roster)), roster.version)


def next_roster(
    before: Roster,
    members: Sequence[Member],
    epoch: int | None = None,
    recipient: str | None = None,
) -> Roster:
    """Return the unsigned version after ``before``; without a new recipient the epoch stays."""
    return Roster(
        desk=before.desk,
        version=before.version + 1,
        previous=pin_of(before).roster,
        epoch=before.epoch if epoch is None else epoch,
        recipient=before.recipient if recipient is None else recipient,
        members=tuple(sorted(members, key=lambda member: member.account)),
    )


def needed_signatures(before: Roster, after: Roster) -> int:
    """Return how many different members of ``before`` must have signed ``after``."""
    removed = set(before.members) - set(after.members)
    only_removes = (
        len(removed) == 1
        and len(after.members) == len(before.members) - 1
        and after.recipient == before.recipient
    )
    # Down to one member needs two as well: else one could remove the others and then add alone.
    one_is_enough = only_removes and len(after.members) > 1
    return 1 if one_is_enough else min(2, len(before.members))


def _encode_member(member: Member) -> str:
    triage = "triage" if member.triage else "case"
    return (
        f"member {member.account} {member.user_name} {member.role} {triage}"
        f" {member.recipient} {b64u(member.public)}"
    )


def _read_roster(text: str) -> Roster:
    lines = text.split("\n")
    if len(lines) < 8 or lines[0] != TITLE or lines[-1] or len(lines) > MAX_MEMBERS + 7:
        raise EncodingError("not a roster")
    fields = [
        _field(line, name)
        for line, name in zip(
            lines[1:6], ("desk", "version", "previous", "epoch", "recipient"), strict=True
        )
    ]
    members = tuple(_read_member(line) for line in lines[6:-1])
    _require_order(members)
    version = _number(fields[1])
    if version == 1:
        shapes.constant(fields[2], "-")
    else:
        parse_b64u(fields[2], 32)
    return Roster(
        desk=shapes.hex_id(fields[0]),
        version=version,
        previous=fields[2],
        epoch=_number(fields[3]),
        recipient=_recipient(fields[4]),
        members=members,
    )


def _read_member(line: str) -> Member:
    parts = _field(line, "member").split(" ")
    if len(parts) != 6:
        raise EncodingError("not a member")
    account, name, role, triage, recipient, public = parts
    return Member(
        account=shapes.hex_id(account),
        user_name=shapes.user_name(name),
        role=shapes.one_of(role, ROLES),
        triage=shapes.one_of(triage, ("triage", "case")) == "triage",
        recipient=_recipient(recipient),
        public=parse_b64u(public, 32),
    )


def _require_order(members: tuple[Member, ...]) -> None:
    """Require sorted accounts, names and keys used once, and somebody who can open reports."""
    accounts = [member.account for member in members]
    names = {member.user_name for member in members}
    keys = {member.public for member in members} | {member.recipient for member in members}
    if accounts != sorted(set(accounts)) or len(names) != len(members):
        raise EncodingError("members are not sorted or not different")
    if len(keys) != 2 * len(members) or not any(member.triage for member in members):
        raise EncodingError("keys shared, or nobody with triage")


def _field(line: str, name: str) -> str:
    found, _, value = line.partition(" ")
    if found != name or not value:
        raise EncodingError("not this field")
    return value


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or text.startswith("0") or len(text) > 9:
        raise EncodingError("not a number")
    return int(text)


@lru_cache(maxsize=1024)
def _recipient(text: str) -> str:
    """Return a recipient's text if it is one; cached, since versions repeat it."""
    parse_recipient(text)
    return text
