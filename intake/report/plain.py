"""The way without JavaScript: the server seals the answers in memory, then stores like any other.

Nothing here writes readable text anywhere: it goes from the request's memory into the sealer, and
the receipt goes into the one answer that shows it.
"""

from collections.abc import Mapping, Sequence

from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case import receipts
from intake.crypto.case.sealing.sending import Desk, seal_report
from intake.crypto.encoding import encode_json
from intake.crypto.padding import PaddingError
from intake.errors import Refused
from intake.form.given.drafting import draft_report
from intake.report.arrival import Arrival, parse_arrival
from intake.web.admission.gently import gently
from intake.web.services import CurrentDesk, Services


def seal_answers(
    running: Services,
    desk: CurrentDesk,
    answers: Mapping[str, str | Sequence[str]],
    lang: str,
    receipt: str,
) -> Arrival:
    """Seal checked answers under a code; return what would have arrived from a browser.

    Args:
        running: The running application's services.
        desk: The desk of today.
        answers: Checked, hidden questions dropped.
        lang: Tag of the language the form was shown in.
        receipt: The code, 28 digits.

    Raises:
        Refused: ``too_large``: the answers together are longer than a report may be.
    """
    keys = gently(receipts.derive, receipt, running.config.keys.salt)
    to = Desk(desk.id, desk.epoch, parse_recipient(desk.recipient))
    try:
        draft = draft_report(running.form, running.rules, answers, lang, running.clock())
        sending = seal_report(draft, to, keys)
    except PaddingError:
        raise Refused("too_large") from None
    parts = {"meta": encode_json(sending.meta), **sending.parts}
    return parse_arrival(parts, running.form, server_saw=True)
