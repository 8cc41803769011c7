"""Messages in a case that exists (SPEC 5)."""

import secrets
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from intake.crypto.age.hybrid import recipient_of
from intake.crypto.case.frames import Frame
from intake.crypto.case.keyfiles import KeyFile
from intake.crypto.case.objects import Row, row_of, seal_object, sha256


class SealedMessage(NamedTuple):
    """One sealed object and what the server keeps of it in clear."""

    row: Row
    data: bytes
    sha256: str


def seal_message(
    key_file: KeyFile,
    signing_seed: bytes,
    *,
    by: str,
    text: str,
    day: str,
    after: Sequence[str] = (),
    incident: Mapping[str, object] | None = None,
) -> SealedMessage:
    """Seal a message to the newest epoch of a case.

    Args:
        key_file: As opened by the writer: the box's or the account's.
        signing_seed: The reporter's author seed or the account's signing seed.
        by: ``reporter``, ``helper`` or ``staff``.
        text: What is written.
        day: UTC day, ``YYYY-MM-DD``.
        after: b64u SHA-256 of the newest files the writer has read, at most 8. What the reporter
            will read must not name acts, which the box never holds.
        incident: What happened since, judged (SPEC 5); only the reporter writes one.

    Raises:
        PaddingError: The text is too long.
        FrameError: A field is none that a reader accepts.
    """
    seeds = key_file.epochs
    epoch = max(seeds)
    frame = Frame(
        case=key_file.case,
        epoch=epoch,
        kind="message",
        id=secrets.token_hex(16),
        by=by,
        after=tuple(after),
        body={"day": day, "text": text} | ({"incident": dict(incident)} if incident else {}),
    )
    data = seal_object(frame, seeds[epoch], signing_seed, recipient_of(seeds[epoch]))
    return SealedMessage(row_of(frame), data, sha256(data))
