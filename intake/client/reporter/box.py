"""Coming back with the code: everything opened and verified, and a message added (SPEC 9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intake.client import multipart
from intake.client.browser import Answer, Browser
from intake.client.questions import Questions
from intake.client.reporter.pages import read_box_salt, read_hour, read_log_key, reporter_keys
from intake.client.reporter.proving import prove_openings
from intake.crypto.case.bodies import LEVELS
from intake.crypto.case.objects import Row
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.messages import seal_message
from intake.crypto.encoding import b64u, encode_json
from intake.form.given.answers import check_answers, drop_hidden
from intake.form.given.incidents import incident_form, judge_incident
from intake.form.questions.conditions import Answers


@dataclass(frozen=True)
class Message:
    """One message of the thread; ``by`` is ``reporter`` or ``staff``."""

    by: str
    day: str  # as it stands sealed in the message: ``2026-11-22``
    text: str
    incident: Mapping[str, Any] | None = None  # What happened, as it was judged (SPEC 5).


@dataclass
class OpenBox:
    """A box as its reporter has it open: what the server says, and what was sealed."""

    trusted: TrustedCase
    meta: Mapping[str, Any]
    answers: dict[str, object] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    proofs: list[str] = field(default_factory=list)  # What came of each opening (proving.py).


def fetch_box(
    browser: Browser, keys: ReporterKeys, lang: str = "en"
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Show the token, get the sealed files, one answer after the other, until nothing is left.

    A token that leads nowhere is answered alike; its key file opens for nobody.
    """
    objects: list[Any] = []
    files: dict[str, bytes] = {}
    begin = 0
    while True:
        meta, parts = ask_box(browser, keys, begin, lang).parts()
        objects, files = objects + meta["objects"], files | parts
        if meta["next"] is None or meta["next"] <= begin:
            return meta | {"objects": objects}, files
        begin = meta["next"]


def ask_box(browser: Browser, keys: ReporterKeys, begin: int, lang: str = "en") -> Answer:
    """Ask for one answer of a box, from an object's number on."""
    body = encode_json({"begin": begin, "token": b64u(keys.token), "v": 1})
    return browser.send_public(f"/{lang}/box/open", body, "application/json")


def read_box(browser: Browser, code: str, lang: str = "en") -> OpenBox:
    """Come back with the 28 digits and read everything.

    Raises:
        Refused: ``wrong_identity``: there is nothing under this code (SPEC 9); else something in
            the box is not what it is said to be.
        LookupError: Something is missing.
    """
    keys = reporter_keys(code, read_box_salt(browser, lang))
    meta, parts = fetch_box(browser, keys, lang)
    trusted = TrustedCase.of_reporter(parts["key"], keys, meta["case"])
    box = OpenBox(trusted, meta)
    for row in meta["objects"]:
        asked = Row(trusted.case, row["id"], row["kind"], row["epoch"], row["by"])
        _take_in(box, asked, parts[row["id"]])
    kinds = {row["kind"] for row in meta["objects"]}
    if not {"report", "contact"} <= kinds or any(map(trusted.missing_parents, trusted.frames)):
        raise LookupError("something is missing in the box")
    key = read_log_key(browser, lang)
    box.proofs += prove_openings(key, meta["openings"], parts["proofs"], browser.clock())
    return box


def add_message(browser: Browser, code: str, text: str, lang: str = "en") -> OpenBox:
    """Come back, read, and add a message; return what was read before."""
    box = read_box(browser, code, lang)
    keys = reporter_keys(code, read_box_salt(browser, lang))
    post_message(browser, box.trusted, keys, text, lang)
    return box


def tell_happened(
    browser: Browser,
    questions: Questions,
    code: str,
    answers: Answers,
    text: str = "",
    *,
    lang: str = "en",
) -> OpenBox:
    """Come back, read, and tell of something new; return what was read before.

    Raises:
        ValueError: The form would refuse these answers.
    """
    asked = incident_form(questions.form)
    given = drop_hidden(asked, answers)
    faults = check_answers(asked, given)
    if faults:
        raise ValueError(f"the form refuses {faults}")
    box = read_box(browser, code, lang)
    keys = reporter_keys(code, read_box_salt(browser, lang))
    now, told = browser.clock(), read_hour(browser)
    judged = judge_incident(asked, questions.rules, given, lang, now, server_at=told)
    post_message(browser, box.trusted, keys, text, lang, incident=judged)
    return box


def post_message(
    browser: Browser,
    trusted: TrustedCase,
    keys: ReporterKeys,
    text: str,
    lang: str = "en",
    *,
    incident: Mapping[str, object] | None = None,
) -> Answer:
    """Seal a message to the case as it was read, and send it; perhaps with what happened."""
    sealed = seal_message(
        trusted.key_file,
        keys.author_seed,
        by="reporter",
        text=text,
        day=browser.today,
        after=trusted.newest(),
        incident=incident,
    )
    meta = {
        "epoch": sealed.row.epoch,
        "id": sealed.row.id,
        "level": incident["level"] if incident else LEVELS[-1],
        "sha256": sealed.sha256,
        "token": b64u(keys.token),
        "v": 1,
    }
    body, kind = multipart.encode({"meta": encode_json(meta), "message": sealed.data})
    return browser.send_public(f"/{lang}/box/message", body, kind)


def _take_in(box: OpenBox, asked: Row, data: bytes) -> None:
    frame = box.trusted.read(asked, data)
    if frame.kind == "message":
        day, text = str(frame.body["day"]), str(frame.body["text"])
        told = frame.body.get("incident") if frame.by != "staff" else None
        box.messages.append(Message(frame.by, day, text, told if isinstance(told, dict) else None))
    else:
        answers = frame.body["answers"]
        box.answers |= answers if isinstance(answers, dict) else {}
