"""One hostile request, and what its makers know of the server it goes to."""

import re
from dataclasses import dataclass
from random import Random

from intake.crypto.case.sealing.sending import Sending, seal_report
from intake.form.loading.form import load_form
from intake.form.questions.structure import Form
from tests.bench.reports import new_draft, new_keys
from tests.bench.servers import ROOT
from tests.hostile import STRINGS
from tests.load.bodies import read_desk
from tests.load.targets import Target

ADDRESS = re.compile(r"^\| `([A-Z]+) (/[^`]*)`", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """Bytes to send.

    Attributes:
        kind: The name of who made it.
        data: Everything that is sent before the client stops sending.
        is_whole: Whether it ends where a request ends; otherwise no answer is right too.
        is_wrong: Whether only a refusal (4xx) is right.
    """

    kind: str
    data: bytes
    is_whole: bool = True
    is_wrong: bool = False


@dataclass(frozen=True)
class Subject:
    """What makers know: addresses, the form, and one whole sealed report that is never sent."""

    host: str
    addresses: list[tuple[str, str]]  # Method and rule, of docs/ADDRESSES.md.
    form: Form
    sending: Sending

    @classmethod
    def of(cls, target: Target) -> "Subject":
        """Ask a running server for its desk."""
        desk, version = read_desk(target)
        listed = ADDRESS.findall((ROOT / "docs" / "ADDRESSES.md").read_text(encoding="utf-8"))
        sending = seal_report(new_draft(version), desk, new_keys())
        return cls(target.host, listed, load_form(ROOT / "no own forms"), sending)

    def head(self, method: str, path: str, *lines: str) -> bytes:
        """Return the head of a request that is in order, with these further lines."""
        said = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", *lines, "", ""]
        return "\r\n".join(said).encode("latin-1", "replace")

    def post(self, path: str, kind: str, body: bytes, *lines: str) -> bytes:
        """Return a POST that is in order but for its body."""
        length = f"Content-Length: {len(body)}"
        return self.head("POST", path, f"Content-Type: {kind}", length, *lines) + body


def hostile_text(random: Random) -> str:
    """Return one of the hostile strings, or several, or characters at random."""
    if random.random() < 0.6:
        return "".join(random.choices([*STRINGS.values()], k=random.choice([1, 1, 1, 2, 5])))
    pool = "a0\0\n\r\"'<>&%;=\ud800\uffffé的🤷" if random.random() < 0.5 else "\ud800\udfff\x01~"
    return "".join(random.choices(pool, k=random.randrange(60)))


def hostile_bytes(random: Random) -> bytes:
    """Return text as UTF-8, halves of surrogate pairs too, or bytes at random."""
    if random.random() < 0.7:
        return hostile_text(random).encode("utf-8", "surrogatepass")
    return random.randbytes(random.choice([0, 1, 7, 64, 500]))


def damage(random: Random, data: bytes) -> bytes:
    """Return other bytes: some flipped, cut out, doubled or put in; never the same."""
    changed = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 5])):
        at = random.randrange(len(changed) + 1)
        match random.randrange(4):
            case 0 if at < len(changed):
                changed[at] ^= random.randrange(1, 256)
            case 1:
                del changed[at : at + random.choice([1, 10, 1_000])]
            case 2:
                changed[at:at] = changed[at : at + random.choice([1, 16, 500])]
            case _:
                changed[at:at] = hostile_bytes(random)
    return bytes(changed) if bytes(changed) != data else data + b"\0"
