"""Writes witness.json (``python -m tests.vectors.make_witness``); ML-DSA signs anew each time."""

import json
import tempfile
from pathlib import Path

from intake.verify.witnessing import witness as program
from tests.log.witnesses.logs import NOW, SEED, VKEY, SmallLog

LOG = SmallLog(111)


def build() -> dict[str, object]:
    """One request from nothing, one from 3 entries, and what a witness answers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w"
        program.Witness.make(path, "witness.ngo.example/w1")
        (path / "ed25519.key").write_bytes(program.PKCS8 + bytes([8]) * 32)
        (path / "mldsa44.seed").write_bytes(bytes([9]) * 32)
        witness = program.Witness(path)
        witness.add_log(VKEY)
        asked = [LOG.request(0, 3), LOG.request(3, 111)]
        answers = [witness.add_checkpoint(body, NOW).body for body in asked]
    return {
        "about": "C2SP tlog-witness v1.0.0; lines of tlog-cosignature, types 0x04 and 0x06",
        "log_seed_hex": SEED.hex(),
        "log": VKEY,
        "ed25519_seed_hex": "08" * 32,
        "ml_dsa_44_seed_hex": "09" * 32,
        "witness": witness.vkeys(),
        "time": NOW,
        "requests": [body.decode() for body in asked],
        "answers": answers,
    }


if __name__ == "__main__":
    file = Path(__file__).with_name("witness.json")
    file.write_text(json.dumps(build(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
