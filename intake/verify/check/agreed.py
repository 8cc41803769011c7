"""Which policy of witnesses the access log says was agreed to, against the one that is served.

That an entry of ``config.change`` was agreed to stands in clear: it alone names what was there
before. So no details are needed.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256

from intake.log.events import Event, Log
from intake.log.leaf import Leaf
from intake.verify.report import LogReport

NOBODY = b"quorum none\n"  # What is served before anything was agreed to.


def agreed_policy(leaf: Leaf | None) -> str | None:
    """Return the hash (base64url) of the policy that an entry says was agreed to; else None."""
    if leaf is None or leaf.event is not Event.CONFIG_CHANGE or "old" not in leaf.facts:
        return None
    return leaf.facts.get("new")


def judge_agreed(reports: Sequence[LogReport]) -> None:
    """Report a served policy, of either log, that is not the one the access log names last."""
    access = next(each for each in reports if each.log is Log.ACCESS)
    index, said = access.agreed or (None, hash_lines(NOBODY))
    newest = "no entry agreed to one" if index is None else f"entry {index} agreed to another"
    for report in reports if access.size else ():  # Of a log that is missing nobody can tell.
        if report.policy not in {None, said}:
            text = f"log/{report.log}/policy.txt is not what the log says: {newest}"
            report.add("policy", index if report is access else None, text)


def hash_lines(policy: bytes) -> str:
    """Return the hash of a policy's lines in base64url, as ``config.change`` names it."""
    return urlsafe_b64encode(sha256(policy).digest()).rstrip(b"=").decode("ascii")
