"""What an auditor's statement says of the logs of an application under test."""

from base64 import b64encode
from dataclasses import dataclass

from intake.crypto.tlog.note import encode_vkey
from intake.log import proofs
from intake.log.events import Log
from intake.log.signing.signer import log_origin
from intake.verify.reporting.stating.signing_key import SigningKey
from intake.web.services import services_of
from tests.conftest import ORIGIN
from tests.people import People

KEY = SigningKey("auditor.example/amina", b"\x51" * 32)
VKEY = encode_vkey(KEY.public)


@dataclass
class Said:
    """What a statement says, line by line."""

    origin: str
    size: int
    root: str
    beside: str
    end: int
    time: str = "2026-10-01T02:00:00Z"
    first: str = "ti-audit-statement/v1"

    def text(self) -> str:
        return (
            f"{self.first}\norigin {self.origin}\nsize {self.size}\nroot {self.root}\n"
            f"beside {self.beside}\nrange 0 {self.end}\n"
            f"checked leaves {self.size} details 0 erased 0 missing 0\nrules 1\n"
            f"findings 0 sha256:{'0' * 64}\nreviewed 0\nverdict clean\ntime {self.time}\n"
        )

    def note(self, key: SigningKey = KEY) -> str:
        return key.sign(self.text())


def say(people: People) -> Said:
    """Say that all that is signed was checked, and clean."""
    access, intake = (_root_of(people, log) for log in Log)
    beside = f"{log_origin(ORIGIN, Log.INTAKE)} {intake[0]} {intake[1]}"
    return Said(log_origin(ORIGIN, Log.ACCESS), *access, beside, access[0])


def _root_of(people: People, log: Log) -> tuple[int, str]:
    running = services_of(people.app)
    size = int(running.signer.last(log).split("\n")[1])
    with running.database.reading() as db:
        return size, b64encode(proofs.root(db, log, size)).decode()
