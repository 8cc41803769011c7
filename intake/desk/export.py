"""A case as a tar of its stored age files, byte for byte, with a manifest; nothing is opened.

Names are neutral and times zero, so the same case gives the same bytes. ``intake open`` and stock
age tools read the files with the right identity.
"""

import hashlib
import io
import json
import tarfile

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake import auditlog
from intake.auth.acts import Act
from intake.crypto.encoding import b64u
from intake.desk.cases import describe, get_open_case
from intake.logevents import Event, Log
from intake.models import Case, KeyFile, SealedObject


def export_held(act: Act, case_id: str) -> bytes:
    """Log and return the package of a case this person may open."""
    case = get_open_case(act, case_id)
    return export_case(act.db, case, act.pseudonym, act.now)


def export_case(db: Session, case: Case, pseudonym: str, now: int) -> bytes:
    """Log the export with the package's hash in clear; return the tar."""
    package = pack(db, case)
    auditlog.append_case(
        db,
        Log.ACCESS,
        Event.EVIDENCE_EXPORT,
        case,
        now=now,
        actor=pseudonym,
        outcome="ok",
        facts={"package": b64u(hashlib.sha256(package).digest())},
    )
    return package


def pack(db: Session, case: Case) -> bytes:
    """Return the tar: manifest.json, keys/<n>.age, objects/<position>-<kind>.age."""
    objects = db.scalars(
        select(SealedObject).where(SealedObject.case_id == case.id).order_by(SealedObject.position)
    ).all()
    keys = db.scalars(
        select(KeyFile).where(KeyFile.case_id == case.id).order_by(KeyFile.epoch, KeyFile.holder)
    ).all()
    files = {f"objects/{row.position:03}-{row.kind}.age": row.data for row in objects}
    files |= {f"keys/{n:03}.age": row.data for n, row in enumerate(keys)}
    manifest = {
        "case": case.id,
        "keys": [{"file": f"keys/{n:03}.age", "for": row.holder} for n, row in enumerate(keys)],
        "objects": [
            describe(row) | {"file": f"objects/{row.position:03}-{row.kind}.age"} for row in objects
        ],
        "v": 1,
    }
    text = json.dumps(manifest, indent=1, sort_keys=True).encode() + b"\n"
    return _tar({"manifest.json": text} | files)


def _tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name in sorted(files):
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(files[name]), 0o600
            tar.addfile(info, io.BytesIO(files[name]))
    return out.getvalue()
