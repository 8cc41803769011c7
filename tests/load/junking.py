"""Junk at a steady pace: posts as a program makes them that wants to fill a desk.

`python -m tests.load.junking PORT A_SECOND` posts until its standard input ends, whether answered
or not, then prints the statuses by kind as JSON. A process of its own, so that its work delays no
measurement. Of ten posts five are reports that nobody can tell from real ones before they are
opened, one of them a claimed emergency; the others are damaged, lead nowhere or come readable.
"""

import asyncio
import json
import os
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlencode

from intake.crypto.encoding import b64u, encode_json
from intake.web.wire import encode_multipart
from tests.load.bodies import sealed_report
from tests.load.targets import Target
from tests.load.visits import exchange

FORM_POST = "Content-Type: application/x-www-form-urlencoded"
PATIENCE_SECONDS = 15

Make = Callable[[], bytes]
Statuses = dict[str, Counter[str]]


class Junk:
    """Posts for one server, each another one; sealed once, so that making them costs little."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._routine = sealed_report(target, "routine")
        self._urgent = sealed_report(target, "emergency")
        self.kinds: dict[str, Make] = {
            "report": lambda: self._copy(self._routine),
            "emergency": lambda: self._copy(self._urgent),
            "damaged": lambda: self._copy(self._routine, summary=secrets.token_bytes(2_000)),
            "message": self._message,
            "readable": self._readable,
        }

    def _copy(self, sealed: tuple[dict[str, object], dict[str, bytes]], **other: bytes) -> bytes:
        """Return the same files under another case, other ids and another token."""
        meta, parts = sealed
        names = ("contact", "report", "summary")
        ids = {name: secrets.token_hex(16) for name in names}
        own = {"case": secrets.token_hex(16), "ids": ids, "token": b64u(secrets.token_bytes(32))}
        return self._post("/en/form", {"meta": encode_json(meta | own), **parts, **other})

    def _message(self) -> bytes:
        own = {"id": secrets.token_hex(16), "token": b64u(secrets.token_bytes(32))}
        meta = {"epoch": 0, "sha256": b64u(secrets.token_bytes(32)), "v": 1} | own
        parts = {"meta": encode_json(meta), "message": self._routine[1]["contact"]}
        return self._post("/en/box/message", parts)

    def _readable(self) -> bytes:
        body = urlencode({"plain": "1", "form_version": "3", "story": secrets.token_hex(200)})
        kinds = (FORM_POST, "Connection: close")
        return self._target.request("POST", "/en/plain", *kinds, body=body.encode())

    def _post(self, path: str, parts: dict[str, bytes]) -> bytes:
        body, kind = encode_multipart(parts)
        kinds = (f"Content-Type: {kind}", "Connection: close")
        return self._target.request("POST", path, *kinds, body=body)


#: Ten posts in the order in which they come.
ORDER = (
    *("report", "damaged", "report", "message", "emergency"),
    *("report", "readable", "report", "damaged", "message"),
)


async def post_junk(target: Target, a_second: float) -> Statuses:
    """Post until standard input ends; return what was answered."""
    junk, statuses = Junk(target), {kind: Counter[str]() for kind in ORDER}
    ended = asyncio.ensure_future(asyncio.to_thread(os.read, 0, 1))
    under_way: set[asyncio.Task[None]] = set()
    began, number = time.monotonic(), 0
    while not ended.done():
        kind = ORDER[number % len(ORDER)]
        task = asyncio.create_task(_one(target, junk.kinds[kind](), statuses[kind]))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        number += 1
        await asyncio.sleep(max(0.0, began + number / a_second - time.monotonic()))
    await asyncio.gather(*under_way)
    return statuses


async def _one(target: Target, request: bytes, into: Counter[str]) -> None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            into[await exchange(target, request)] += 1
    except TimeoutError:
        into["timeout"] += 1
    except OSError:
        into["closed"] += 1


if __name__ == "__main__":
    os.nice(10)  # It stands for machines elsewhere: what it costs here is not the server's to pay.
    port, pace = sys.argv[1:]
    print(json.dumps(asyncio.run(post_junk(Target(int(port)), float(pace)))))
