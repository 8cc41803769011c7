"""What a body claims to be before it is read: enough to choose the line that it waits in.

Whoever floods us claims what they like. What is stored counts as what it says when it is read.
"""

import re

from intake.web.admission.limits import CLAIMED_PLAIN, CLAIMED_SEALED, Kind
from intake.web.wire import FORM_POST

_SEALED = CLAIMED_SEALED.encode()
_PLAIN = re.compile(f"(?:^|&)(?:{'|'.join(map(re.escape, CLAIMED_PLAIN))})(?:&|$)".encode())
_PATHS = {
    Kind.REPORT: re.compile("/[^/]+/(?:form|plain)"),
    Kind.MESSAGE: re.compile("/[^/]+/box/message"),
}


def media_type(content_type: str) -> str:
    """Return a Content-Type without its parameters, in small letters."""
    return content_type.partition(";")[0].strip().lower()


def claims_emergency(content_type: str, body: bytes) -> bool:
    """Tell whether a report or a message, sealed or a form's, claims to be an emergency."""
    if media_type(content_type) == FORM_POST:
        return _PLAIN.search(body) is not None
    return _SEALED in body


def kind_of(method: str, path: str, content_type: str, body: bytes) -> Kind | None:
    """Return what arrives sealed; None for everything else, also for what the server seals."""
    if method != "POST" or media_type(content_type) == FORM_POST:
        return None
    usual = next((kind for kind, paths in _PATHS.items() if paths.fullmatch(path)), None)
    return Kind.EMERGENCY if usual and claims_emergency(content_type, body) else usual
