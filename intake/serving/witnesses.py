"""Posting a request to a witness: one answer within its time and length, nothing followed."""

from http.client import HTTPException
from urllib.parse import urlsplit

from intake.log.witnesses.asking import AskError, is_askable
from intake.verify.mirror.http import Line

SECONDS = 20.0  # In which the answer must be whole, connecting included.
MAX_ANSWER = 1 << 14  # Bytes: signature lines of a few keys.


def post(url: str, body: bytes) -> tuple[int, bytes]:
    """Return status and body of the answer.

    Raises:
        AskError: There is none within the bounds, or nobody may be asked at this address.
    """
    if not is_askable(url):
        raise AskError("not an address of a witness")
    try:
        return _post(url, body)
    except (OSError, HTTPException, ValueError) as error:
        raise AskError(type(error).__name__) from None


def _post(url: str, body: bytes) -> tuple[int, bytes]:
    address = urlsplit(url)
    line = Line(address, SECONDS)
    try:
        with line.within(SECONDS):
            headers = {"Accept-Encoding": "identity", "Content-Type": "text/plain"}
            line.http.request("POST", address.path or "/", body, headers)
            response = line.http.getresponse()
            data = response.read(MAX_ANSWER + 1)
        if line.was_cut or len(data) > MAX_ANSWER or response.length:
            raise AskError("no whole answer")
        return response.status, data
    finally:
        line.close()
