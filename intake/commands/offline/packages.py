"""Taking apart what ``intake export`` wrote. Its manifest is the server's word, not believed."""

import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass

from intake.crypto import shapes
from intake.crypto.case.holders import Holder, parse_holder
from intake.crypto.case.objects import Row
from intake.crypto.encoding import EncodingError

MAX_FILES = 100_000  # Members of a package.


class PackageError(ValueError):
    """Not a package, or nothing in it opens; the text never quotes it."""


@dataclass(frozen=True)
class PackedObject:
    """One object as the manifest names it."""

    row: Row
    file: str
    data: bytes


@dataclass(frozen=True)
class Package:
    """An export, taken apart: key files by holder, objects in the order of the case."""

    case: str
    keys: tuple[tuple[Holder, bytes], ...]
    objects: tuple[PackedObject, ...]


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
            tuple(_stored_key(each, files) for each in keys),
            tuple(_stored(case, each, files) for each in objects),
        )
    except (EncodingError, KeyError, ValueError, RecursionError):
        raise PackageError("not a package of `intake export`") from None


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


def _stored_key(entry: Mapping[str, object], files: Mapping[str, bytes]) -> tuple[Holder, bytes]:
    return parse_holder(shapes.text(entry["for"])), files[shapes.text(entry["file"])]


def _stored(case: str, entry: Mapping[str, object], files: Mapping[str, bytes]) -> PackedObject:
    row = Row(
        case,
        shapes.hex_id(entry["id"]),
        shapes.text(entry["kind"]),
        shapes.integer(entry["epoch"]),
        shapes.text(entry["by"]),
    )
    name = shapes.text(entry["file"])
    return PackedObject(row, name, files[name])
