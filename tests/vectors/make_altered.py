"""Write tests/vectors/altered: a small whole copy, and one altered byte in each thing it rests on.

``.venv/bin/python -m tests.vectors.make_altered``. ``whole/`` is a copy with what belongs to it;
``KINDS`` says which of its files is altered where, and what is asked then; beside it lies each
altered file under the name of its kind. A test compares what ``build`` returns with what is there.
"""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from intake.crypto.encoding import b64u
from intake.crypto.tlog.cosignature import cosign_checkpoint, witness_key
from intake.crypto.tlog.note import encode_vkey
from intake.log.events import Log
from intake.verify.folder import LogFolder
from intake.verify.pages.expected import EXPECTED
from intake.verify.pages.pagelist import NOTHING, PageList, Thing, encode_pages
from intake.verify.pages.rounds import hash_text
from intake.verify.reporting.folding import Span
from intake.verify.reporting.made.document import encode_report
from intake.verify.reporting.made.making import Wanted, report_on
from intake.verify.reporting.stating.signing_key import SigningKey
from intake.verify.reporting.stating.statement import encode_statement
from tests.log.golden import INSTANCE, golden_vkey, signed
from tests.quarter.copied import copy_out
from tests.quarter.written import START, Written

HERE = Path(__file__).parent / "altered"
ACTOR, OTHER, CASE = "a1" * 8, "b2" * 8, "c3" * 16
PAGE = b"<!doctype html><title>Safe</title>\n"
AUDITOR = SigningKey("auditor.example/office", bytes([5]) * 32)
SERVED = b"# asked by hand\nquorum none\n"
WITNESS = ("witness.example/w1", bytes([6]) * 32)
ACCESS = "log/access"
TOKEN = "ti-audit-1." + b64u(bytes(range(32)))


@dataclass(frozen=True)
class Kind:
    """One thing that is altered.

    Attributes:
        path: Of the file in ``whole/``.
        near: What stands before the byte that is altered: its lowest bit is turned.
        command: What is asked; ``COPY`` stands for the folder, ``URL`` for a server of it, which
            gives its log to the token, and ``FRESH`` for a copy that is begun.
        code: The exit code.
        message: What is said then, and of no other kind.
        skip: How many bytes stand between.
    """

    path: str
    near: bytes
    command: tuple[str, ...]
    code: int
    message: str
    skip: int = 0


VERIFY = ("verify", "COPY")
REPORT = ("report", "COPY", "--check", "COPY/report.json", "--policy", "COPY/own-policy.txt")
STATEMENT = ("statement", "COPY", "--check", "COPY/statement", "--by", encode_vkey(AUDITOR.public))
KINDS = {
    "entry": Kind(
        f"{ACCESS}/tile/entries/000.p/7", b'"t":', VERIFY, 1, "changed: entry 0 was changed", skip=9
    ),
    "tile": Kind(
        f"{ACCESS}/tile/0/000.p/7",
        b"",
        VERIFY,
        1,
        "tile: tile/0/000.p/7 holds hashes that are not those of its entries",
    ),
    "checkpoint": Kind(
        f"{ACCESS}/checkpoint",
        b"/log/access\n7\n",
        VERIFY,
        1,
        "signature: checkpoint: signature by the wanted key does not hold",
    ),
    "cosignature": Kind(
        f"{ACCESS}/checkpoints/7",
        b"witness.example/w1 ",
        ("verify", "COPY", "--policy", "COPY/own-policy.txt"),
        1,
        "cosignature: checkpoints/7: the cosignature by w1 does not hold",
        skip=40,
    ),
    "detail": Kind(
        f"{ACCESS}/details/000000000.jsonl",
        b'case_seq\\":',
        VERIFY,
        1,
        "detail: the details of entry 2 are not those it commits to",
    ),
    "policy": Kind(
        f"{ACCESS}/policy.txt",
        b"quorum n",
        VERIFY,
        1,
        "signature: policy.txt: line 3 of the policy: the quorum is not defined above it",
    ),
    "policy-agreed": Kind(
        f"{ACCESS}/policy.txt",
        b"# asked by h",
        VERIFY,
        1,
        "policy: log/access/policy.txt is not what the log says: entry 6 agreed to another",
    ),
    "own-policy": Kind(
        "own-policy.txt",
        b"witness w1 witness.example/w",
        REPORT,
        2,
        "own-policy.txt: line 1 of the policy: key id does not fit the key",
    ),
    "list": Kind(
        "pages.txt",
        b"origin ",
        ("pages", "URL", "--copy", "COPY"),
        1,
        "the newest list in the log is ",
    ),
    "page": Kind(
        "page.html", b"<title>", ("pages", "URL", "--copy", "COPY"), 1, "page /en/: other bytes"
    ),
    "proof": Kind("report.json", b"index 4\\n", REPORT, 1, "its proof of entry 4 of log access: "),
    "report": Kind(
        "report.json", b'"level":', REPORT, 1, "incidents/0/findings/0/level: it says 2"
    ),
    "report-form": Kind("report.json", b"", REPORT, 2, "not a report: not JSON"),
    "statement": Kind(
        "statement",
        b"reviewed ",
        STATEMENT,
        1,
        "the statement: signature by the wanted key does not hold",
    ),
    "token": Kind(
        "token",
        b"ti-audit-1.",
        ("visit", "URL", "FRESH", "--token-file", "COPY/token"),
        2,
        "the server answers 401. It opens this log to nobody without a token.",
        skip=20,
    ),
}


def write_log() -> Written:
    """A log of seven entries: somebody approves their own export; two agree who witnesses."""
    log = Written()
    log.add(0, "sys.accounts", who=[ACTOR, OTHER], role="caseworker")
    pages = log.add(10, "sys.pages")
    log.records[Log.ACCESS][1] = replace(pages, facts={"pages": hash_text(page_list())})
    log.take_case(60, CASE, ACTOR, OTHER)
    log.add(120, "report.open", ACTOR, log_ref=CASE, purpose="casework")
    log.tell(0)
    log.add(180, "evidence.export", ACTOR, log_ref=CASE, recipient="court", approver=ACTOR)
    log.add(240, "case.note", ACTOR, log_ref=CASE)
    agreed = log.add(300, "config.change", OTHER, policy="agreed", approver=ACTOR)
    facts = {"new": hash_text(SERVED), "old": hash_text(b"quorum none\n")}
    log.records[Log.ACCESS][6] = replace(agreed, facts=facts)
    return log


def page_list() -> bytes:
    """The list of a server whose pages are all the same."""
    body = NOTHING, hash_text(PAGE), len(PAGE)
    things = (Thing(kind, *body, path) for kind in ("page", "wechat") for path in EXPECTED)
    return encode_pages(PageList(INSTANCE, 1, "here - 0", tuple(things)))


def policy_text() -> bytes:
    """A reader's policy with one witness."""
    vkey = encode_vkey(witness_key(*WITNESS))
    return f"witness w1 {vkey}\nquorum w1\n".encode()


def write_whole(folder: Path) -> None:
    """Write the copy, and what belongs to it."""
    log = write_log()
    copy = LogFolder(copy_out(folder, log), Log.ACCESS)
    leaves = [leaf for leaf, _ in log.leaves(Log.ACCESS)]
    copy.write("checkpoints/3", signed(leaves[:3]).encode())
    note = cosign_checkpoint(signed(leaves), *WITNESS, START + 3_600)
    copy.write("checkpoints/7", note.encode())
    beside = LogFolder(folder, Log.INTAKE)
    for each in (copy, beside):
        served = (each.read("policy.txt") or b"").partition(b"\n")[0]
        each.write("policy.txt", served + b"\n" + SERVED)
    other = (beside.read("checkpoint") or b"").decode()
    beside.write("checkpoint", cosign_checkpoint(other, *WITNESS, START + 3_600).encode())
    for name, data in (
        ("pages.txt", page_list()),
        ("page.html", PAGE),
        ("own-policy.txt", policy_text()),
        ("log.vkey", golden_vkey(Log.ACCESS).encode()),
        ("token", f"{TOKEN}\n".encode()),
    ):
        (folder / name).write_bytes(data)
    _report(folder)


def _report(folder: Path) -> None:
    plain = Wanted(folder)
    wanted = Wanted.with_policy(folder, folder / "own-policy.txt")
    (folder / "report.json").write_bytes(encode_report(report_on(wanted, Span(), _still)))
    text = encode_statement(report_on(plain, Span(), _still), Log.ACCESS, START + 7_200)
    (folder / "statement").write_text(AUDITOR.sign(text), encoding="utf-8")


def _still(_done: int, _all: int) -> None:
    pass


def alter(data: bytes, kind: Kind) -> bytes:
    """Return the bytes with the lowest bit of one turned."""
    at = data.index(kind.near) + len(kind.near) + kind.skip
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def build() -> dict[str, bytes]:
    """Every file by its path below tests/vectors/altered."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_whole(folder)
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    made = {f"whole/{path}": data for path, data in files.items()}
    return made | {name: alter(files[kind.path], kind) for name, kind in KINDS.items()}


if __name__ == "__main__":
    for path, data in build().items():
        (HERE / path).parent.mkdir(parents=True, exist_ok=True)
        (HERE / path).write_bytes(data)
