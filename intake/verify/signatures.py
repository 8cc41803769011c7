"""Ed25519 verification on an auditor's machine: with ``cryptography``, or else with ``openssl``."""

import importlib.util
import shutil
import subprocess
import tempfile
from pathlib import Path

from intake.crypto import ed25519
from intake.verify.report import VerifyError

_SPKI = bytes.fromhex("302a300506032b6570032100")  # DER before a 32-byte Ed25519 key (RFC 8410).


def find_verify() -> ed25519.Verify:
    """Return how signatures are checked here.

    Raises:
        VerifyError: Neither is there.
    """
    if importlib.util.find_spec("cryptography") is not None:
        return ed25519.verify
    if shutil.which("openssl"):
        return verify_with_openssl
    raise VerifyError("neither the Python package cryptography nor the program openssl is here")


def verify_with_openssl(public: bytes, message: bytes, signature: bytes) -> None:
    """Check a signature as ``ed25519.verify`` does, by running openssl (3.0 or newer).

    Raises:
        Ed25519Error: Wrong key, message or signature.
        VerifyError: The program is not there.
    """
    ed25519.require_key(public)
    if len(signature) != 64:
        raise ed25519.Ed25519Error("signature has another length")
    program = shutil.which("openssl")
    if program is None:
        raise VerifyError("the program openssl is not here")
    with tempfile.TemporaryDirectory() as folder:  # Only public bytes are written there.
        key, text, proof = (Path(folder) / name for name in ("key", "text", "proof"))
        key.write_bytes(_SPKI + public)
        text.write_bytes(message)
        proof.write_bytes(signature)
        command = [program, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", str(key)]
        command += ["-rawin", "-in", str(text), "-sigfile", str(proof)]
        result = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - fixed
    if result.returncode:
        raise ed25519.Ed25519Error("wrong signature")
