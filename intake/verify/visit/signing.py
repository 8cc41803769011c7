"""The auditor's own witness: made at the first visit, in the copy's folder, used for nothing else.

COPY/witness/          its key, and what it signed last (intake.verify.witnessing)
"""

import secrets
import shutil
from pathlib import Path
from typing import NamedTuple

from intake.crypto.tlog.checkpoint import parse_checkpoint
from intake.crypto.tlog.note import NoteError, parse_note, parse_vkey
from intake.verify.folder import LogFolder
from intake.verify.report import VerifyError
from intake.verify.witnessing.signing import cosign_copy
from intake.verify.witnessing.witness import Witness, WitnessError

FOLDER = "witness"


class Line(NamedTuple):
    """What a visit brings back of one log."""

    log: str
    size: int
    note: str  # The checkpoint as the log signed it, and the line of the copy's witness.


class Contradicted(Exception):
    """The log is not the one that this witness signed before; it has kept what shows it."""


def open_witness(copy: Path) -> Witness:
    """Return the copy's witness, made when there is none; a killed making begins anew.

    Raises:
        VerifyError: It cannot be used.
    """
    folder, fresh = copy / FOLDER, copy / f"{FOLDER}.new"
    try:
        if not folder.is_dir():
            shutil.rmtree(fresh, ignore_errors=True)
            Witness.make(fresh, f"auditor-{secrets.token_hex(8)}")
            fresh.rename(folder)
        return Witness(folder)
    except WitnessError as error:
        raise VerifyError(f"the witness in {folder}: {error}") from None


def sign(folder: LogFolder, witness: Witness, now: int) -> Line | None:
    """Sign the newest checkpoint of a copy that was checked; None while the log is empty.

    Raises:
        Contradicted: The witness signed another history before.
        VerifyError: It cannot sign.
    """
    note = (folder.read("checkpoint") or b"").decode()
    checkpoint = parse_checkpoint(parse_note(note).text)
    if not checkpoint.size:
        return None
    try:
        witness.add_log((folder.read("log.vkey") or b"").decode().removesuffix("\n"))
        answer = cosign_copy(folder, witness, now)
    except WitnessError as error:
        raise VerifyError(f"the witness: {error}") from None
    if answer.status in {409, 422}:
        raise Contradicted(answer.text)
    if answer.status != 200:
        raise VerifyError(f"the witness: {answer.text}")
    signed = _join(note, _own_line(answer.body, witness))
    folder.keep(checkpoint, signed)
    return Line(str(folder.log), checkpoint.size, signed)


def _join(note: str, line: str) -> str:
    """Return a checkpoint with the log's own line and this one."""
    text, own = parse_note(note), parse_checkpoint(parse_note(note).text).origin
    ours = [each for each in text.signatures if each.name == own]
    lines = zip(text.signatures, note.rpartition("\n\n")[2].splitlines(keepends=True), strict=True)
    return f"{text.text}\n{''.join(each for found, each in lines if found in ours)}{line}"


def _own_line(lines: str, witness: Witness) -> str:
    """Return the Ed25519 line: the one that the key which the copy names can have made."""
    key_id = parse_vkey(witness.vkeys()[0]).key_id
    for line in lines.splitlines(keepends=True):
        try:
            (found,) = parse_note(f"text\n\n{line}").signatures
        except (NoteError, ValueError):
            continue
        if found.key_id == key_id:
            return line
    raise VerifyError("the witness gave no Ed25519 line")
