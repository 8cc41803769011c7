"""What goes into a column that holds an age file: checked by form before, without any key."""

from intake.crypto.age.file import check_sealed
from intake.crypto.age.header import AgeError
from intake.errors import Refused


def require_sealed(data: bytes, kind: str) -> None:
    """Refuse what is not one of our sealed files of this kind, with ``damaged``."""
    try:
        check_sealed(data, kind)
    except AgeError:
        raise Refused("damaged") from None
