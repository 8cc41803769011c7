"""The fullest box that a reporter can make, opened by eight at once, with a script and without."""

import io
import json
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from werkzeug.formparser import parse_form_data

from intake.crypto.case.holders import BoxHolder
from intake.crypto.case.keyfiles import KeyFile, open_key_file
from intake.crypto.case.receipts import ReporterKeys, derive, new_receipt
from intake.crypto.case.sealing.messages import seal_message
from intake.crypto.case.sealing.sending import Sending, seal_report
from intake.crypto.encoding import b64u, encode_json, parse_b64u
from intake.web.wire import encode_multipart
from tests.bench.reports import multipart, new_draft
from tests.load.bodies import read_desk
from tests.load.targets import Target

OPENINGS = 8
ADDED_BYTES = 64 << 20  # Issue 6: eight openings at once add less than this.
LONG, SHORT = 60_000, 40  # Characters of a message: the longest ones first, then what still fits.
ROUNDS = 3
FORM_POST = "application/x-www-form-urlencoded"


def run(target: Target) -> bool:
    """Fill one box until nothing more fits, then open it by eight at once."""
    receipt = new_receipt()
    keys = derive(receipt, _salt(target))
    sending = _send(target, keys)
    print(f"   messages that fitted: {_fill(target, keys, sending)}", flush=True)
    fields = urlencode({"plain": "1", "code": receipt}).encode()
    ways: dict[str, Callable[[], int]] = {
        "with a script": lambda: sum(map(len, _open(target, keys))),
        "without one": lambda: len(_post(target, "/en/box", fields, FORM_POST)[1]),
    }
    held = [_measure(target, name, way) for name, way in ways.items()]
    return all(held)


def _measure(target: Target, name: str, way: Callable[[], int]) -> bool:
    """Open by eight at once, some times over; print and judge what that added."""
    way()  # What the first one of all costs is not what eight add.
    before, ended, most = target.memory(), threading.Event(), [0]

    def watch() -> None:
        while not ended.is_set():
            most.append(target.memory())
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(OPENINGS) as pool:
        lengths = list(pool.map(lambda _: way(), range(OPENINGS * ROUNDS)))
    ended.set()
    watcher.join()
    added = max(most) - before
    print(
        f"   {name:<14} {max(lengths):>9} bytes each, {OPENINGS} at once;"
        f" memory {before / 2**20:.0f} MiB, at most {added / 2**20:+.1f} MiB"
        f" (goal: less than {ADDED_BYTES >> 20})",
        flush=True,
    )
    return added < ADDED_BYTES


def _salt(target: Target) -> bytes:
    found = re.search(r'data-salt="([^"]+)"', target.get("/en/box").decode())
    if found is None:
        raise RuntimeError("the box's page names no salt")
    return parse_b64u(found[1], 32)


def _send(target: Target, keys: ReporterKeys) -> Sending:
    desk, form = read_desk(target)
    sending = seal_report(new_draft(form), desk, keys)
    status, _, _ = _post(target, "/en/form", *multipart(sending))
    if status != 201:
        raise RuntimeError(f"the report was answered {status}")
    return sending


def _fill(target: Target, keys: ReporterKeys, sending: Sending) -> int:
    """Add messages until the server takes no more; return how many it took."""
    key_file = open_key_file(
        sending.parts["key_box"], keys.reporter_seed, sending.case, BoxHolder()
    )
    count = 0
    for length in (LONG, SHORT):
        while (status := _add(target, keys, key_file, "x" * length)) == 201:
            count += 1
        if status != 409:
            raise RuntimeError(f"a message too many was answered {status}")
    return count


def _add(target: Target, keys: ReporterKeys, key_file: KeyFile, text: str) -> int:
    sealed = seal_message(key_file, keys.author_seed, by="reporter", text=text, day="2026-11-22")
    meta = {"epoch": 0, "id": sealed.row.id, "sha256": sealed.sha256}
    meta |= {"token": b64u(keys.token), "v": 1}
    parts = {"meta": encode_json(meta), "message": sealed.data}
    return _post(target, "/en/box/message", *encode_multipart(parts))[0]


def _open(target: Target, keys: ReporterKeys) -> list[bytes]:
    """Return every answer of the box, as the page's script asks for them."""
    answers: list[bytes] = []
    begin: int | None = 0
    while begin is not None:
        asked = encode_json({"begin": begin, "token": b64u(keys.token), "v": 1})
        status, body, kind = _post(target, "/en/box/open", asked, "application/json")
        if status != 200:
            raise RuntimeError(f"the box was answered {status}")
        answers.append(body)
        begin = _meta(body, kind)["next"]
    return answers


def _meta(body: bytes, kind: str) -> dict[str, Any]:
    environ = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    environ |= {"CONTENT_TYPE": kind, "REQUEST_METHOD": "POST"}
    _, _, files = parse_form_data(environ)
    meta: dict[str, Any] = json.loads(files["meta"].read())
    return meta


def _post(target: Target, path: str, body: bytes, kind: str) -> tuple[int, bytes, str]:
    connection = HTTPConnection("127.0.0.1", target.port, timeout=120)
    headers = {"Host": target.host, "Content-Type": kind, "Connection": "close"}
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    found = answer.status, answer.read(), answer.headers["Content-Type"]
    connection.close()
    return found
