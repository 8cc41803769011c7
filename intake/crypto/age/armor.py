"""ASCII armour of age files (C2SP age.md, "ASCII armor"), for ``intake open``.

Stored files are never armoured. The reader is strict: but for the line endings and the white
space around it, one file has one armour.
"""

from base64 import b64decode, b64encode

from intake.crypto.age.header import AgeError

BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----\n"
END = b"-----END AGE ENCRYPTED FILE-----\n"

_COLUMNS = 64
_WHITE_SPACE = b" \t\r\n"


class ArmorError(AgeError):
    """The armour is not one."""


def is_armored(data: bytes) -> bool:
    """Say whether bytes look like an armoured file rather than a binary one."""
    return data.lstrip(_WHITE_SPACE).startswith(b"-----BEGIN")


def encode_armor(data: bytes) -> bytes:
    """Return the armour of an age file, with line feeds."""
    text = b64encode(data)
    lines = [text[i : i + _COLUMNS] + b"\n" for i in range(0, len(text), _COLUMNS)]
    return BEGIN + b"".join(lines) + END


def parse_armor(armored: bytes) -> bytes:
    """Return the age file in an armour; white space around it is ignored.

    Raises:
        ArmorError: Anything but the one armour of a file, with line feeds or CR LF throughout.
    """
    text = armored.strip(_WHITE_SPACE).replace(b"\r\n", b"\n") + b"\n"
    if not (text.startswith(BEGIN) and text.endswith(END)):
        raise ArmorError("no armour")
    try:
        data = b64decode(text[len(BEGIN) : -len(END)])
    except ValueError:
        raise ArmorError("not base64") from None
    if encode_armor(data) != text:
        raise ArmorError("not the one armour of this file")
    return data
