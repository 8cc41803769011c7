"""The reader of a case, which believes nothing but what it holds itself (SPEC 5).

It refuses, with a reason, what the server or anybody else could have put there instead of what was
written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.crypto.case.bodies import BODIES
from intake.crypto.case.frames import MAX_PARENTS, Frame, FrameError, verify_mac, verify_writer
from intake.crypto.case.objects import Row, Untrusted, open_frame, require_row, sha256
from intake.crypto.keys import SignatureError

SHARED = ("report", "contact", "message")  # What the reporter and the staff both read.


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
            who cannot know them, such as a reporter: the MAC alone then speaks for the staff.
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
            Untrusted: With the first reason, in the order of REASONS, that applies.
        """
        identity, mac_seed = self._seeds_for(row)
        frame = open_frame(data, identity, row.kind)
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
        return frame

    def missing_parents(self, frame: Frame) -> list[str]:
        """Return the parents that are neither held nor tombstones; ask when all rows are read."""
        known = self.held.keys() | self.tombstones
        return [name for name in frame.after if name not in known]

    def newest(self) -> list[str]:
        """Return what a new message comes after: files that no message read so far comes after.

        Only files that both sides can read count; of more than 8 the last read are named.
        """
        shared = {name: frame for name, frame in self.held.items() if frame.kind in SHARED}
        followed = {name for frame in shared.values() for name in frame.after}
        return [name for name in shared if name not in followed][-MAX_PARENTS:]

    def _seeds_for(self, row: Row) -> tuple[bytes, bytes]:
        """Return the identity a row is sealed to and the seed its MAC is made with."""
        if row.kind not in BODIES:
            raise Untrusted("bad_kind")
        seeds = self.notes if row.kind == "note" else self.seeds
        seed = seeds.get(row.epoch)
        identity = self.desk_seed if row.kind == "summary" else seed
        if seed is None or identity is None:
            raise Untrusted("wrong_identity")
        return identity, seed

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
