"""What may be stored now: emergencies, messages and other reports have a share of their own each.

A share is places to store in, a rate, and the room on the disk down to a reserve that only graver
kinds may use; the numbers are ``shares.toml``. Who is refused is told when to try again, and
nothing was stored. An emergency is what its envelope claims: whoever floods us can claim it too,
and is then bounded by that share alone (docs/THREAT_MODEL.md).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore

from intake.errors import Busy
from intake.web.admission.limits import FULL_RETRY_AFTER, LIMITS, MEGABYTE, Kind, Limits
from intake.web.admission.rates import Rate

PATIENCE = 10  # Seconds to wait for a place: as long as an act waits for another one's lock.
REFUSED = "intake.refused"
"""Key in a WSGI environment: what found no room in its line (``Kind``), and so is not read."""


class Share:
    """What one kind may take now.

    Args:
        limits: Of this kind.
        left: Returns how many bytes there is room for.
        rate: Bounds how many are stored.
    """

    def __init__(self, limits: Limits, left: Callable[[], int], rate: Rate) -> None:
        self._limits, self._left, self._rate = limits, left, rate
        self._places = BoundedSemaphore(limits.places)

    @contextmanager
    def admit(self) -> Iterator[None]:
        """Let something be stored inside; what fails there has cost nothing of the rate.

        Raises:
            Busy: ``no_room`` on the disk, or ``many_arrivals``; nothing was done.
        """
        if self._left() < self._limits.reserve_mb * MEGABYTE:
            raise Busy("no_room", FULL_RETRY_AFTER)
        if not self._rate.take():
            raise self.refusal()
        try:
            with self._place():
                yield
        except BaseException:
            self._rate.give_back()
            raise

    def refusal(self) -> Busy:
        """Return what is raised where there is no place, in the line or in the rate."""
        return Busy("many_arrivals", self._limits.retry_after)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=PATIENCE):
            raise self.refusal()
        try:
            yield
        finally:
            self._places.release()


def require_place(shares: Mapping[Kind, Share], environ: Mapping[str, object]) -> None:
    """Refuse what the server program had no place for in its line; nothing of it is read.

    Raises:
        Busy: ``many_arrivals``.
    """
    refused = environ.get(REFUSED)
    if isinstance(refused, Kind):
        raise shares[refused].refusal()


def make_shares(left: Callable[[], int]) -> Mapping[Kind, Share]:
    """Return the shares of a process; ``left`` returns how many bytes there is room for."""
    return {
        kind: Share(limits, left, Rate(limits.burst, limits.a_minute))
        for kind, limits in LIMITS.items()
    }
