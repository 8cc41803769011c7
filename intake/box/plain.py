"""The box without JavaScript: derived, opened and rendered in memory for one request."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response

from intake.box.contents import BoxContents, open_box, seal_reply, shown_answers
from intake.box.forms import CODE_CHARACTERS, MESSAGE_ROOM, BoxForm
from intake.box.promise import promise_of
from intake.box.services import Box, add_message, count_openings, get_box, steps_done
from intake.case.stored.bounds import CLASS_BYTES, SHOWN, take_first
from intake.case.stored.rows import ObjectRow
from intake.clock import day_of
from intake.crypto.case.receipts import (
    DIGITS,
    ReceiptError,
    ReporterKeys,
    count_digits,
    derive,
    parse_receipt,
)
from intake.errors import Busy, Conflict, NotFound
from intake.log.act import NOBODY, Act
from intake.web.admission.gently import gently
from intake.web.admission.limits import Kind
from intake.web.pages.public import personal_page
from intake.web.services import services
from intake.web.words.i18n import format_date, format_day, language
from intake.web.words.shown import show_answers
from intake.web.words.words import BOX, ERRORS, PURPOSES, ROLES, STATUS, in_language, say


@dataclass(frozen=True)
class OpenBox:
    """A box and what could be read in it."""

    box: Box
    contents: BoxContents


def answer_plain(form: BoxForm) -> Response:
    """Show the box under the code, after adding the message if there is one."""
    code, text = form.code.data or "", (form.message.data or "").strip()
    keys = _derive(code)
    before = None if form.before.errors else form.before.data
    opened = _find(keys, before) if keys else None
    if keys is None or opened is None:
        return _nothing(code)
    if not text:
        return _show(code, opened)
    form.validate()
    if form.message.errors:
        return _show(code, opened, status=422, kept=text, error=say(BOX, "too_long"))
    seen = None if form.seen.errors else form.seen.data
    try:
        if not _is_repeated(opened.contents, text, seen):
            _add(opened, keys, text)
    except Conflict as error:
        why = say(ERRORS, error.code)  # The id of a message just sealed is never taken.
        return _show(code, _find(keys) or opened, status=409, kept=text, error=why)
    except Busy as busy:
        shown = _show(code, opened, status=503, kept=text, error=say(ERRORS, busy.code))
        shown.headers["Retry-After"] = str(busy.retry_after)
        return shown
    return _show(code, _find(keys) or opened, note=say(BOX, "added"))


def _derive(code: str) -> ReporterKeys | None:
    try:
        return gently(derive, parse_receipt(code), services().config.keys.salt)
    except ReceiptError:
        return None


def _find(keys: ReporterKeys, before: int | None = None) -> OpenBox | None:
    """Open the newest messages, or those before a position, and what was told."""
    with services().database.reading() as db:
        try:
            box = get_box(db, keys.token, lambda rows: _shown(rows, before))
        except NotFound:
            return None
    contents = open_box(box, keys)
    return OpenBox(box, contents) if contents else None


def _shown(rows: Sequence[ObjectRow], before: int | None) -> list[ObjectRow]:
    """Choose what one page shows: report and contact, and as many messages as it may hold."""
    messages = [
        row for row in rows if row.kind == "message" and (before is None or row.position < before)
    ]
    newest = take_first(messages[::-1])[:SHOWN]
    return [row for row in rows if row.kind != "message"] + list(newest[::-1])


def _older(opened: OpenBox) -> int | None:
    """Return before which position there are more messages than those on this page."""
    box = opened.box
    shown = [row.position for row in box.objects if row.kind == "message" and row.id in box.files]
    others = [row.position for row in box.objects if row.kind == "message"]
    return min(shown) if shown and min(others) < min(shown) else None


def _is_repeated(contents: BoxContents, text: str, seen: int | None) -> bool:
    """Tell whether this is a page sent twice: the same words, newer than what the page showed."""
    return seen is not None and any(
        message.by == "reporter" and message.text == text and message.position > seen
        for message in contents.messages
    )


def _add(opened: OpenBox, keys: ReporterKeys, text: str) -> None:
    running = services()
    now = running.clock()
    sealed = seal_reply(opened.contents, keys, text, day_of(now))
    with running.shares[Kind.MESSAGE].admit(), running.database.session() as db:
        add_message(Act(db, NOBODY, now), keys.token, sealed)
        db.commit()


def _nothing(code: str) -> Response:
    count = count_digits(code)
    said = say(BOX, "nothing") if count == DIGITS else say(BOX, "digits").format(n=count)
    context = {
        "code": code[:CODE_CHARACTERS],
        "nothing": said,
        "code_characters": CODE_CHARACTERS,
    }
    return personal_page("box/plain.html", context, status=404, multiple=CLASS_BYTES)


def _show(
    code: str,
    opened: OpenBox,
    *,
    status: int = 200,
    kept: str = "",
    error: str = "",
    note: str = "",
) -> Response:
    box, contents = opened.box, opened.contents
    context = {
        "code": code,
        "box": box,
        "contents": contents,
        "done": steps_done(box),
        "openings": count_openings(box),
        "older": _older(opened),
        "seen": max((row.position for row in box.objects), default=-1),
        "kept": kept,
        "error": error,
        "note": note,
        "promise": promise_of(box),
        "message_room": MESSAGE_ROOM,
        "format_date": format_date,
        "format_day": format_day,
    }
    context |= _words(contents)
    return personal_page("box/show.html", context, status=status, multiple=CLASS_BYTES)


def _words(contents: BoxContents) -> dict[str, object]:
    """Return what the page says in its language, the answers among them."""
    tag, form = language(), services().form
    return {
        "answers": show_answers(form, shown_answers(contents)),
        "words": in_language(BOX, tag),
        "steps": in_language(STATUS, tag),
        "purposes": in_language(PURPOSES, tag),
        "roles": in_language(ROLES, tag),
    }
