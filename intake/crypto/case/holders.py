"""Who holds a key file, and who made it (SPEC 6).

    box
    desk:<desk id, 32 hexadecimal digits>:<desk epoch>
    account:<account id, 32 hexadecimal digits>
    reporter                                       who makes one, and holds none

The text stands in the key file and in its row; everywhere else a holder or maker is a type, so that
nobody has to guess from how a text begins.
"""

from dataclasses import dataclass

from intake.crypto import shapes
from intake.crypto.encoding import EncodingError


@dataclass(frozen=True)
class BoxHolder:
    """Whoever has the receipt."""

    def __str__(self) -> str:
        """Return the text of SPEC 6."""
        return "box"


@dataclass(frozen=True)
class DeskHolder:
    """Every triage member who holds the desk's identities."""

    desk: str  # 32 hexadecimal digits
    epoch: int

    def __str__(self) -> str:
        """Return the text of SPEC 6."""
        return f"desk:{self.desk}:{self.epoch}"


@dataclass(frozen=True)
class AccountHolder:
    """One person who took or covers the case."""

    account: str  # 32 hexadecimal digits

    def __str__(self) -> str:
        """Return the text of SPEC 6."""
        return f"account:{self.account}"


@dataclass(frozen=True)
class Reporter:
    """Who sent the report, and made the first key files with it."""

    def __str__(self) -> str:
        """Return the text of SPEC 6."""
        return "reporter"


Holder = BoxHolder | DeskHolder | AccountHolder
Maker = Reporter | AccountHolder


def parse_holder(text: str) -> Holder:
    """Return the holder that a text names.

    Raises:
        EncodingError: It names none, or is not as we write it.
    """
    match text.split(":"):
        case ["box"]:
            return BoxHolder()
        case ["desk", desk, epoch] if epoch.isascii() and epoch.isdecimal():
            holder: Holder = DeskHolder(shapes.hex_id(desk), int(epoch))
        case ["account", account]:
            holder = AccountHolder(shapes.hex_id(account))
        case _:
            raise EncodingError("no holder")
    shapes.constant(text, str(holder))  # No leading zeros.
    return holder


def parse_maker(text: str) -> Maker:
    """Return the maker that a text names.

    Raises:
        EncodingError: It names none, or is not as we write it.
    """
    if text == str(Reporter()):
        return Reporter()
    holder = parse_holder(text)
    if not isinstance(holder, AccountHolder):
        raise EncodingError("no maker")
    return holder
