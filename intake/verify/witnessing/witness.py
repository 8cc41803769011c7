"""A witness of transparency logs, in one file (C2SP tlog-witness v1.0.0, ``add-checkpoint``).

It signs a log's checkpoint only if that extends the one it signed last, so nobody can show two
histories to two people, or take back what was signed, without its refusing. It needs Python 3.11
and either the package ``cryptography`` or the program ``openssl`` (3.0 or newer), and imports
nothing else: this file alone is the whole program.

    python3 witness.py init DIR NAME          make the key; prints what to send to the log's people
    python3 witness.py add-log DIR VKEY       watch a log
    python3 witness.py answer DIR < request.tlog > lines.cosig
    python3 witness.py serve DIR [--port N]   the same over HTTP, on this machine
    python3 witness.py show DIR               keys, and what was signed last

Exit codes: 0 signed, 1 refused because the log contradicts what was signed before, 2 cannot.

DIR holds ``witness.json`` (name and logs), the secret keys, for each log the newest checkpoint that
was signed, and as ``evidence`` every request that contradicts it. Key and state are one object: a
witness that lost its state signs nothing any more, and must never be restored from a backup.
A new checkpoint is on the disk before it is signed. It reads the log's format as strictly as
``intake.crypto.tlog`` does, by code of its own: two readers agree, or one of them is wrong.
"""

import argparse
import fcntl
import hashlib
import importlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

MAX_BODY = 1 << 16  # Bytes of a request; one of ours has less than 4 KiB.
MAX_REQUESTS = 8  # In one file: an instance has two logs.
MAX_PROOF = 63  # Hashes.
MAX_SIZE = 2**63 - 1
MAX_EVIDENCE = 100  # Files: whoever has two old checkpoints could else fill the disk.
SECONDS = 20  # In which a request over HTTP must be done.
AT_ONCE = 16  # Connections; more are ended unanswered.
LOG, ED25519, ML_DSA_44 = 0x01, 0x04, 0x06  # Types of keys (C2SP signed-note, tlog-cosignature).
EMPTY = hashlib.sha256(b"").digest()
SPKI = bytes.fromhex("302a300506032b6570032100")  # DER before an Ed25519 public key (RFC 8410).
PKCS8 = bytes.fromhex("302e020100300506032b657004220420")  # And before a secret one.
ORIGIN = re.compile(r"[!-*,-~]{1,255}")  # Printable ASCII without space and plus.
NUMBER = re.compile("0|[1-9][0-9]{0,18}")
LINE = re.compile(r"— ([^\s+\x00-\x1f]+) ([A-Za-z0-9+/]+={0,2})")


class WitnessError(Exception):
    """This witness cannot work: no state, no key, or nothing to sign with."""


class Refused(Exception):
    """A request is refused; ``status`` is HTTP's, ``body`` what the protocol wants beside it."""

    def __init__(self, status: int, text: str, body: str = "") -> None:
        super().__init__(text)
        self.status, self.text, self.body = status, text, body


class Answer(NamedTuple):
    """What ``add-checkpoint`` is answered; ``body`` are signature lines if the status is 200."""

    status: int
    body: str
    text: str  # One line for whoever runs the witness.


class Head(NamedTuple):
    """A checkpoint taken apart."""

    origin: str
    size: int
    root: bytes


class Request(NamedTuple):
    """A request taken apart, unverified."""

    old: int
    proof: tuple[bytes, ...]
    head: Head
    text: str  # The three lines that are signed.
    lines: tuple[tuple[str, bytes, bytes, str], ...]  # (name, key id, signature, line)


# ---- Formats: each parser raises ValueError for what its writer would not have written. ----


def parse_base64(text: str, length: int | None = None) -> bytes:
    """Return what canonical base64 stands for, of a length in bytes if one is given."""
    data = b64decode(text.encode("ascii"), validate=True)
    if b64encode(data).decode() != text or (length is not None and len(data) != length):
        raise ValueError("not canonical base64 of the right length")
    return data


def parse_head(text: str) -> Head:
    """Read the three lines of a checkpoint: origin, size, root."""
    origin, size, root, rest = text.split("\n")
    if rest or not ORIGIN.fullmatch(origin) or not NUMBER.fullmatch(size) or int(size) > MAX_SIZE:
        raise ValueError("not a checkpoint")
    head = Head(origin, int(size), parse_base64(root, 32))
    if not head.size and head.root != EMPTY:
        raise ValueError("an empty log has another root")
    return head


def parse_lines(text: str) -> tuple[tuple[str, bytes, bytes, str], ...]:
    """Read signature lines, each with its end: name, key id, signature, and the line itself."""
    if not text.endswith("\n"):
        raise ValueError("the last signature line does not end")
    found = []
    for line in text[:-1].split("\n"):
        match = LINE.fullmatch(line)
        data = parse_base64(match[2]) if match else b""
        if not match or len(data) < 5:
            raise ValueError("not a signature line")
        found.append((match[1], data[:4], data[4:], line + "\n"))
    return tuple(found)


def parse_request(body: bytes) -> Request:
    """Read an ``add-checkpoint`` request."""
    if len(body) > MAX_BODY:
        raise ValueError("too long")
    told, _, note = body.decode().partition("\n\n")
    text, _, signatures = note.partition("\n\n")
    first, *proof = told.split("\n")
    word, _, old = first.partition(" ")
    if word != "old" or not NUMBER.fullmatch(old) or len(proof) > MAX_PROOF:
        raise ValueError("no old size, or too long a proof")
    hashes = tuple(parse_base64(each, 32) for each in proof)
    return Request(int(old), hashes, parse_head(text + "\n"), text + "\n", parse_lines(signatures))


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """Return the four bytes that point to a key in a signature line."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def encode_vkey(name: str, kind: int, public: bytes) -> str:
    """Return a verifier key as text."""
    material = b64encode(bytes([kind]) + public).decode()
    return f"{name}+{key_id(name, kind, public).hex()}+{material}"


def parse_log_vkey(text: str) -> tuple[str, bytes]:
    """Return a log's origin and its Ed25519 key of 32 bytes."""
    name, _, material = text.split("+", 2)
    data = parse_base64(material, 33)
    if data[0] != LOG or not ORIGIN.fullmatch(name) or encode_vkey(name, LOG, data[1:]) != text:
        raise ValueError("not the key of a log")
    return name, data[1:]


# ---- The proof that one tree begins another (RFC 9162, 2.1.4.2). ----


def extends(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether the tree of ``size`` and ``root`` begins with the old one, by this proof."""
    if old in {0, size}:
        return not proof and old_root == (root if old else EMPTY)
    if not 0 < old < size:
        return False
    skip = _even_times(old)
    at, last = (old - 1) >> skip, (size - 1) >> skip
    hashes = list(proof) if at else [old_root, *proof]
    return bool(hashes) and _climb(at, last, hashes) == (old_root, root)


def _climb(at: int, last: int, hashes: list[bytes]) -> tuple[bytes, bytes] | None:
    """Return the old and the new root that a proof gives; None if it is too long or too short."""
    first = second = hashes[0]
    for each in hashes[1:]:
        if not last:
            return None
        if at & 1 or at == last:
            first, second = _node(each, first), _node(each, second)
            skip = 0 if at & 1 else _even_times(at)
            at, last = at >> skip, last >> skip
        else:
            second = _node(second, each)
        at, last = at >> 1, last >> 1
    return None if last else (first, second)


def _even_times(number: int) -> int:
    """Return how often two divides a number; for 0, which has no end of zeros, 0."""
    return (number & -number).bit_length() - 1 if number else 0


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


# ---- Keys: by ``cryptography``, or else by ``openssl``, which knows Ed25519 only. ----


def _library(name: str) -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return importlib.import_module(f"cryptography.hazmat.primitives.asymmetric.{name}")
    except ImportError:
        return None


def _openssl(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("openssl")
    if program is None:
        raise WitnessError("neither the package cryptography nor the program openssl is here")
    return subprocess.run([program, *arguments], check=False, capture_output=True)  # noqa: S603


@contextmanager
def _files(*contents: bytes) -> Iterator[list[str]]:
    """Put public bytes where ``openssl`` can read them; no secret ever."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / str(n) for n in range(len(contents))]
        for path, data in zip(paths, contents, strict=True):
            path.write_bytes(data)
        yield [str(path) for path in paths]


def _require(done: "subprocess.CompletedProcess[bytes]", length: int) -> bytes:
    if done.returncode or len(done.stdout) < length:
        raise WitnessError("openssl does not know this key; it must be 3.0 or newer")
    return done.stdout[-length:]


def ed25519_public(key: Path) -> bytes:
    """Return the public key of a secret one, which lies as PKCS #8 in a file."""
    library = _library("ed25519")
    if library:
        secret = library.Ed25519PrivateKey.from_private_bytes(key.read_bytes()[-32:])
        return bytes(secret.public_key().public_bytes_raw())
    form = ("-inform", "DER", "-in", str(key), "-pubout", "-outform", "DER")
    return _require(_openssl("pkey", *form), 32)


def ed25519_sign(key: Path, message: bytes) -> bytes:
    """Return the signature of 64 bytes by the key in a file."""
    library = _library("ed25519")
    if library:
        secret = library.Ed25519PrivateKey.from_private_bytes(key.read_bytes()[-32:])
        return bytes(secret.sign(message))
    with _files(message) as (text,):
        form = ("-keyform", "DER", "-inkey", str(key), "-rawin", "-in", text)
        return _require(_openssl("pkeyutl", "-sign", *form), 64)


def ed25519_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature is by this key over this message."""
    library = _library("ed25519")
    if library:
        try:
            library.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except Exception:  # noqa: BLE001 - the library's InvalidSignature, or bytes of no key
            return False
        return True
    with _files(SPKI + public, message, signature) as (key, text, proof):
        form = ("-pubin", "-keyform", "DER", "-inkey", key, "-rawin", "-in", text)
        return _openssl("pkeyutl", "-verify", *form, "-sigfile", proof).returncode == 0


def ml_dsa_secret(key: Path) -> Any:  # noqa: ANN401 - of a library that may not be there
    """Return the ML-DSA-44 key whose seed lies in a file; None without it or without a library."""
    library = _library("mldsa")
    if library is None or not hasattr(library, "MLDSA44PrivateKey") or not key.exists():
        return None
    return library.MLDSA44PrivateKey.from_seed_bytes(key.read_bytes())


# ---- Files. ----


def write_durably(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace a file so that after a power cut the old or the new one is there, whole."""
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the witness against every other thread and process."""
    file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


# ---- The witness. ----


class Witness:
    """One witness: a folder with its key and, for each log, what it signed last."""

    def __init__(self, folder: Path) -> None:
        """Open it.

        Raises:
            WitnessError: There is none, or nothing to sign with.
        """
        self.folder = folder
        self.name, self.logs = _read_config(folder)
        if not (folder / "ed25519.key").exists():
            raise WitnessError(f"the key is missing from {folder}")
        self._public = ed25519_public(folder / "ed25519.key")
        self._ml_dsa = ml_dsa_secret(folder / "mldsa44.seed")

    @classmethod
    def make(cls, folder: Path, name: str) -> "Witness":
        """Make a witness with keys of its own; never in place of another.

        Args:
            folder: Made if it is not there, mode 0700.
            name: Key name, without space and plus: an address without its scheme, as a rule.

        Raises:
            WitnessError: There is one, or the name is none.
        """
        if not ORIGIN.fullmatch(name):
            raise WitnessError("a name has no spaces, no plus, and only letters of ASCII")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (folder / "witness.json").exists() or (folder / "ed25519.key").exists():
            raise WitnessError(f"{folder} holds a witness already")
        write_durably(folder / "ed25519.key", PKCS8 + secrets.token_bytes(32))
        write_durably(folder / "mldsa44.seed", secrets.token_bytes(32))
        (folder / "evidence").mkdir(mode=0o700, exist_ok=True)
        write_durably(folder / "witness.json", _config(name, {}))
        return cls(folder)

    def vkeys(self) -> list[str]:
        """Return the verifier keys: Ed25519, then ML-DSA-44 where the library has it."""
        keys = [encode_vkey(self.name, ED25519, self._public)]
        if self._ml_dsa is not None:
            keys.append(encode_vkey(self.name, ML_DSA_44, self._ml_dsa_public()))
        return keys

    def add_log(self, vkey: str) -> str:
        """Watch a log from now on and return its origin; nothing changes if it is watched already.

        Raises:
            WitnessError: Not the key of a log, or one that is watched has another key.
        """
        try:
            origin, public = parse_log_vkey(vkey)
        except ValueError:
            raise WitnessError("not the verifier key of a log") from None
        with locked(self.folder):
            _, self.logs = _read_config(self.folder)  # Another process may have added one.
            if self.logs.get(origin, public) != public:
                raise WitnessError(f"{origin} is watched with another key")
            if origin not in self.logs:
                self._begin(origin)
                self.logs[origin] = public
                write_durably(self.folder / "witness.json", _config(self.name, self.logs))
        return origin

    def last(self, origin: str) -> Head:
        """Return the head that was signed last; the empty one before the first.

        Raises:
            WitnessError: The state is lost; this witness must be given up.
        """
        try:
            text, _, _ = self._state(origin).read_text(encoding="utf-8").partition("\n\n")
            head = parse_head(text.removesuffix("\n") + "\n")
        except (OSError, ValueError) as error:
            text = f"the state of {origin} is lost ({type(error).__name__}): nothing is signed"
            raise WitnessError(text) from None
        if head.origin != origin:
            raise WitnessError(f"the state of {origin} is of another log: nothing is signed")
        return head

    def add_checkpoint(self, body: bytes, now: int | None = None) -> Answer:
        """Answer a request as C2SP tlog-witness says.

        Raises:
            WitnessError: The state is lost, or there is nothing to sign with.
        """
        try:
            request = parse_request(body)
        except (ValueError, TypeError) as error:  # UnicodeDecodeError and base64's are such.
            return Answer(400, "", f"not a request: {error}")
        try:
            return self._judge(request, body, int(time.time()) if now is None else now)
        except Refused as refusal:
            return Answer(refusal.status, refusal.body, refusal.text)

    def _judge(self, request: Request, body: bytes, now: int) -> Answer:
        head = request.head
        signed = self._require_signed(request)
        if request.old > head.size:
            raise Refused(400, f"old size {request.old} is larger than {head.size}")
        with locked(self.folder):
            last = self.last(head.origin)
            self._require_extends(request, last, body)
            if head != last:
                note = f"{request.text}\n{signed}".encode()
                write_durably(self._state(head.origin), note)
            lines = self._sign(request, now)
        return Answer(200, lines, f"signed {head.origin} at {head.size} entries, after {last.size}")

    def _require_signed(self, request: Request) -> str:
        """Return the log's own signature lines, all of which must hold."""
        origin = request.head.origin
        public = self.logs.get(origin)
        if public is None:
            raise Refused(404, f"{origin} is not watched here")
        wanted = (origin, key_id(origin, LOG, public))
        ours = [each for each in request.lines if each[:2] == wanted]
        message = request.text.encode()
        if not ours or not all(ed25519_holds(public, message, each[2]) for each in ours):
            raise Refused(403, f"not signed by the key of {origin}")
        return "".join(each[3] for each in ours)

    def _require_extends(self, request: Request, last: Head, body: bytes) -> None:
        head, told = request.head, f"{last.size}\n"
        if head.size < last.size:
            self._keep("smaller", body)
            text = f"{head.origin}: {head.size} entries, {last.size} were signed before"
            raise Refused(409, text, told)
        if head.size == last.size and head.root != last.root:
            self._keep("forked", body)
            raise Refused(409, f"{head.origin}: another history of {head.size} entries", told)
        if request.old != last.size:
            raise Refused(409, f"{head.origin}: ask again from {last.size}", told)
        if not extends(last.size, last.root, head.size, head.root, request.proof):
            self._keep("unproved", body)
            text = f"{head.origin}: nothing shows that {head.size} entries begin with {last.size}"
            raise Refused(422, text)

    def _sign(self, request: Request, now: int) -> str:
        message = f"cosignature/v1\ntime {now}\n{request.text}".encode()
        signature = ed25519_sign(self.folder / "ed25519.key", message)
        lines = self._line(ED25519, self._public, now, signature)
        if self._ml_dsa is not None:
            signature = self._ml_dsa.sign(subtree_message(self.name, now, request.head))
            lines += self._line(ML_DSA_44, self._ml_dsa_public(), now, signature)
        return lines

    def _line(self, kind: int, public: bytes, now: int, signature: bytes) -> str:
        data = key_id(self.name, kind, public) + now.to_bytes(8, "big") + signature
        return f"— {self.name} {b64encode(data).decode()}\n"

    def _ml_dsa_public(self) -> bytes:
        return bytes(self._ml_dsa.public_key().public_bytes_raw())

    def _begin(self, origin: str) -> None:
        """Make the state of a log that was never signed; never over one that is there."""
        path = self._state(origin)
        empty = f"{origin}\n0\n{b64encode(EMPTY).decode()}\n".encode()
        if path.exists() and path.read_bytes() != empty:
            raise WitnessError(f"there is a state of {origin} already")
        write_durably(path, empty)

    def _state(self, origin: str) -> Path:
        return self.folder / f"{hashlib.sha256(origin.encode()).hexdigest()}.checkpoint"

    def _keep(self, kind: str, body: bytes) -> None:
        """Keep a request that contradicts what was signed; the state beside it is the other half.

        ``forked`` proves that the log tells two histories. ``smaller`` and ``unproved`` may also
        come from somebody who sends an old checkpoint, or a true one with a wrong proof.
        """
        folder = self.folder / "evidence"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{kind}-{hashlib.sha256(body).hexdigest()[:32]}.tlog"
        if not path.exists() and sum(1 for _ in folder.iterdir()) < MAX_EVIDENCE:
            write_durably(path, body)


def subtree_message(name: str, now: int, head: Head) -> bytes:
    """Return what an ML-DSA-44 cosignature of a checkpoint signs (tlog-cosignature v1.1.0-rc.1)."""
    signer, origin = name.encode(), head.origin.encode()
    message = b"subtree/v1\n\x00" + bytes([len(signer)]) + signer + now.to_bytes(8, "big")
    message += bytes([len(origin)]) + origin + bytes(8) + head.size.to_bytes(8, "big")
    return message + head.root


def _config(name: str, logs: dict[str, bytes]) -> bytes:
    vkeys = [encode_vkey(origin, LOG, public) for origin, public in logs.items()]
    return json.dumps({"logs": vkeys, "name": name}, indent=1).encode() + b"\n"


def _read_config(folder: Path) -> tuple[str, dict[str, bytes]]:
    try:
        told = json.loads((folder / "witness.json").read_bytes())
        return str(told["name"]), dict(parse_log_vkey(each) for each in told["logs"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WitnessError(f"no witness in {folder} ({type(error).__name__})") from None


# ---- Over HTTP. ----


class Server(ThreadingHTTPServer):
    """Answers ``POST /add-checkpoint``; put TLS or an onion service before it."""

    def __init__(self, address: tuple[str, int], witness: Witness) -> None:
        self.witness = witness
        self._free = threading.Semaphore(AT_ONCE)
        super().__init__(address, Handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - its own
        """Answer in a thread, if there are not too many already."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Answer, and end the connection when its time is over, however steadily it drips."""
        watch = threading.Timer(SECONDS, _cut, (request,))
        watch.daemon = True
        watch.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            watch.cancel()
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Say nothing: what the library would print holds the address of who asked."""


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):  # It may be over already.
        connection.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    server_version, sys_version = "witness", ""
    timeout = SECONDS

    def do_POST(self) -> None:
        """Answer ``add-checkpoint``."""
        length = self.headers.get("Content-Length", "")
        if self.path.rpartition("/")[2] != "add-checkpoint":
            self._answer(404, "")
        elif not NUMBER.fullmatch(length) or int(length) > MAX_BODY:
            self._answer(400, "")
        else:
            self._judge(self.rfile.read(int(length)))

    def _judge(self, body: bytes) -> None:
        try:
            answer = self.server.witness.add_checkpoint(body)
        except (WitnessError, OSError) as error:
            sys.stderr.write(f"cannot: {error}\n")
            self._answer(500, "")
            return
        sys.stderr.write(f"{answer.status} {answer.text}\n")
        self._answer(answer.status, answer.body)

    def _answer(self, status: int, body: str) -> None:
        data = body.encode()
        self.send_response(status)
        kind = "text/x.tlog.size" if status == 409 else "text/plain; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Write no line with an address in it."""


# ---- The command. ----


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code."""
    asked = _parser().parse_args(arguments)
    try:
        code: int = asked.run(asked)
    except (WitnessError, OSError) as error:
        sys.stderr.write(f"witness: {error}\n")
        return 2
    return code


def _init(asked: argparse.Namespace) -> int:
    return _print_keys(Witness.make(asked.folder, asked.name))


def _add_log(asked: argparse.Namespace) -> int:
    origin = Witness(asked.folder).add_log(asked.vkey)
    sys.stderr.write(f"{origin} is watched from now on\n")
    return 0


def _answer(asked: argparse.Namespace) -> int:
    """Answer the requests of a file, one after the other, with a blank line between the answers."""
    witness, given = Witness(asked.folder), sys.stdin.buffer.read(MAX_REQUESTS * MAX_BODY + 1)
    codes: list[int] = []
    for request in re.split(rb"(?<=\n)(?=old )", given, maxsplit=MAX_REQUESTS - 1):
        answer = witness.add_checkpoint(request)
        sys.stderr.write(f"{answer.status} {answer.text}\n")
        sys.stdout.buffer.write(b"\n" * bool(codes) + answer.body.encode())
        codes.append({200: 0, 409: 1, 422: 1}.get(answer.status, 2))
    sys.stdout.buffer.flush()
    return 1 if 1 in codes else max(codes)  # A contradiction is the gravest.


def _serve(asked: argparse.Namespace) -> int:
    with Server((asked.host, asked.port), Witness(asked.folder)) as server:
        sys.stderr.write(f"http://{asked.host}:{server.server_port}/add-checkpoint\n")
        sys.stderr.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


def _show(asked: argparse.Namespace) -> int:
    witness = Witness(asked.folder)
    _print_keys(witness)
    for origin in witness.logs:
        head = witness.last(origin)
        sys.stdout.write(f"{origin}\n{head.size}\n{b64encode(head.root).decode()}\n")
    kept = witness.folder / "evidence"
    count = sum(1 for _ in kept.iterdir()) if kept.is_dir() else 0
    if count:
        sys.stderr.write(f"{count} requests contradict what was signed: {kept}\n")
    return 1 if count else 0


def _print_keys(witness: Witness) -> int:
    for vkey in witness.vkeys():
        sys.stdout.write(f"{vkey}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="witness", description="A witness of transparency logs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shapes = (
        ("init", _init, "make a witness with a key of its own", ("name",)),
        ("add-log", _add_log, "watch a log, by its verifier key", ("vkey",)),
        ("answer", _answer, "read requests, write signature lines", ()),
        ("serve", _serve, "answer over HTTP", ()),
        ("show", _show, "show keys, and what was signed last", ()),
    )
    for name, run, words, more in shapes:
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("folder", type=Path, metavar="DIR")
        for each in more:
            command.add_argument(each, metavar=each.upper())
        if run is _serve:
            command.add_argument("--host", default="127.0.0.1", help="default 127.0.0.1")
            command.add_argument("--port", type=int, default=8090, help="default 8090")
        command.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
