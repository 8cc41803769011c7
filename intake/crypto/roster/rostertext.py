"""A version of a roster as the one text that members sign, and the hash that names it (SPEC 8)."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from intake.crypto import shapes
from intake.crypto.age.hybrid import KeyTextError, parse_recipient
from intake.crypto.encoding import EncodingError, b64u, parse_b64u
from intake.crypto.roster.roster import MAX_MEMBERS, ROLES, Member, Roster, RosterError
from intake.crypto.roster.vault import Pin

TITLE = "intake/v1/roster"  # Version 1 of a roster, and what was made before versions had days.
TITLE_WITH_DAYS = "intake/v2/roster"
NAMES = ("desk", "version", "previous", "epoch", "recipient")
NAMES_WITH_DAYS = ("desk", "version", "previous", "day", "removed", "epoch", "recipient")


def encode_roster(roster: Roster) -> str:
    """Return the text of a roster, which ends with a line feed; members are sorted here.

    Raises:
        RosterError: bad_roster: a field is none that a reader accepts.
    """
    lines = [
        TITLE if roster.day is None else TITLE_WITH_DAYS,
        f"desk {roster.desk}",
        f"version {roster.version}",
        f"previous {roster.previous}",
        *_encode_days(roster),
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


def _encode_member(member: Member) -> str:
    triage = "triage" if member.triage else "case"
    return (
        f"member {member.account} {member.user_name} {member.role} {triage}"
        f" {member.recipient} {b64u(member.public)}"
    )


def _read_roster(text: str) -> Roster:
    lines = text.split("\n")
    names = NAMES_WITH_DAYS if lines[0] == TITLE_WITH_DAYS else NAMES
    least = len(names) + 3  # Title, one member, and what follows the last line feed.
    if lines[0] not in (TITLE, TITLE_WITH_DAYS) or lines[-1]:
        raise EncodingError("not a roster")
    if not least <= len(lines) < least + MAX_MEMBERS:
        raise EncodingError("nobody, or too many")
    given = {name: _field(line, name) for name, line in zip(names, lines[1:], strict=False)}
    members = tuple(_read_member(line) for line in lines[1 + len(names) : -1])
    _require_order(members)
    version = _number(given["version"])
    if version == 1:
        shapes.constant(given["previous"], "-")
    else:
        parse_b64u(given["previous"], 32)
    day, removed = _read_days(given)
    if version == 1 and removed:
        raise EncodingError("nobody was there to remove")
    return Roster(
        desk=shapes.hex_id(given["desk"]),
        version=version,
        previous=given["previous"],
        epoch=_number(given["epoch"]),
        recipient=_recipient(given["recipient"]),
        members=members,
        day=day,
        removed=removed,
    )


def _encode_days(roster: Roster) -> list[str]:
    if roster.day is None:
        return []
    return [f"day {roster.day}", f"removed {roster.removed or '-'}"]


def _read_days(given: Mapping[str, str]) -> tuple[str | None, str | None]:
    if "day" not in given:
        return None, None
    day, removed = shapes.day(given["day"]), given["removed"]
    if removed == "-":
        return day, None
    if shapes.day(removed) > day:
        raise EncodingError("a removal after its version")
    return day, removed


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
