"""What somebody states who takes files out."""

from dataclasses import dataclass

from intake.case.rules.casework import casework
from intake.desk.opening import check_purpose
from intake.errors import Refused


@dataclass(frozen=True)
class Stated:
    """What somebody states who takes files out, in words of ``casework``."""

    purpose: str
    recipient: str

    def detail(self) -> dict[str, object]:
        """Return it as the log says it.

        Raises:
            Refused: ``purpose`` or ``recipient``: no word of the desk's.
        """
        check_purpose(self.purpose)
        if self.recipient not in casework().recipients:
            raise Refused("recipient")
        return {"purpose": self.purpose, "recipient": self.recipient}
