"""Reports as somebody would send them, sealed with real keys.

Only PBKDF2 is left out, which is the reporter's work and has a benchmark of its own.
"""

import secrets

from intake.crypto.age.hybrid import new_seed
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.sending import Desk, Draft, Sending, seal_report
from intake.crypto.encoding import encode_json
from intake.web import wire

STORY = "他们扣下了我母亲的护照。They called again on Sunday and asked where I live. " * 8
Body = tuple[bytes, str]
"""A multipart body and its Content-Type."""


def new_keys() -> ReporterKeys:
    """Return what a receipt would give, without its slow derivation."""
    return ReporterKeys(new_seed(), secrets.token_bytes(32), secrets.token_bytes(32))


def new_draft(form: int = 1) -> Draft:
    """Return a report of usual length."""
    return Draft(
        answers={"danger_now": "no", "kinds": ["family_call"], "story": STORY},
        contact={"c_mode": "here"},
        avoid=False,
        country="fr",
        kinds=["family_call"],
        who_for="me",
        lang="zh-Hans",
        at=1_790_000_000 // 3600 * 3600,
        form=form,
        level="urgent",
        rules=["T09"],
        tags=[],
        dates={},
    )


def multipart(sending: Sending) -> Body:
    """Return the body a browser posts."""
    return wire.encode_multipart({"meta": encode_json(sending.meta), **sending.parts})


def make_bodies(desk: Desk, form: int, count: int) -> list[Body]:
    """Seal that many different reports."""
    draft = new_draft(form)
    return [multipart(seal_report(draft, desk, new_keys())) for _ in range(count)]
