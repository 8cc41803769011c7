"""What the signer remembers outside the database: one file per log, the newest head as signed."""

import os
from pathlib import Path

from intake.crypto.tlog.checkpoint import Checkpoint, CheckpointError, open_checkpoint
from intake.crypto.tlog.note import VerifierKey
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal


def state_path(folder: Path, log: Log) -> Path:
    """Return where the state of a log lies in the folder of the signer."""
    return folder / f"{log}.checkpoint"


def read_state(folder: Path, log: Log, key: VerifierKey) -> tuple[str, Checkpoint]:
    """Return what was signed last, as signed and taken apart.

    Raises:
        SignerRefusal: no_state or bad_state: it is missing, or not one of this log and key.
    """
    path = state_path(folder, log)
    try:
        note = path.read_text(encoding="utf-8")
        return note, open_checkpoint(note, key)
    except FileNotFoundError:
        text = f"{path.name} is missing from {path.parent}; without it nothing is signed"
        raise SignerRefusal(log, "no_state", text) from None
    except (UnicodeDecodeError, CheckpointError) as error:
        text = f"{path.name} is not a checkpoint of this log and key: {error}"
        raise SignerRefusal(log, "bad_state", text) from None


def write_durably(path: Path, text: str) -> None:
    """Replace a file so that after a power cut either the old or the new one is there, whole."""
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
