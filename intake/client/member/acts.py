"""Acts of the staff as the desk's page seals them; each is handed in where the server takes it."""

from collections.abc import Mapping

from intake.client.member.opencase import OpenCase
from intake.crypto.case.sealing.acts import seal_act
from intake.crypto.case.sealing.messages import SealedMessage


def act(case: OpenCase, kind: str, fields: Mapping[str, object]) -> SealedMessage:
    """Seal an act of today.

    Args:
        case: As its holder, or triage, has it open.
        kind: A kind of SPEC 5, "Acts".
        fields: Its body without ``day``.

    Raises:
        NotYet: Nobody has taken the case, and this act waits for that.
        FrameError: A field is none that a reader accepts.
        PaddingError: The words are too long.
    """
    body = {"day": case.by.browser.today, **fields}
    return seal_act(case.trusted, case.by.keys.signing_seed, kind, body)
