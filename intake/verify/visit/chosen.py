"""A source on this machine or a stick, of which details are taken or not."""

from intake.verify.mirror.sources import Source, SourceError


class ChosenDetails:
    """A source whose details are taken only if that was asked for, and then must be there."""

    def __init__(self, source: Source, *, with_details: bool) -> None:
        self._source, self._with_details = source, with_details

    def read(self, path: str, most: int, /) -> bytes | None:
        """Return what stands at a path below ``log/``."""
        return self._source.read(path, most)

    def details(self, log: str, n: int, /) -> bytes | None:
        """Return the details of an entry bundle.

        Raises:
            SourceError: They were asked for, and this source gives none.
        """
        if not self._with_details:
            return None
        found = self._source.details(log, n)
        if found is None:
            raise SourceError("this source gives no details")
        return found
