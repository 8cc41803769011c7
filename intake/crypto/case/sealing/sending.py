"""Everything a report needs to be sent (SPEC 5, 6 and 9).

One call, used by the way without JavaScript and by the demo; the browser twin is the same
function. What was sealed is opened again before it is handed out: a report that nobody can read
must not look sent.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from intake.crypto.age.hybrid import encode_recipient, new_seed, recipient_of
from intake.crypto.case.frames import Frame
from intake.crypto.case.holders import BoxHolder, DeskHolder, Reporter
from intake.crypto.case.keyfiles import KeyFile, case_id, make_key_file
from intake.crypto.case.objects import row_of, seal_object, sha256
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.receipts import ReporterKeys, token_hash
from intake.crypto.encoding import b64u
from intake.crypto.keys import verification_key


class Desk(NamedTuple):
    """Where a report goes: desk id (32 hexadecimal digits), epoch, recipient of 1,216 bytes."""

    id: str
    epoch: int
    recipient: bytes


@dataclass(frozen=True)
class Draft:
    """What a reporter sends, in clear.

    Attributes:
        answers: Answers that go into the report.
        contact: Answers that the form marks ``object = "contact"``.
        avoid: Whether somebody must not see this (c_avoid).
        country: For the queue row.
        kinds: For the queue row.
        who_for: For the queue row.
        lang: BCP 47 tag the form was shown in.
        at: The sender's clock, Unix seconds, a full hour.
        server_at: The hour the server told, likewise; None where it told none, or is the sender.
        form: Version of the form.
        level: One of bodies.LEVELS, by the rules of triage at ``at`` and at ``server_at``.
        rules: Ids of the rules that matched.
        tags: Tags that the rules gave.
        dates: The day each of the rules looked at, by rule id, at most 8.
        by: ``reporter`` or ``helper``.
    """

    answers: Mapping[str, object]
    contact: Mapping[str, object]
    avoid: bool
    country: str
    kinds: Sequence[str]
    who_for: str
    lang: str
    at: int
    form: int
    level: str
    rules: Sequence[str]
    tags: Sequence[str]
    dates: Mapping[str, str]
    by: str = "reporter"
    server_at: int | None = None


@dataclass(frozen=True)
class Sending:
    """What crosses to the server: the ``meta`` object of SPEC 9 and five age files by part name."""

    case: str
    level: str
    meta: dict[str, object]
    parts: dict[str, bytes]


def seal_report(draft: Draft, desk: Desk, keys: ReporterKeys) -> Sending:
    """Seal a report with a new case identity.

    Args:
        draft: What is sent.
        desk: The desk of today.
        keys: Derived from the receipt that the reporter will be shown.

    Raises:
        PaddingError: The answers are too long.
        FrameError: A field of the draft is none that a reader accepts.
        AgeError: The desk's recipient is no key.
        Untrusted: What was sealed could not be read back; nothing may be sent.
    """
    case_seed, author = new_seed(), verification_key(keys.author_seed)
    recipient, reporter = recipient_of(case_seed), recipient_of(keys.reporter_seed)
    case = case_id(recipient, author, reporter)
    frames = {
        kind: Frame(case, 0, kind, secrets.token_hex(16), draft.by, (), body)
        for kind, body in _bodies(draft, desk).items()
    }
    parts = {
        kind: seal_object(
            frame, case_seed, keys.author_seed, desk.recipient if kind == "summary" else recipient
        )
        for kind, frame in frames.items()
    }
    report, contact = sha256(parts["report"]), sha256(parts["contact"])
    seeds, holder, by = {0: case_seed}, BoxHolder(), Reporter()
    for_box = KeyFile(case, seeds, {}, holder, by, author, reporter, report, contact)
    for_desk = replace(for_box, holder=DeskHolder(desk.id, desk.epoch))
    parts["key_desk"] = make_key_file(for_desk, keys.author_seed, desk.recipient)
    parts["key_box"] = make_key_file(for_box, keys.author_seed, reporter)
    _require_readable(frames, parts, keys)
    return Sending(case, draft.level, _meta(draft, desk, frames, parts, keys), parts)


def _bodies(draft: Draft, desk: Desk) -> dict[str, dict[str, object]]:
    verdict: dict[str, object] = {
        "lang": draft.lang,
        "level": draft.level,
        "rules": list(draft.rules),
        "tags": list(draft.tags),
    }
    return {
        "summary": verdict
        | {
            "avoid": draft.avoid,
            "country": draft.country,
            "dates": dict(draft.dates),
            "kinds": list(draft.kinds),
            "who_for": draft.who_for,
        },
        "report": verdict
        | {
            "answers": dict(draft.answers),
            "at": draft.at,
            "desk": encode_recipient(desk.recipient),
            "form": draft.form,
            "server_at": draft.server_at,
        },
        "contact": {"answers": dict(draft.contact)},
    }


def _require_readable(
    frames: Mapping[str, Frame], parts: Mapping[str, bytes], keys: ReporterKeys
) -> None:
    """Open what the reporter will open, the way the box does; raises Untrusted if it cannot."""
    case = TrustedCase.of_reporter(parts["key_box"], keys, frames["report"].case)
    for kind in ("report", "contact"):
        case.read(row_of(frames[kind]), parts[kind])


def _meta(
    draft: Draft,
    desk: Desk,
    frames: Mapping[str, Frame],
    parts: Mapping[str, bytes],
    keys: ReporterKeys,
) -> dict[str, object]:
    return {
        "case": frames["report"].case,
        "desk": desk.id,
        "desk_epoch": desk.epoch,
        "form": draft.form,
        "ids": {kind: frame.id for kind, frame in frames.items()},
        "level": draft.level,
        "sha256": {name: sha256(data) for name, data in parts.items()},
        "token": b64u(token_hash(keys.token)),
        "v": 1,
    }
