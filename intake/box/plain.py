"""The box without JavaScript: derived, opened and rendered in memory for one request."""

from collections.abc import Mapping, Sequence
from typing import cast

from flask import Response

from intake.box.contents import BoxContents, open_box, seal_words
from intake.box.forms import BoxForm, Happened
from intake.box.services import add_message, get_box
from intake.box.showing import OpenBox, Shown, Words, show_box, show_nothing
from intake.case.stored.bounds import SHOWN, take_first
from intake.case.stored.rows import ObjectRow
from intake.clock import day_of
from intake.crypto.case.receipts import ReceiptError, ReporterKeys, derive, parse_receipt
from intake.crypto.padding import PaddingError
from intake.errors import Busy, Conflict, NotFound
from intake.form.given.incidents import judge_incident
from intake.form.questions.conditions import Answers
from intake.form.urgency.triage import hours_of, told_by
from intake.log.act import NOBODY, Act
from intake.store.models import LEVELS
from intake.web.admission.gently import gently
from intake.web.admission.limits import Kind, kind_of_level
from intake.web.services import services
from intake.web.words.i18n import gap, language
from intake.web.words.words import BOX, ERRORS, say

Incident = Mapping[str, object]


def answer_plain(form: BoxForm, happened: Happened | None) -> Response:
    """Show the box under the code, after adding a reply or what happened, if there is one."""
    code = form.code.data or ""
    words = Words((form.message.data or "").strip(), happened)
    keys = _derive(code)
    before = None if form.before.errors else form.before.data
    opened = _find(keys, before) if keys else None
    if keys is None or opened is None:
        return show_nothing(code)
    if words.are_none:
        return show_box(code, opened)
    form.validate()
    error = say(BOX, "too_long") if form.message.errors else words.fault
    if error:
        return show_box(code, opened, Shown(422, kept=words, error=error))
    seen = None if form.seen.errors else form.seen.data
    return _answer_words(code, opened, keys, words, seen)


def _answer_words(  # What is kept of a page, and no more.
    code: str, opened: OpenBox, keys: ReporterKeys, words: Words, seen: int | None
) -> Response:
    incident = _judge(words)
    try:
        if not _is_repeated(opened.contents, words, seen):
            _add(opened, keys, words, incident)
    except PaddingError:
        again = Shown(422, kept=words, error=say(BOX, "too_long"))
        return show_box(code, opened, again)
    except Conflict as failure:
        why = say(ERRORS, failure.code)  # The id of a message just sealed is never taken.
        return show_box(code, _find(keys) or opened, Shown(409, kept=words, error=why))
    except Busy as busy:
        page = show_box(code, opened, Shown(503, kept=words, error=say(ERRORS, busy.code)))
        page.headers["Retry-After"] = str(busy.retry_after)
        return page
    return show_box(code, _find(keys) or opened, _added(incident))


def _judge(words: Words) -> Incident | None:
    """Return what the message carries of something new; None for a reply."""
    running, told = services(), words.happened
    if told is None:
        return None
    return judge_incident(running.form, running.rules, told.answers, language(), running.clock())


def _added(incident: Incident | None) -> Shown:
    """Say that it has arrived, and what the rules tell about something new."""
    said = [say(BOX, "added")]
    if incident is None:
        return Shown(note=said[0])
    if incident["level"] == LEVELS[0]:
        said.append(say(BOX, "danger"))
    answers = cast("Answers", incident["answers"])
    told = told_by(services().rules, answers, hours_of(incident))
    return Shown(note=gap().join(said), told=told)


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


def _is_repeated(contents: BoxContents, words: Words, seen: int | None) -> bool:
    """Tell whether this is a page sent twice: the same words, newer than what the page showed."""
    told = words.happened.answers if words.happened else None
    return seen is not None and any(
        message.by == "reporter"
        and (message.text, message.happened) == (words.text, told)
        and message.position > seen
        for message in contents.messages
    )


def _add(opened: OpenBox, keys: ReporterKeys, words: Words, incident: Incident | None) -> None:
    running = services()
    now = running.clock()
    level = str(incident["level"]) if incident else LEVELS[-1]
    sealed = seal_words(opened.contents, keys, words.text, day_of(now), incident)
    with (
        running.shares[kind_of_level(level, Kind.MESSAGE)].admit(),
        running.database.session() as db,
    ):
        add_message(Act(db, NOBODY, now), keys.token, sealed, level)
        db.commit()
