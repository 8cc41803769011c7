"""The reader of a case, which believes nothing but what it holds itself (SPEC 5).

It refuses, with a reason, what the server or anybody else could have put there instead of what was
written.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from intake.crypto.case.bodies import ACTS, BEFORE_TAKING, BODIES
from intake.crypto.case.frames import MAX_PARENTS, Frame, FrameError, verify_mac, verify_writer
from intake.crypto.case.objects import (
    KeptForHolders,
    Row,
    Untrusted,
    open_padded,
    read_frame,
    require_row,
    sha256,
)
from intake.crypto.keys import SignatureError

SHARED = ("report", "contact", "message")  # What the reporter and the staff both read.


class Written(NamedTuple):
    """A frame that was read, the b64u SHA-256 of its file, and who signed it."""

    hash: str
    frame: Frame
    signer: str  # account id, ``author`` or ``staff``


class _Sealed(NamedTuple):
    """One way a row may be sealed: the identity it is opened with, and the seed of its MAC."""

    identity: bytes
    mac_seed: bytes


@dataclass
class Reader:
    """What one reader trusts about one case.

    Attributes:
        case: The case asked for.
        seeds: Case seed by epoch.
        notes: Notes seed by notes epoch; empty for the reporter and before the case is taken.
        author: The author's verification key, 32 bytes, from the receipt or a verified key file.
        desk_seed: Of the desk epoch the summary is sealed to, if this reader holds it.
        staff: Verification keys of the staff whose word counts, by account id. None for a reader
            who cannot know them, such as a reporter: the MAC alone then speaks for the staff, and
            no act of theirs is read at all.
        pinned: b64u SHA-256 that the key file names, by kind: ``report`` and ``contact``.
        tombstones: b64u SHA-256 of files known to be deleted.
        held: Frames read so far by the b64u SHA-256 of their files, in the order of reading.
        signers: Who signed each object read: object id to account id, ``author`` or ``staff``.
    """

    case: str
    seeds: Mapping[int, bytes]
    author: bytes
    notes: Mapping[int, bytes] = field(default_factory=dict)
    desk_seed: bytes | None = None
    staff: Mapping[str, bytes] | None = field(default_factory=dict)
    pinned: Mapping[str, str] = field(default_factory=dict)
    tombstones: frozenset[str] = frozenset()
    held: dict[str, Frame] = field(default_factory=dict)
    signers: dict[str, str] = field(default_factory=dict)

    def read(self, row: Row, data: bytes) -> Frame:
        """Return the frame of an object.

        Raises:
            KeptForHolders: It is an act for those who hold the notes, and this reader does not.
            Untrusted: With the first reason, in the order of REASONS, that applies.
        """
        return self._accept(row, data)[0]

    def read_text(self, row: Row, data: bytes) -> bytes:
        """Return the canonical JSON of an object; raises as ``read``."""
        return self._accept(row, data)[1]

    def written(self) -> list[Written]:
        """Return everything read so far with who signed it, in the order of reading."""
        return [Written(name, f, self.signers[f.id]) for name, f in self.held.items()]

    def missing_parents(self, frame: Frame) -> list[str]:
        """Return the parents that are neither held nor tombstones; ask when all rows are read."""
        known = self.held.keys() | self.tombstones
        return [name for name in frame.after if name not in known]

    def newest(self) -> list[str]:
        """Return what a new message comes after: files that no message read so far comes after.

        Only files that both sides can read count; of more than 8 the last read are named.
        """
        return self._unfollowed(SHARED)[-MAX_PARENTS:]

    def newest_for_staff(self) -> list[str]:
        """Return what a new act comes after: as ``newest``, and then acts that no act comes after.

        What was said goes first: that an act says which words it knows is never cut.
        """
        said = self.newest()
        room = MAX_PARENTS - len(said)
        return said + (self._unfollowed(ACTS)[-room:] if room else [])

    def _unfollowed(self, kinds: Collection[str]) -> list[str]:
        """Return the files of some kinds that no other file of these kinds names."""
        among = {name: frame for name, frame in self.held.items() if frame.kind in kinds}
        followed = {name for frame in among.values() for name in frame.after}
        return [name for name in among if name not in followed]

    def _accept(self, row: Row, data: bytes) -> tuple[Frame, bytes]:
        text, mac_seed = self._open(row, data)
        frame = read_frame(text)
        try:
            verify_mac(frame, mac_seed)
        except FrameError as error:
            raise Untrusted("bad_mac") from error
        require_row(frame, row, self.case)
        if frame.id in self.signers:
            raise Untrusted("repeated")
        signer = self._signer(frame)
        digest = sha256(data)
        if self.pinned.get(row.kind, digest) != digest:
            raise Untrusted("bad_hash")
        self.signers[frame.id] = signer
        self.held[digest] = frame
        return frame, text

    def _open(self, row: Row, data: bytes) -> tuple[bytes, bytes]:
        """Return the text, opened the first way that fits, and the seed of its MAC."""
        for way in self._ways(row):
            try:
                return open_padded(data, way.identity, row.kind), way.mac_seed
            except Untrusted as refusal:
                if refusal.reason != "wrong_identity":
                    raise
        if row.kind in ACTS and not self.notes:
            raise KeptForHolders
        raise Untrusted("wrong_identity")

    def _ways(self, row: Row) -> list[_Sealed]:
        """Return the ways a row may be sealed, in the order to try them, as far as seeds are held.

        The row of an act does not say which: after the taking it is sealed to the notes identity,
        before it, if it may be written then at all, to the case.
        """
        if row.kind not in BODIES or (row.kind in ACTS and self.staff is None):
            raise Untrusted("bad_kind")
        case, notes = self.seeds.get(row.epoch), self.notes.get(row.epoch)
        ways: list[tuple[bytes | None, bytes | None]] = [(case, case)]
        if row.kind == "summary":
            ways = [(self.desk_seed, case)]
        elif row.kind in ACTS:
            ways = [(notes, notes), *(ways if row.kind in BEFORE_TAKING else ())]
        return [_Sealed(identity, seed) for identity, seed in ways if identity and seed]

    def _signer(self, frame: Frame) -> str:
        if frame.by == "staff":
            return self._staff_signer(frame)
        if not _is_signed(frame, self.author):
            raise Untrusted("bad_signature")
        return "author"

    def _staff_signer(self, frame: Frame) -> str:
        if self.staff is None:
            return "staff"
        for account, public in self.staff.items():
            if _is_signed(frame, public):
                return account
        raise Untrusted("bad_signature")


def _is_signed(frame: Frame, public: bytes) -> bool:
    try:
        verify_writer(frame, public)
    except SignatureError:
        return False
    return True
