"""A flood: connections that ask for expensive work, each again as soon as it is answered.

`python -m tests.load.flooding PORT SIGN_INS CODES` floods until its standard input ends, then
prints the statuses as JSON. A process of its own, so that its work delays no measurement.
"""

import asyncio
import json
import os
import secrets
import sys
from collections import Counter
from collections.abc import Callable

from intake.crypto.case.receipts import new_receipt
from intake.crypto.encoding import b64u
from tests.load.targets import Target

FORM_POST = "Content-Type: application/x-www-form-urlencoded"

Statuses = dict[str, Counter[str]]


def sign_in(target: Target) -> bytes:
    """Return a sign-in with an invented name and secret."""
    secret, name = b64u(secrets.token_bytes(32)), secrets.token_hex(4)
    body = json.dumps({"username": name, "secret": secret, "totp": "123456"}).encode()
    origin = f"Origin: http://{target.host}"
    return target.request("POST", "/sign-in", "Content-Type: application/json", origin, body=body)


def code(target: Target) -> bytes:
    """Return an invented code, typed into the box without a script."""
    body = f"plain=1&code={new_receipt()}".encode()
    return target.request("POST", "/en/box/plain", FORM_POST, body=body)


async def flood(target: Target, sign_ins: int, codes: int) -> Statuses:
    """Flood until standard input ends; return what was answered."""
    statuses: Statuses = {"sign-in": Counter(), "code": Counter()}
    tasks = [
        *(
            asyncio.ensure_future(_one(target, sign_in, statuses["sign-in"]))
            for _ in range(sign_ins)
        ),
        *(asyncio.ensure_future(_one(target, code, statuses["code"])) for _ in range(codes)),
    ]
    await asyncio.to_thread(os.read, 0, 1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return statuses


async def _one(target: Target, make: Callable[[Target], bytes], into: Counter[str]) -> None:
    """Ask again and again on one connection, and on a new one when it is lost."""
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
            try:
                while True:
                    writer.write(make(target))
                    into[await _status(reader)] += 1
            finally:
                writer.transport.abort()
        except (OSError, EOFError):
            into["closed"] += 1
            await asyncio.sleep(0.1)


async def _status(reader: asyncio.StreamReader) -> str:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    await reader.readexactly(int(lengths[0].split(b":")[1]))
    return head[9:12].decode()


if __name__ == "__main__":
    port, sign_ins, codes = map(int, sys.argv[1:])
    print(json.dumps(asyncio.run(flood(Target(port), sign_ins, codes))))
