"""The signer of checkpoints: it remembers outside the database what it signed last.

Its state is one file per log, ``<folder>/access.checkpoint``: the newest checkpoint it signed, as
signed. Before a new one is given out the stored tree must prove to be an extension of that one;
then the file is replaced (atomically, synced to disk), and only then does anybody see the new note.
A database that was rolled back, restored from a backup or rewritten is therefore refused, also
after a restart. State and key belong together: ``create_signer_state`` makes the state once, with
the key, and a signer without its state signs nothing.

Trusted: whoever can write the state folder and read the key can sign anything. Witnesses and
mirrors elsewhere are what helps against them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.tlog.merkle import EMPTY_ROOT
from intake.crypto.tlog.note import VerifierKey, encode_vkey
from intake.log.events import Log
from intake.log.signing.extending import extend
from intake.log.signing.locks import hold_lock, try_lock
from intake.log.signing.state import read_state, state_path, write_durably
from intake.store.engine import Database


def create_signer_state(folder: Path, origin: str, log_key: bytes) -> None:
    """Make the state of a new instance: the signed heads of two empty logs.

    Args:
        folder: Made if it is not there, mode 0700.
        origin: As for ``Signer``.
        log_key: As for ``Signer``.

    Raises:
        FileExistsError: There is a state already; it must never be started afresh.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for log in Log:
        if state_path(folder, log).exists():
            raise FileExistsError(state_path(folder, log))
    for log in Log:
        empty = Checkpoint(log_origin(origin, log), 0, EMPTY_ROOT)
        write_durably(state_path(folder, log), sign_checkpoint(empty, log_key))


def log_origin(origin: str, log: Log) -> str:
    """Return the name of a log: the instance's origin, ``/log/`` and which."""
    return f"{origin}/log/{log}"


class Signer:
    """Signs the heads of both logs; threads and processes may share its folder."""

    def __init__(self, state_folder: Path, origin: str, log_key: bytes) -> None:
        """Nothing is read or written before a checkpoint is asked for.

        Args:
            state_folder: Made by ``create_signer_state``; not inside the database's backups.
            origin: Name of the instance, without scheme: a host name with an optional path.
            log_key: Ed25519 seed, 32 bytes.
        """
        self._folder = state_folder
        self._log_key = log_key
        public = ed25519.public_key(log_key)
        self._keys = {log: VerifierKey(log_origin(origin, log), public) for log in Log}

    def vkey(self, log: Log) -> str:
        """Return the log's verifier key as text."""
        return encode_vkey(self._keys[log])

    def key_id(self, log: Log) -> str:
        """Return the id of the log's key, 8 hexadecimal digits (C2SP signed-note)."""
        return self._keys[log].key_id.hex()

    def last(self, log: Log) -> str:
        """Return the newest checkpoint that was signed, as signed; of an empty log at first.

        Raises:
            SignerRefusal: The state is missing or not ours.
        """
        return self._read(log)[0]

    def checkpoint(self, database: Database, log: Log) -> str:
        """Return a checkpoint: the access log's of this moment, the intake log's last published.

        Raises:
            SignerRefusal: The stored tree is smaller than, or does not extend, what was signed.
        """
        return self.last(log) if log is Log.INTAKE else self.sign(database, log)

    def sign(self, database: Database, log: Log, size: int | None = None) -> str:
        """Return a signed checkpoint of the first ``size`` entries, or of all.

        Of the intake log ``publishing.publish_daily`` alone asks for one.

        Raises:
            SignerRefusal: As ``checkpoint``; also if fewer than ``size`` entries are stored.
        """
        while True:
            note, old = self._read(log)
            new = extend(database, log, old, size)
            if new == old:
                return note
            # The database is asked outside the lock: who waits for both stops everybody (C1).
            with hold_lock(self._folder / f"{log}.lock"):
                if self._read(log)[0] == note:
                    note = sign_checkpoint(new, self._log_key)
                    write_durably(state_path(self._folder, log), note)
                    return note
            # Another one signed meanwhile: the proof must begin at what that one signed.

    def confirm(self, database: Database, log: Log) -> None:
        """Check that the stored log extends what was signed; nothing is signed.

        Raises:
            SignerRefusal: As ``checkpoint``.
        """
        old = self._read(log)[1]
        extend(database, log, old, old.size)

    @contextmanager
    def publishing(self) -> Iterator[bool]:
        """Give whether this one may publish the intake log: one thread or process at a time.

        The others do not wait, they are told no: this lock is held while the database is asked.
        """
        with self._alone("publishing") as is_ours:
            yield is_ours

    @contextmanager
    def passing(self) -> Iterator[bool]:
        """Give whether this one may do a full pass over the logs; as ``publishing``."""
        with self._alone("passing") as is_ours:
            yield is_ours

    @contextmanager
    def asking(self) -> Iterator[bool]:
        """Give whether this one may ask the witnesses now, as ``publishing`` does."""
        with self._alone("asking") as is_ours:
            yield is_ours

    @contextmanager
    def _alone(self, work: str) -> Iterator[bool]:
        self._read(Log.INTAKE)  # Without a state there is no folder to lock in.
        with try_lock(self._folder / f"{work}.lock") as is_ours:
            yield is_ours

    def _read(self, log: Log) -> tuple[str, Checkpoint]:
        return read_state(self._folder, log, self._keys[log])
