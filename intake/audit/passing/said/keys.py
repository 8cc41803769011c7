"""Key files against the entries by which they were made and deleted.

Who has none reads "nothing under this code"; and one that was put in its place, or back where it
went, is given to whoever asks. What was said last of a case and a holder counts. Nothing is told
where the log does not say whose file it was, because the details of an entry are gone or a name
leads to no account; and what comes and goes while a pass is under way is for the next night.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.passing.said.key_entries import BOX, KeyEntries, Place, Said
from intake.audit.passing.stored import Mismatch
from intake.audit.tables.entries import Stored, read_entries
from intake.log.events import Log
from intake.log.tree import log_size
from intake.store.engine import Database
from intake.store.models import Case, KeyFileRow, LogActor

STEP = 200  # Cases; each has some key files of a few KiB.
ENTRIES = 2_000

_CASES = select(Case.id, Case.log_ref, Case.leaf_hash).order_by(Case.id)
_FILES = select(KeyFileRow.case_id, KeyFileRow.holder, KeyFileRow.data)


class KeyPass:
    """Hashes every key file; then finds the places that are otherwise than the log says."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._entries = KeyEntries()
        self._there = defaultdict[Place, set[bytes]](set)
        self._said = dict[Place, Said]()

    def hash_files(self) -> Iterator[None]:
        """Hash what is stored, a step at a time."""
        after = ""
        while True:
            with self._database.reading() as db:
                cases = db.execute(_CASES.where(Case.id > after).limit(STEP)).all()
                if not cases:
                    self._read_names(db)
                    return
                self._hash_those_of(db, {row.id: row.log_ref for row in cases})
            self._entries.refs |= {row.leaf_hash: row.log_ref for row in cases}
            after = cases[-1].id
            yield

    def _hash_those_of(self, db: Session, refs: Mapping[str, str]) -> None:
        for case, holder, data in db.execute(_FILES.where(KeyFileRow.case_id.in_(refs))):
            self._there[refs[case], _whose(holder)].add(sha256(data).digest())

    def _read_names(self, db: Session) -> None:
        columns = select(LogActor.pseudonym, LogActor.account_id)
        self._entries.names |= {row.pseudonym: row.account_id for row in db.execute(columns)}

    def watch(self, log: Log, entries: list[Stored]) -> None:
        """Take in what entries of a log say; what staff did came after what the reporter did."""
        for place, said in (each for entry in entries for each in self._entries.read(log, entry)):
            if log is Log.ACCESS or place not in self._said:
                self._said[place] = said

    def compare(self, sizes: Mapping[Log, int]) -> list[Mismatch]:
        """Return what is otherwise than so many entries of the logs say, all of them watched."""
        moving = {place for log in Log for place in self._moving(log, sizes[log])}
        places = (self._said.keys() | self._there.keys()) - moving
        return sorted({each for place in places for each in self._compare(place)})

    def _moving(self, log: Log, start: int) -> Iterator[Place]:
        """Yield the places of which later entries speak: files were hashed after the pass began."""
        with self._database.reading() as db:
            self._read_names(db)
            end = log_size(db, log)
        for at in range(start, end, ENTRIES):
            with self._database.reading() as db:
                entries = list(read_entries(db, log, at, min(at + ENTRIES, end)))
            yield from (place for each in entries for place, _ in self._entries.read(log, each))

    def _compare(self, place: Place) -> Iterator[Mismatch]:
        there = self._there.get(place, set()) - self._entries.nameless
        said = self._said.get(place, Said(None, Log.INTAKE, self._entries.arrived.get(place[0], 0)))
        wanted = {said.digest} if said.digest else set()
        if there - wanted:
            yield Mismatch(said.log, said.entry, "bad_hash")
        elif wanted - there and not self._may_have_gone(place, said):
            yield Mismatch(said.log, said.entry, "missing_object")

    def _may_have_gone(self, place: Place, said: Said) -> bool:
        """Tell whether an entry may say that it went which does not say any more what went."""
        is_before = said.log is Log.INTAKE or said.entry < self._entries.unsure
        return place[1] != BOX and self._entries.unsure >= 0 and is_before


def _whose(holder: str) -> str:
    """Return the holder of a row as entries name them."""
    kind, _, rest = holder.partition(":")
    return rest if kind == "account" else kind
