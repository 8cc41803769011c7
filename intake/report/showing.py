"""What a browser is shown around a report: the form, its answers to check, the code."""

import re
from collections.abc import Mapping

from flask import Response, request
from markupsafe import Markup, escape

from intake.crypto.case.receipts import format_receipt, new_receipt
from intake.crypto.encoding import b64u
from intake.form.given.answers import wants_no_answer
from intake.form.given.groups import closed_groups
from intake.form.questions.texts import ToldTexts
from intake.form.urgency.duty import Duty, find_duty
from intake.form.urgency.triage import told_by
from intake.report.forms import PostedForm
from intake.report.services import Acceptance
from intake.web.pages.public import constant_page, personal_page
from intake.web.pages.styles.followups import advice_style, follow_up_style
from intake.web.pages.wordings import consents_beside
from intake.web.services import Services, services
from intake.web.words.asking import day_choices, say_fault
from intake.web.words.i18n import language
from intake.web.words.promised import say_duty, say_promise
from intake.web.words.shown import show_answers
from intake.web.words.words import FAULTS, RECEIPT, in_wording, say


def form_page(template: str, *, script: str = "", is_other: bool = False) -> Response:
    """Show the form as constant bytes: one edition per language, wording, desk and duty."""
    running, desk = services(), services().desk()
    if desk is None:
        return constant_page("report/closed.html", status=503)
    duty = find_duty(running.answering, running.clock())
    context = {
        "desk": desk,
        "salt": b64u(running.config.keys.salt),
        "data": running.assets[f"form-{language()}.json"],
        "problems": (),
    }
    return constant_page(
        template,
        context | _form_context({}, {}, duty, is_other=is_other),
        edition=(desk.id, desk.epoch, duty),
        script=script,
        style=advice_style(running.form) if script else follow_up_style(running.form),
    )


def _form_context(
    said: Mapping[str, list[str]], errors: Mapping[str, str], duty: Duty, *, is_other: bool
) -> dict[str, object]:
    running = services()
    tag, other = language(), running.form.other
    texts = running.form.words(tag, is_other=is_other)
    return {
        "form": running.form,
        "texts": texts,
        "groups": list(closed_groups(running.form, texts, said, errors)),
        "duty": say_duty(running.answering, duty),
        "is_other": is_other,
        "is_reworded": False,
        "preset": {other.question: other.choices[0]} if is_other else {},
        "worded": in_wording(RECEIPT, tag, is_other=is_other),
        "said": said,
        "errors": errors,
        "asked_days": (),
        "consents": consents_beside(running.form, tag, is_other=is_other),
    } | day_choices()


def check_page(filled: PostedForm) -> Response:
    """Show what would be stored, with a code drawn for it: sent twice, it is one report.

    Nothing about the code is kept here; it comes back with the answers it was drawn for.
    """
    form = services().form
    context = {
        "form": form,
        "code": new_receipt(),
        "said": filled.said,
        "asked_days": filled.asked,
        "answers": show_answers(form, filled.answers),
        "dropped": show_answers(form, filled.dropped),
        "told": _told(filled),
        "is_other": filled.is_other,
        "is_danger": form.is_danger(filled.answers),
    }
    return personal_page("report/check.html", context)


def receipt_page(filled: PostedForm, receipt: str, level: str, received: Acceptance) -> Response:
    """Show the code of what was stored, and when somebody reads it."""
    running = services()
    context = {
        "code": format_receipt(receipt),
        "address": f"{request.host}/{language()}/box",
        "leaf": " ".join(re.findall(".{5}", received.leaf)),  # As the script groups it.
        "log_id": running.log_id(),
        "saw": True,
        "again": not received.new,
        "promise": say_promise(
            running.answering,
            level,
            received.received_on,
            is_answered=not wants_no_answer(filled.answers),
        ),
        "away": say_away(running),
        "told": _told(filled),
        "worded": in_wording(RECEIPT, language(), is_other=filled.is_other),
    }
    return personal_page("report/sent.html", context)


def filled_page(filled: PostedForm, status: int) -> Response:
    """Return the page again with everything that was written, and what to look at."""
    form = services().form
    texts = form.words(language(), is_other=filled.is_other).questions
    now = services().clock()
    errors = {
        name: say_fault(form, code, filled.answers.get(name, ""), now, filled.over.get(name, 0))
        for name, code in filled.faults.items()
    }
    problems = [
        (f"e-{name}", Markup("{} {}").format(texts[name].label, text))
        if name in texts
        else ("f", text)
        for name, text in errors.items()
    ]
    if status == 409:
        problems = [("f", escape(say(FAULTS, "unknown_question")))]
    duty = find_duty(services().answering, now)
    context = _form_context(filled.said, errors, duty, is_other=filled.is_other)
    context |= {"problems": problems, "is_reworded": filled.is_reworded}
    context["asked_days"] = filled.asked
    style = services().assets["faults.css"].text + follow_up_style(form)
    return personal_page("report/plain.html", context, status=status, style=style)


def _told(filled: PostedForm) -> list[ToldTexts]:
    """Return what the rules tell about these answers now; nothing of it is kept or logged."""
    running = services()
    texts = running.form.words(language(), is_other=filled.is_other).told
    return [texts[name] for name in told_by(running.rules, filled.answers, [running.clock()])]


def say_away(running: Services) -> str:
    """Return that nobody is at the desk now, and from when somebody is; empty while somebody is."""
    duty = find_duty(running.answering, running.clock())
    return "" if duty.here else say_duty(running.answering, duty)
