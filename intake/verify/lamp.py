"""The lamp: one colour and one sentence for a log, out of what is known of it (AUDITROOM 6).

A pure function of what its caller has looked at: ``judge(Seen(…))`` gives the colour, every reason
for it, the gravest first, and the sentence of the first. What it says is this machine's word
(``WORD``): whoever owns the machine can make it say anything, which is what witnesses are for.

Red is what contradicts a signature, grey what cannot be told, amber what nobody outside vouches
for, green what enough witnesses signed within the term of the policy: 48 hours where they stand by,
100 days where the policy's quorum is ``visits``.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import NamedTuple

from intake.crypto.tlog.witnesses.policy import NONE, VISITS
from intake.verify.speech import fill, like, moment, number, say

HOUR, DAY = 3_600, 86_400  # Seconds.
STANDING_SECONDS = 48 * HOUR
VISITS_SECONDS = 100 * DAY
PASS_SECONDS = 36 * HOUR
UNSIGNED_SECONDS = 600
SKEW_SECONDS = 600  # By which a witness's clock may be ahead.

_WORDS = tomllib.loads(files("intake.verify").joinpath("lamp.en.toml").read_text(encoding="utf-8"))
WORD: str = _WORDS["word"]
"""What everything the lamp says is to be called."""


class Colour(StrEnum):
    """``data-lamp`` of the auditors' page."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


class Break(StrEnum):
    """Why a log is not whole, the gravest first."""

    CHANGED = "changed"  # An entry; ``index`` says which.
    DROPPED = "dropped"  # An entry.
    NOT_EXTENDED = "not_extended"  # ``index``: size of the checkpoint that is not extended.
    COPY_DIFFERS = "copy_differs"  # ``index``: size of the auditor's copy.
    WITNESS_REFUSED = "witness_refused"  # With 409 for what it had signed, or 422; ``who`` it was.
    DETAIL_GONE = "detail_gone"  # Of an entry, without an erasure.
    TABLES_DIFFER = "tables_differ"  # Side tables; ``index``: the first entry.
    FOUND = "found"  # Something else; ``who`` says what, in words.


class Blind(StrEnum):
    """Why nothing can be told."""

    NO_STATE = "no_state"
    BAD_STATE = "bad_state"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Broken:
    """One contradiction that was found."""

    kind: Break
    index: int = 0
    who: str = ""


class Vouched(NamedTuple):
    """The largest checkpoint that enough witnesses of the policy signed, all extended since."""

    size: int
    time: int  # Unix seconds: when there were enough (``counting.quorum_time``).
    who: str  # As the reader knows them: "you", or names of the policy.


@dataclass(frozen=True)
class Seen:
    """What is known of one log. Times are Unix seconds."""

    now: int
    size: int  # Entries under the newest checkpoint.
    quorum: str  # Name of the policy's quorum: ``none`` where nobody is asked for.
    vouched: Vouched | None = None
    whole_at: int | None = None  # When all entries had been read last and gave the signed root.
    unsigned_since: int | None = None  # Time of the oldest entry without the log's signature.
    broken: Sequence[Broken] = ()
    blind: Blind | None = None
    grace: int = 0  # Seconds by which a signature from outside may be older than the term.


class Reason(NamedTuple):
    """One reason for the colour: a code, and its sentence."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Lamp:
    """The verdict; ``reasons`` has one at least, the one to show first."""

    colour: Colour
    reasons: tuple[Reason, ...]

    @property
    def sentence(self) -> str:
        """The one sentence that answers "is it whole?"."""
        return self.reasons[0].sentence


def judge(seen: Seen) -> Lamp:
    """Return the lamp of a log."""
    if seen.broken:
        order = sorted(seen.broken, key=lambda each: (list(Break).index(each.kind), each.index))
        return Lamp(Colour.RED, tuple(_red(each) for each in order))
    if seen.blind:
        return Lamp(Colour.GREY, (Reason(seen.blind, say_blind(seen.blind)),))
    doubts = (_doubt_signed(seen), _doubt_read(seen), _doubt_vouched(seen))
    reasons = tuple(each for each in doubts if each)
    return Lamp(Colour.AMBER, reasons) if reasons else Lamp(Colour.GREEN, (_green(seen),))


def say_blind(blind: Blind) -> str:
    """Say why nothing can be told."""
    return say(_WORDS["grey"][blind])


def _red(broken: Broken) -> Reason:
    words = _WORDS["red"]
    values = {"index": number(broken.index), "who": broken.who}
    sentence = fill(words[broken.kind], values)
    return Reason(broken.kind, like(sentence, f"{sentence} {say(words['tail'])}"))


def _doubt_signed(seen: Seen) -> Reason | None:
    since = seen.unsigned_since
    if since is None or seen.now - since <= UNSIGNED_SECONDS:
        return None
    return _amber("unsigned", when=_moment(since))


def _doubt_read(seen: Seen) -> Reason | None:
    if seen.whole_at is None:
        return _amber("pass_never")
    if seen.now - seen.whole_at <= PASS_SECONDS:
        return None
    return _amber("pass_old", when=_moment(seen.whole_at))


def _doubt_vouched(seen: Seen) -> Reason | None:
    if seen.quorum == NONE:
        return _amber("no_policy")
    kind, vouched = _kind(seen), seen.vouched
    if vouched is None or vouched.time > seen.now + SKEW_SECONDS or vouched.size > seen.size:
        return _amber(f"never_{kind}")
    term = VISITS_SECONDS if kind == VISITS else STANDING_SECONDS
    if seen.now - vouched.time <= term + seen.grace:
        return None
    return _amber(f"late_{kind}", day=_day(vouched.time), upto=number(vouched.size))


def _green(seen: Seen) -> Reason:
    kind, vouched = _kind(seen), seen.vouched
    assert vouched is not None  # noqa: S101 - else _doubt_vouched had spoken
    count = seen.size - vouched.size
    since = _WORDS["since"][kind][{0: "none", 1: "one"}.get(count, "many")]
    values = {
        "upto": number(vouched.size),
        "day": _day(vouched.time),
        "who": vouched.who,
        "since": fill(since, {"count": number(count)}),
    }
    return Reason(kind, fill(_WORDS["green"][kind], values))


def _amber(code: str, **values: str) -> Reason:
    return Reason(code, fill(_WORDS["amber"][code], values))


def _kind(seen: Seen) -> str:
    return VISITS if seen.quorum == VISITS else "standing"


def _day(seconds: int) -> str:
    return moment(seconds, "%d %b %Y").lstrip("0")


def _moment(seconds: int) -> str:
    return moment(seconds, "%d %b, %H:%M UTC").lstrip("0")
