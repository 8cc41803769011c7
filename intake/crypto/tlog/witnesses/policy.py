"""Whose word counts (C2SP tlog-policy): logs, witnesses, and how many of them must have signed.

    log intake.example.org/log/access+cd3756d0+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs
    witness ngo witness.ngo.example/w1+d478a18d+BBOY9ixtGkV8UbpqS189vS9p/KkyFiGNyJl+QWvRfZPK
    witness uni witness.uni.example/a+… https://witness.uni.example/a
    group outside 1 ngo uni
    quorum outside

Names bind lines of one file together and mean nothing elsewhere. One is ours: where the quorum is
called ``visits`` its witnesses sign when an auditor visits, four times a year (AUDITROOM 6).
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from intake.crypto.tlog.note import (
    COSIGNATURE,
    ED25519,
    ML_DSA_COSIGNATURE,
    NoteError,
    VerifierKey,
    parse_vkey,
)

NONE = "none"
VISITS = "visits"
MAX_BYTES = 1 << 16
MAX_LINES = 64  # Of a kind; the specification wants at least 32.

_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_COUNT = re.compile("[1-9][0-9]{0,3}")


class PolicyError(ValueError):
    """Not a policy; the text says which line and why."""


@dataclass(frozen=True)
class PolicyWitness:
    """A witness whose word counts."""

    name: str  # In the policy only.
    key: VerifierKey
    url: str = ""  # Submission prefix, if it can be asked.


@dataclass(frozen=True)
class Group:
    """Members of which so many must have signed."""

    least: int
    members: tuple[str, ...]


@dataclass
class Policy:
    """A policy that was read; ``groups`` by name."""

    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: list[PolicyWitness] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = ""

    def is_met(self, signed: Collection[str]) -> bool:
        """Tell whether the witnesses of these names are enough; ``quorum none`` needs nobody."""
        return self.quorum == NONE or self._has(self.quorum, signed)

    def _has(self, name: str, signed: Collection[str]) -> bool:
        group = self.groups.get(name)
        if group is None:
            return name in signed
        return sum(self._has(each, signed) for each in group.members) >= group.least

    def knows(self, name: str) -> bool:
        """Tell whether a witness or group has this name."""
        return name in self.groups or any(each.name == name for each in self.witnesses)


def parse_policy(data: bytes) -> Policy:
    """Read a policy.

    Raises:
        PolicyError: It breaks a rule of the specification, is not UTF-8, or is too long.
    """
    if len(data) > MAX_BYTES or _FORBIDDEN.search(data):
        raise PolicyError("the policy is too long or holds control characters")
    if not data.endswith(b"\n"):
        raise PolicyError("the last line of the policy does not end")
    policy = Policy()
    for number, line in enumerate(data[:-1].split(b"\n"), 1):
        try:
            _read_line(policy, line.decode())
        except (PolicyError, NoteError, UnicodeDecodeError) as error:
            raise PolicyError(f"line {number} of the policy: {error}") from None
    if not policy.quorum:
        raise PolicyError("the policy names no quorum")
    return policy


def _read_line(policy: Policy, line: str) -> None:
    words = re.split("[ \t]+", line.strip(" \t"))
    if not words[0] or words[0].startswith("#"):
        return
    read = _READERS.get(words[0])
    if read is None:
        raise PolicyError(f"{words[0][:20]!r} begins no line")
    read(policy, words[1:])


def _read_log(policy: Policy, words: list[str]) -> None:
    if len(words) not in {1, 2}:
        raise PolicyError("a log has a key, and perhaps an address")
    key = parse_vkey(words[0])
    if key.type != ED25519:
        raise PolicyError("not the key of a log")
    _require_new(key, [each.public for each in policy.logs])
    policy.logs.append(key)


def _read_witness(policy: Policy, words: list[str]) -> None:
    if len(words) not in {2, 3}:
        raise PolicyError("a witness has a name, a key, and perhaps an address")
    name, key = words[0], parse_vkey(words[1])
    if key.type not in {COSIGNATURE, ML_DSA_COSIGNATURE}:
        raise PolicyError("not the key of a witness")
    _require_free(policy, name)
    _require_new(key, [each.key.public for each in policy.witnesses])
    policy.witnesses.append(PolicyWitness(name, key, "".join(words[2:])))


def _read_group(policy: Policy, words: list[str]) -> None:
    if len(words) < 3:
        raise PolicyError("a group has a name, a number, and members")
    name, count, *members = words
    _require_free(policy, name)
    taken = {each for group in policy.groups.values() for each in group.members}
    for member in members:
        if not policy.knows(member):
            raise PolicyError("a member of the group is not defined above it")
        if member in taken:
            raise PolicyError("a member stands in a group already")
        taken.add(member)
    least = {"all": len(members), "any": 1}.get(count) or _parse_count(count)
    if least > len(members) or len(policy.groups) >= MAX_LINES:
        raise PolicyError("the group has fewer members than it needs, or is one too many")
    policy.groups[name] = Group(least, tuple(members))


def _read_quorum(policy: Policy, words: list[str]) -> None:
    if len(words) != 1 or policy.quorum:
        raise PolicyError("there is one quorum, with one name")
    if words[0] != NONE and not policy.knows(words[0]):
        raise PolicyError("the quorum is not defined above it")
    policy.quorum = words[0]


_READERS: dict[str, Callable[[Policy, list[str]], None]] = {
    "log": _read_log,
    "witness": _read_witness,
    "group": _read_group,
    "quorum": _read_quorum,
}


def _parse_count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise PolicyError("not a number of members")
    return int(text)


def _require_free(policy: Policy, name: str) -> None:
    if name == NONE or policy.knows(name):
        raise PolicyError("the name is taken")


def _require_new(key: VerifierKey, known: list[bytes]) -> None:
    if key.public in known:
        raise PolicyError("a key stands there twice")
    if len(known) >= MAX_LINES:
        raise PolicyError("too many lines of a kind")
