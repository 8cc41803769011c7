"""Sending a report: sealed in this client's own memory, or handed to the server to be sealed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.client import multipart
from intake.client.browser import Answer, Browser
from intake.client.questions import Questions
from intake.client.reporter.box import read_box
from intake.client.reporter.pages import read_form_page, read_hour, reporter_keys
from intake.crypto.case.receipts import new_receipt, parse_receipt
from intake.crypto.case.sealing.sending import Sending, seal_report
from intake.crypto.encoding import encode_json
from intake.form.given.answers import check_answers, drop_hidden
from intake.form.given.drafting import draft_report
from intake.form.questions.structure import Form

Answers = Mapping[str, str | Sequence[str]]

_DRAWN = re.compile(r'name="?code"? value="?([0-9]{28})')
_SHOWN = re.compile(r'id="?receipt-code"?[^>]*>([0-9 ]+)<')


@dataclass(frozen=True)
class Receipt:
    """What a reporter has after sending.

    Attributes:
        code: 28 digits, on paper.
        case: Only for book-keeping; no page shows it.
        said: What the server said to the script (SPEC 9); empty without one.
    """

    code: str
    case: str
    said: Mapping[str, Any]


def send(browser: Browser, questions: Questions, answers: Answers, lang: str) -> Receipt:
    """Fill the form in a language, seal the answers, send them.

    Raises:
        ValueError: The form would refuse these answers.
        Denied: The server did.
    """
    page, code = read_form_page(browser, lang), new_receipt()
    given = _checked(questions.form, answers)
    now, told = browser.clock(), read_hour(browser)
    draft = draft_report(questions.form, questions.rules, given, lang, now, server_at=told)
    sending = seal_report(draft, page.desk, reporter_keys(code, page.salt))
    return Receipt(code, sending.case, post_sealed(browser, sending, lang).json())


def post_sealed(browser: Browser, sending: Sending, lang: str = "en") -> Answer:
    """Send what was sealed; the same bytes again are answered alike."""
    body, kind = multipart.encode({"meta": encode_json(sending.meta), **sending.parts})
    return browser.send_public(f"/{lang}/form", body, kind)


def send_plain(browser: Browser, questions: Questions, answers: Answers, lang: str) -> Receipt:
    """Fill the form without a script: the server sees the answers, and shows them before it stores.

    Raises:
        ValueError: The form would refuse these answers.
        Denied: The server did.
    """
    fields: dict[str, object] = dict(_checked(questions.form, answers))
    fields |= {"plain": "1", "form_version": str(questions.form.version)}
    drawn = _found(_DRAWN, browser.send_form(f"/{lang}/plain", fields))
    shown = browser.send_form(f"/{lang}/plain", fields | {"code": drawn})
    code = parse_receipt(_found(_SHOWN, shown))
    return Receipt(code, read_box(browser, code, lang).trusted.case, {})


def _checked(form: Form, answers: Answers) -> Answers:
    given = drop_hidden(form, answers)
    faults = check_answers(form, given)
    if faults:
        raise ValueError(f"the form refuses {faults}")
    return given


def _found(pattern: re.Pattern[str], page: Answer) -> str:
    found = pattern.search(page.text)
    if not found:
        raise ValueError("another page than expected")
    return found[1]
