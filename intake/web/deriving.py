"""The keys of a typed code, a few at a time: each costs a core for a moment, on purpose.

Without a bound a handful of visitors with invented codes would take every thread of the server, and
with them the page for somebody in danger.
"""

import threading

from intake.crypto.case import receipts
from intake.errors import Busy

ROOM = threading.BoundedSemaphore(4)  # Half of the threads that `intake serve` begins with.
TURN = threading.BoundedSemaphore(2)


def derive_keys(receipt: str, salt: bytes) -> receipts.ReporterKeys:
    """Return the keys of 28 digits.

    Raises:
        ReceiptError: Not 28 ASCII digits.
        Busy: ``unavailable``: too many wait already; at once, so that nobody holds a thread.
    """
    if not ROOM.acquire(blocking=False):
        raise Busy("unavailable")
    try:
        with TURN:
            return receipts.derive(receipt, salt)
    finally:
        ROOM.release()
