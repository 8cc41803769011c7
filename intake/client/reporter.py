"""A reporter: sends, keeps the receipt, comes back with it (DESIGN 2, crossings 1 and 2).

With JavaScript the answers are sealed in the reporter's own memory and only sealed bytes reach the
services. Without it the server is handed the answers and seals them itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intake.box import reading, services
from intake.client.server import Server
from intake.clock import day_of
from intake.crypto.case import receipts
from intake.crypto.case.sending import seal_report
from intake.crypto.encoding import encode_json
from intake.form.answers import check_answers, drop_hidden
from intake.log.act import NOBODY, Act
from intake.report.arrival import parse_arrival
from intake.report.plain import draft_report, seal_answers
from intake.report.services import Received, receive

Answers = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Told:
    """What a reporter has after sending: the paper, and what the page said."""

    receipt: str  # 28 digits
    case: str  # only for tests and the demo's own book-keeping; no page shows it
    received: Received


def send(server: Server, answers: Answers, lang: str, *, plain: bool = False) -> Told:
    """Send a report through the form in a language.

    Args:
        server: The instance.
        answers: By question id; hidden questions are dropped as the page does.
        lang: Tag of the form's language.
        plain: Whether it goes without JavaScript, so that the server sees the answers.

    Raises:
        ValueError: The form would refuse these answers.
    """
    form = server.running.form
    given = drop_hidden(form, answers)
    faults = check_answers(form, given)
    if faults:
        raise ValueError(f"the form refuses {faults}")
    return _send_plain(server, given, lang) if plain else _send_sealed(server, given, lang)


def _send_plain(server: Server, answers: Answers, lang: str) -> Told:
    desk = server.running.desk()
    if desk is None:
        raise LookupError("there is no desk yet")
    sealed = seal_answers(server.running, desk, answers, lang)
    with server.act() as db:
        received = receive(Act(db, NOBODY, server.now), sealed.arrival)
    return Told(sealed.receipt, sealed.arrival.case, received)


def _send_sealed(server: Server, answers: Answers, lang: str) -> Told:
    receipt = receipts.new_receipt()
    keys = _derive(receipt, server.running.config.keys.salt)
    sending = seal_report(draft_report(server.running, answers, lang), server.desk, keys)
    arrived = {"meta": encode_json(sending.meta), **sending.parts}
    with server.act() as db:
        arrival = parse_arrival(arrived, server.running.form)
        received = receive(Act(db, NOBODY, server.now), arrival)
    return Told(receipt, sending.case, received)


def read_box(server: Server, receipt: str) -> reading.Reading:
    """Come back with the receipt and read everything; such a visit is never logged.

    Raises:
        NotFound: There is nothing under this number.
        LookupError: Something in the box cannot be opened.
    """
    keys = _derive(receipt, server.running.config.keys.salt)
    return _open(server, keys)[1]


def add_message(server: Server, receipt: str, text: str) -> reading.Reading:
    """Come back with the receipt, read, and add a message; return what was read."""
    keys = _derive(receipt, server.running.config.keys.salt)
    read = _open(server, keys)[1]
    sealed = reading.seal_reply(read, keys, text, day_of(server.now))
    with server.act() as db:
        services.add_message(Act(db, NOBODY, server.now), keys.token, sealed)
    return read


@lru_cache
def _derive(receipt: str, salt: bytes) -> receipts.ReporterKeys:
    """Return the keys of a receipt; takes about 150 ms the first time, on purpose."""
    return receipts.derive(receipts.parse_receipt(receipt), salt)


def _open(server: Server, keys: receipts.ReporterKeys) -> tuple[services.Box, reading.Reading]:
    with server.reading() as db:
        box = services.get_box(db, keys.token)
    read = reading.open_box(box, keys)
    if read is None or read.unreadable or read.missing:
        raise LookupError("something in the box cannot be opened")
    return box, read
