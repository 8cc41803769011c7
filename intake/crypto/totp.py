"""Time-based one-time passwords (RFC 6238): 30 s steps, six digits, each accepted once.

The newcomer's client makes the secret, and sends it once, with the account. It is needed in clear
to check a code, so it lies in the database wrapped under a label of the server key, bound to its
account; a thief of the database alone has nothing.
"""

import base64
import hmac
import re
import secrets

from pyotp.totp import TOTP

from intake.crypto.encoding import read_digits
from intake.crypto.wrapping import unwrap_text, wrap_text

LABEL = "intake/v1/totp"
STEP = 30  # seconds
WINDOW = 1  # Steps a clock may be off, either way.
DIGITS = 6
SECRET = re.compile(r"[A-Z2-7]{32}")  # 20 bytes in base32.


def new_secret() -> str:
    """Mint a TOTP secret: 160 bits in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def wrap_secret(server_key: bytes, account_id: str, secret: str) -> bytes:
    """Return the secret wrapped under the server key, bound to the account id."""
    return wrap_text(server_key, LABEL, account_id, secret)


def unwrap_secret(server_key: bytes, account_id: str, wrapped: bytes) -> str:
    """Return the base32 secret; InvalidTag if the server key or the account is another."""
    return unwrap_text(server_key, LABEL, account_id, wrapped)


def find_step(secret: str, code: str, now: int, last_step: int) -> int | None:
    """Return the step that a typed code belongs to, if newer than the last one used; else None."""
    digits = read_digits(code)
    if len(digits) != DIGITS:
        return None
    otp = TOTP(secret, interval=STEP)
    found = None
    for step in range(now // STEP - WINDOW, now // STEP + WINDOW + 1):
        if hmac.compare_digest(otp.generate_otp(step), digits) and step > last_step:
            found = step
    return found
