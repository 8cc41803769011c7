"""Acts of the staff in a case: what they decide, and what they tell each other (SPEC 5).

An act is signed by the account that does it, so that nobody can do it in another's name, and sealed
to those who hold the case; the reporter is never given one.
"""

import secrets
from collections.abc import Mapping

from intake.crypto.age.hybrid import recipient_of
from intake.crypto.case.bodies import ACTS, BEFORE_TAKING
from intake.crypto.case.frames import Frame, FrameError
from intake.crypto.case.objects import row_of, seal_object, sha256
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.sealing.messages import SealedMessage


class NotYet(ValueError):
    """An act that only those can do who hold the notes of a case: nobody has taken it."""


def seal_act(
    case: TrustedCase, signing_seed: bytes, kind: str, body: Mapping[str, object]
) -> SealedMessage:
    """Seal an act: to the newest notes identity, or before the case is taken to its own newest.

    Args:
        case: As opened by who acts, having read what the act comes after.
        signing_seed: The account's Ed25519 seed.
        kind: A kind of bodies.ACTS.
        body: Its fields, ``day`` included: the writer's UTC day, ``YYYY-MM-DD``.

    Raises:
        NotYet: The key file holds no notes, and this act is not one of bodies.BEFORE_TAKING.
        PaddingError: The words are too long.
        FrameError: A field is none that a reader accepts.
    """
    if kind not in ACTS:
        raise FrameError("not an act")
    if not case.key_file.notes and kind not in BEFORE_TAKING:
        raise NotYet("nobody has taken the case")
    seeds = case.key_file.notes or case.key_file.epochs
    epoch = max(seeds)
    frame = Frame(
        case=case.case,
        epoch=epoch,
        kind=kind,
        id=secrets.token_hex(16),
        by="staff",
        after=tuple(case.newest_for_staff()),
        body=dict(body),
    )
    data = seal_object(frame, seeds[epoch], signing_seed, recipient_of(seeds[epoch]))
    return SealedMessage(row_of(frame), data, sha256(data))
