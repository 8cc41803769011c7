"""What entries say of the key files of a case: whose was made, and whose went.

A reporter's are made with the report: its entry and theirs follow one another in the intake log,
and name no case. The others stand in the access log with the case and whose they are.
"""

from collections.abc import Iterator
from typing import NamedTuple

from intake.audit.tables.entries import Stored
from intake.audit.tables.rows import find_reference
from intake.crypto.encoding import parse_b64u
from intake.log.events import Event, Log

BOX, DESK = "box", "desk"

_AFTER_REPORT = {1: DESK, 2: BOX}  # The order of their entries (docs/spec/log.md, 3).

Place = tuple[str, str]
"""The log's reference of a case; and ``BOX``, ``DESK`` or the id of an account."""


class Said(NamedTuple):
    """What an entry says of a place: the hash of the file that was made, or None where it went."""

    digest: bytes | None
    log: Log
    entry: int  # Its index.


class KeyEntries:
    """Reads the entries of both logs, each in its order.

    Attributes:
        refs: References of the cases by the hash of the entry that received their report.
        names: Accounts by their names in the log.
        arrived: Where the report of a case was received, by reference.
        nameless: Files of which the log does not say any more whose they are.
        unsure: Up to this index files went of which it does not say whose they were; else -1.
    """

    def __init__(self) -> None:
        self.refs = dict[bytes, str]()
        self.names = dict[str, str]()
        self.arrived = dict[str, int]()
        self.nameless = set[bytes]()
        self.unsure = -1
        self._received, self._ref = -1, ""  # The newest report: its index, and its case.

    def read(self, log: Log, stored: Stored) -> Iterator[tuple[Place, Said]]:
        """Yield the place that an entry speaks of, if it does of any, and what it says."""
        if stored.leaf is None:
            return
        event = stored.leaf.event
        if event is Event.REPORT_RECEIVED:
            self._received, self._ref = stored.idx, self.refs.get(stored.hash, "")
            self.arrived |= {self._ref: stored.idx} if self._ref else {}
        elif log is Log.INTAKE and event is Event.KEY_CREATE:
            yield from self._read_intake(stored)
        elif event in {Event.KEY_CREATE, Event.KEY_REVOKE} and stored.leaf.outcome == "ok":
            yield from self._read_access(stored, is_made=event is Event.KEY_CREATE)

    def _read_intake(self, stored: Stored) -> Iterator[tuple[Place, Said]]:
        holder = _AFTER_REPORT.get(stored.idx - self._received)
        said = Said(_digest(stored), Log.INTAKE, stored.idx)
        if holder and self._ref:
            yield (self._ref, holder), said
        elif holder == BOX:  # Its case is gone. That of the desk may have gone before.
            yield (str(stored.idx), BOX), said

    def _read_access(self, stored: Stored, *, is_made: bool) -> Iterator[tuple[Place, Said]]:
        ref, name = find_reference(stored.told), str(stored.told.get("for", ""))
        holder = DESK if name == DESK else self.names.get(name)
        digest = _digest(stored) if is_made else None
        if ref and holder:
            yield (ref, holder), Said(digest, Log.ACCESS, stored.idx)
        elif digest is None:
            self.unsure = stored.idx
        else:
            self.nameless.add(digest)


def _digest(stored: Stored) -> bytes | None:
    facts = stored.leaf.facts if stored.leaf else {}
    return parse_b64u(facts["key"], 32) if "key" in facts else None
