"""A case as a tar of its stored age files, byte for byte, with a manifest; nothing is opened.

Names are neutral and times zero, so the same case gives the same bytes. ``intake open`` and stock
age tools read the files with the right identity.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.case.stored.rows import ObjectRow, describe_object, list_objects, read_file
from intake.crypto.case.holders import Holder
from intake.crypto.encoding import b64u
from intake.desk.exporting.stated import Stated
from intake.log.act import Act
from intake.log.events import Event
from intake.store.models import Case, KeyFileRow


def export_case(act: Act, case: Case, stated: Stated) -> bytes:
    """Log and return the whole package, every key file included, for who runs the machine."""
    package, detail = pack(act.db, case), stated.detail()
    act.log(Event.EVIDENCE_EXPORT, case, facts={"package": hash_of(package)}, detail=detail)
    return package


def pack(db: Session, case: Case, holder: Holder | None = None) -> bytes:
    """Return the tar: manifest.json, keys/<n>.age, objects/<position>-<kind>.age.

    Args:
        db: Any session.
        case: The case.
        holder: Whose key files to put in; None for everybody's.
    """
    objects = list_objects(db, case)
    query = select(KeyFileRow).where(KeyFileRow.case_id == case.id)
    if holder is not None:
        query = query.where(KeyFileRow.holder == str(holder))
    keys = db.scalars(query.order_by(KeyFileRow.epoch, KeyFileRow.holder)).all()
    files = {f"objects/{row.position:03}-{row.kind}.age": read_file(db, row.id) for row in objects}
    files |= {f"keys/{n:03}.age": row.data for n, row in enumerate(keys)}
    return _tar({"manifest.json": _manifest(case, objects, keys)} | files)


def _manifest(case: Case, objects: Sequence[ObjectRow], keys: Sequence[KeyFileRow]) -> bytes:
    manifest = {
        "case": case.id,
        "keys": [{"file": f"keys/{n:03}.age", "for": row.holder} for n, row in enumerate(keys)],
        "objects": [
            describe_object(row) | {"file": f"objects/{row.position:03}-{row.kind}.age"}
            for row in objects
        ],
        "v": 1,
    }
    return json.dumps(manifest, indent=1, sort_keys=True).encode() + b"\n"


def hash_of(package: bytes) -> str:
    """Return the SHA-256 of a package as the log has it."""
    return b64u(hashlib.sha256(package).digest())


def _tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name in sorted(files):
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(files[name]), 0o600
            tar.addfile(info, io.BytesIO(files[name]))
    return out.getvalue()
