"""The details of a copy: in clear where ``mirror`` wrote them, sealed where the copy has a key.

The age format is imported where it is used: a bare Python can check a copy that has no key.
"""

from intake.verify.folder import LogFolder, details_name, sealed_name
from intake.verify.report import VerifyError


class SealedError(ValueError):
    """Sealed details were changed, or are another copy's."""


class CopyDetails:
    """The details of one log's copy, by entry bundle."""

    def __init__(self, folder: LogFolder) -> None:
        self._folder = folder

    @property
    def is_given(self) -> bool:
        """Whether details were ever given to this copy."""
        return any((self._folder.path / name).is_dir() for name in ("details", "sealed"))

    def has(self, n: int) -> bool:
        """Tell whether there is a file for bundle ``n``."""
        return self._folder.has(sealed_name(n)) or self._folder.has(details_name(n))

    def read(self, n: int) -> bytes | None:
        """Return the details of bundle ``n``, or None if there is no file.

        Raises:
            SealedError: They are sealed, and not as this copy sealed them.
            VerifyError: They are sealed, and the key is not here.
        """
        sealed = self._folder.read(sealed_name(n))
        if sealed is None:
            return self._folder.read(details_name(n))
        identity = self._identity()
        if identity is None:
            raise VerifyError("the details are sealed, and copy.key is not in the copy")
        from intake.verify.sealing.key import CopyKeyError, unseal  # noqa: PLC0415 - see above

        try:
            return unseal(sealed, identity)
        except CopyKeyError as error:
            raise SealedError(f"{sealed_name(n)} {error}") from None

    def write(self, n: int, data: bytes) -> None:
        """Keep the details of bundle ``n``: sealed, if the copy has a key."""
        identity = self._identity()
        if identity is None:
            self._folder.write(details_name(n), data)
            return
        from intake.verify.sealing.key import seal  # noqa: PLC0415 - see above

        self._folder.write(sealed_name(n), seal(data, identity))

    def _identity(self) -> bytes | None:
        copy = self._folder.path.parents[1]
        if not (copy / "copy.key").exists():
            return None
        from intake.verify.sealing.key import CopyKeyError, find_key  # noqa: PLC0415 - see above

        try:
            return find_key(copy)
        except CopyKeyError as error:
            raise VerifyError(str(error)) from None
