"""The page of a box opened without JavaScript, and of a code under which there is nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Response
from markupsafe import Markup, escape

from intake.box.contents import BoxContents, Message, known_answers, shown_answers
from intake.box.forms import CODE_CHARACTERS, MESSAGE_CHARACTERS, Happened
from intake.box.promise import promises_of
from intake.box.services import Box, count_openings, steps_done
from intake.case.stored.bounds import CLASS_BYTES
from intake.crypto.case.receipts import DIGITS, count_digits
from intake.form.given.answers import wants_no_answer
from intake.form.given.incidents import incident_form
from intake.form.questions.texts import QuestionTexts
from intake.form.urgency.duty import find_duty
from intake.web.pages.public import personal_page
from intake.web.pages.styles.followups import follow_up_style
from intake.web.services import services
from intake.web.words.asking import day_choices, say_fault
from intake.web.words.i18n import format_date, format_day, language
from intake.web.words.promised import say_duty
from intake.web.words.shown import Shown as Answered
from intake.web.words.shown import show_answers
from intake.web.words.words import BOX, PURPOSES, ROLES, STATUS, in_language, say

#: Questions about something new stand there for who chose it; an old browser shows them always.
HIDDEN = (
    "@supports selector(:has(*)){"
    "body:not(:has([name=what][value=new]:checked)) [data-incident]{display:none}}"
)


@dataclass(frozen=True)
class Words:
    """What somebody adds: a text, and perhaps what happened."""

    text: str
    happened: Happened | None

    @property
    def are_none(self) -> bool:
        """Whether nothing is to be added; who chose "something new" is told what is missing."""
        return not self.text and self.happened is None

    @property
    def fault(self) -> str:
        """What must be mended first; empty when it can be sealed."""
        if self.happened is None:
            return ""
        if self.happened.faults:
            return say(BOX, "look")
        return "" if self.text or self.happened.answers.get("kinds") else say(BOX, "empty")


@dataclass(frozen=True)
class Shown:
    """What is said on the page beside the box."""

    status: int = 200
    kept: Words = field(default=Words("", None))
    error: str = ""
    note: str = ""
    told: Sequence[str] = ()  # Names of what the rules tell of something new.


@dataclass(frozen=True)
class OpenBox:
    """A box and what could be read in it."""

    box: Box
    contents: BoxContents


def show_nothing(code: str) -> Response:
    """Say that nothing lies under a code, with the digits kept to be compared."""
    count = count_digits(code)
    said = say(BOX, "nothing") if count == DIGITS else say(BOX, "digits").format(n=count)
    context = {
        "code": code[:CODE_CHARACTERS],
        "nothing": said,
    }
    return personal_page("box/plain.html", context, status=404, multiple=CLASS_BYTES)


def _older(opened: OpenBox) -> int | None:
    """Return before which position there are more messages than those on this page."""
    box = opened.box
    shown = [row.position for row in box.objects if row.kind == "message" and row.id in box.files]
    others = [row.position for row in box.objects if row.kind == "message"]
    return min(shown) if shown and min(others) < min(shown) else None


def is_new(box: Box, message: Message) -> bool:
    """Tell whether this is an answer that came after the reporter's last word.

    Nothing is kept of what somebody has seen, neither here nor on their device: this is what is
    known. The browser's twin is in ``static/js/public/box/view.js``.
    """
    said = [row.position for row in box.objects if row.by != "staff"]
    return message.by == "staff" and message.position > max(said, default=0)


def show_box(code: str, opened: OpenBox, shown: Shown | None = None) -> Response:
    """Show what lies in a box, and what was being added where it could not be."""
    shown = shown or Shown()
    box, contents = opened.box, opened.contents
    kept, asked = shown.kept, incident_form(services().form)
    words = _words(contents)
    context = {
        "code": code,
        "box": box,
        "contents": contents,
        "newest_first": contents.messages[::-1],
        "is_new": lambda message: is_new(box, message),
        "done": steps_done(box),
        "openings": count_openings(box),
        "older": _older(opened),
        "seen": max((row.position for row in box.objects), default=-1),
        "asked": asked,
        "said": kept.happened.said if kept.happened else {},
        "asked_days": kept.happened.asked if kept.happened else (),
        "errors": _faults_of(kept),
        "happened": kept.happened is not None,
        "kept": kept.text,
        "error": shown.error,
        "note": shown.note,
        "promise": _promise(box, contents),
        "most": MESSAGE_CHARACTERS,
        "told": [words["tells"][name] for name in shown.told],
        "problems": _problems(shown, words["texts"], "problem" if box.readers else "kept"),
        "duty": _duty(),
        "format_date": format_date,
        "format_day": format_day,
    }
    style, context = follow_up_style(asked) + HIDDEN, context | words | day_choices()
    return personal_page(
        "box/show.html", context, status=shown.status, style=style, multiple=CLASS_BYTES
    )


def _problems(
    shown: Shown, texts: Mapping[str, QuestionTexts], place: str
) -> list[tuple[str, Markup]]:
    """Return what stands on top when something could not be added: where to look, and why."""
    faults = _faults_of(shown.kept) if shown.error else {}
    found = [
        (f"e-{name}", Markup("{} {}").format(texts[name].label, said))
        for name, said in faults.items()
    ]
    return found or [(place, escape(shown.error))][: bool(shown.error)]


def _duty() -> str:
    running = services()
    return say_duty(running.answering, find_duty(running.answering, running.clock()))


def _promise(box: Box, contents: BoxContents) -> str:
    said = promises_of(box)
    return said["reads" if wants_no_answer(shown_answers(contents)) else "promise"]


def _faults_of(kept: Words) -> dict[str, Markup]:
    """Return what is wrong by question, in the language of the page."""
    happened, asked = kept.happened, services().form.questions
    if happened is None:
        return {}
    running = services()
    answers, now = happened.answers, running.clock()
    return {
        name: say_fault(running.form, code, said, now, len(said) - asked[name].max)
        for name, code in happened.faults.items()
        for said in (answers.get(name, ""),)
    }


def _words(contents: BoxContents) -> dict[str, Any]:
    """Return what the page says in its language and wording, the answers among them."""
    tag, form, told = language(), services().form, shown_answers(contents)
    is_other = form.other.is_meant(told)

    def answers_of(message: Message) -> Sequence[Answered]:
        """What was told in a message; a rough day is meant from that message's day."""
        known = known_answers(message.happened or {})
        return show_answers(form, known, message.day, is_other=is_other)

    texts = form.words(tag, is_other=is_other)
    return {
        "answers": show_answers(form, told, contents.sent),
        "answers_of": answers_of,
        "texts": texts.questions,
        "tells": texts.told,
        "words": in_language(BOX, tag),
        "steps": in_language(STATUS, tag),
        "purposes": in_language(PURPOSES, tag),
        "roles": in_language(ROLES, tag),
    }
