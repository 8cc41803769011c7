"""Reading what ``intake export`` wrote, and opening it with one identity; nothing is believed.

The package's manifest is the server's word. Everything in it is verified by the same Reader that
the desk and the box use. Whose signature counts for the staff is not known offline, so for what
staff wrote the MAC of the case speaks.
"""

import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.crypto import shapes
from intake.crypto.case.keyfiles import KeyFile, open_key_file, verify_key_file
from intake.crypto.case.objects import Reader, Refused, Row, open_padded
from intake.crypto.encoding import EncodingError

MAX_FILES = 100_000  # Members of a package.


class PackageError(ValueError):
    """Not a package, or nothing in it opens; the text never quotes it."""


@dataclass(frozen=True)
class Stored:
    """One object as the manifest names it."""

    row: Row
    file: str
    data: bytes


@dataclass(frozen=True)
class Package:
    """An export, taken apart: key files by holder, objects in the order of the case."""

    case: str
    keys: tuple[tuple[str, bytes], ...]
    objects: tuple[Stored, ...]


@dataclass
class Opened:
    """What came out: canonical JSON by file, reasons of refusals by file, what was left shut."""

    texts: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    missing: bool = False


def parse_package(data: bytes) -> Package:
    """Return the package of a tar that ``intake export`` wrote.

    Raises:
        PackageError: It is none.
    """
    files = _read_tar(data)
    try:
        manifest = shapes.any_object(json.loads(files["manifest.json"]))
        case = shapes.hex_id(manifest["case"])
        keys = [shapes.any_object(entry) for entry in shapes.items(manifest["keys"])]
        objects = [shapes.any_object(entry) for entry in shapes.items(manifest["objects"])]
        return Package(
            case,
            tuple((shapes.text(each["for"]), files[shapes.text(each["file"])]) for each in keys),
            tuple(_stored(case, each, files) for each in objects),
        )
    except (EncodingError, KeyError, ValueError, RecursionError):
        raise PackageError("not a package of `intake export`") from None


def open_package(package: Package, identity: bytes, author: bytes | None = None) -> Opened:
    """Open and verify everything that an identity gives access to.

    Args:
        package: As parsed.
        identity: 32 bytes: of the reporter, of an account that holds the case, or of the desk.
        author: The author's verification key, for who holds the receipt.

    Raises:
        PackageError: No key file in it is for this identity.
    """
    holder, key_file = _find_key(package, identity)
    reader = Reader(
        package.case,
        key_file.epochs,
        author or key_file.author,
        key_file.notes,
        desk_seed=identity if holder.startswith("desk:") else None,
        staff=None,
        pinned={"report": key_file.report, "contact": key_file.contact},
    )
    opened = _read_all(package, reader)
    if key_file.by == "reporter":
        try:
            verify_key_file(key_file, reader.author)
        except Refused as refusal:
            opened.refused[holder] = refusal.reason
    return opened


def _read_tar(data: bytes) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None or member.name in files or len(files) == MAX_FILES:
                    raise PackageError("not a package of `intake export`")
                files[member.name] = content.read()
    except (tarfile.TarError, OSError, EOFError, ValueError):
        raise PackageError("not a package of `intake export`") from None
    return files


def _stored(case: str, entry: Mapping[str, object], files: Mapping[str, bytes]) -> Stored:
    row = Row(
        case,
        shapes.hex_id(entry["id"]),
        shapes.text(entry["kind"]),
        shapes.integer(entry["epoch"]),
        shapes.text(entry["by"]),
    )
    name = shapes.text(entry["file"])
    return Stored(row, name, files[name])


def _find_key(package: Package, identity: bytes) -> tuple[str, KeyFile]:
    """Return the key file for this identity with its holder."""
    reason = "wrong_identity"
    for holder, data in package.keys:
        try:
            return holder, open_key_file(data, identity, package.case, holder)
        except Refused as refusal:
            if refusal.reason != "wrong_identity":
                reason = refusal.reason
    raise PackageError(f"no key file in it opens ({reason})")


def _read_all(package: Package, reader: Reader) -> Opened:
    opened, frames = Opened(), []
    for stored in package.objects:
        if _is_shut(stored.row.kind, reader):
            opened.skipped.append(stored.file)
            continue
        try:
            frames.append(reader.read(stored.row, stored.data))
        except Refused as refusal:
            opened.refused[stored.file] = refusal.reason
        else:
            opened.texts[stored.file] = _text(stored, reader)
    opened.missing = any(reader.missing_parents(frame) for frame in frames)
    opened.texts = dict(sorted(opened.texts.items()))
    return opened


def _is_shut(kind: str, reader: Reader) -> bool:
    """Tell whether an object of this kind is sealed to somebody else."""
    return (kind == "summary" and not reader.desk_seed) or (kind == "note" and not reader.notes)


def _text(stored: Stored, reader: Reader) -> bytes:
    """Return the canonical JSON of an object that was read."""
    kind, epoch = stored.row.kind, stored.row.epoch
    seed = (reader.notes if kind == "note" else reader.seeds)[epoch]
    identity = reader.desk_seed if kind == "summary" and reader.desk_seed else seed
    return open_padded(stored.data, identity, kind)
