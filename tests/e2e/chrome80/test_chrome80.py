"""The form and the box in the oldest browser we promise, a real Chrome 80, in both languages."""

import io
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from sqlalchemy import select

from intake.crypto.totp import unwrap_secret
from intake.store.models import Account, Case
from intake.web.services import services_of
from intake.web.wire import parse_multipart
from tests.box.test_proofs import publish
from tests.e2e.chrome80.browser import Chrome80, unpack
from tests.e2e.conftest import Live
from tests.e2e.tls import certificate, secure
from tests.people import Opened, Person

__all__ = ["certificate", "secure"]

# Line breaks, characters beyond the first plane, joined emoji, and what HTML would trip over.
STORY = {
    "en": 'They took my passport in a shop.\n\n𠮷田 wrote "<b>return</b>" 🧑🏽‍🤝‍🧑🏻 & left 🙁.',
    "zh-Hans": "他们在一家店里拿走了我的护照。\n\n𠮷田写了“<b>回来</b>”🧑🏽‍🤝‍🧑🏻，就走了🙁。",
}
PLACE = {"en": "Kortrijk 𡥅", "zh-Hans": "科特赖克𡥅"}
MORE = {"en": "𠮷田 called again 🙁.\nTwice.", "zh-Hans": "𠮷田又打电话来了🙁。\n两次。"}
ANSWER = {"en": "Do not go there alone.\n𠮷 🙂", "zh-Hans": "请不要一个人去。\n𠮷🙂"}
PROVED = {"en": "Your browser has checked", "zh-Hans": "您的浏览器已经核对过"}
UNCHECKED = {"en": "Not checked here.", "zh-Hans": "这里没有核对。"}
LANGUAGES = tuple(STORY)

# Trusted Types came with Chrome 83; an older one says so of each page and goes on.
UNKNOWN_DIRECTIVE = "Unrecognized Content-Security-Policy directive 'require-trusted-types-for'.\n"

PICKED = {
    "danger_now": "no",
    "kinds": ["family_call", "documents"],
    "who_for": "someone",
    "their_ok": "not_safe",
    "last_when": "week",
    "last_date": "2026-11-20",
    "country": "be",
    "f_state": ["threatened", "cannot_reach"],
    "d_where": "shop",
}


@dataclass(frozen=True)
class Heard:
    """A request of Chrome 80 as it arrived; ``head`` is its address, headers and whereabouts."""

    method: str
    path: str
    kind: str
    head: bytes
    body: bytes


@pytest.fixture(scope="session")
def chrome80(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome80]:
    folder = tmp_path_factory.mktemp("chrome80")
    yield unpack(folder)
    shutil.rmtree(folder)


@pytest.fixture
def heard(live: Live) -> list[Heard]:
    """Every request of Chrome 80, listened to on its way into the application."""
    requests: list[Heard] = []
    answer = live.app.wsgi_app

    def listen(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if "Chrome/80." in environ.get("HTTP_USER_AGENT", ""):
            requests.append(take_down(environ))
        return answer(environ, start_response)

    live.app.wsgi_app = listen  # type: ignore[method-assign]
    return requests


def take_down(environ: WSGIEnvironment) -> Heard:
    """Read the body out of a request and put it back."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    head = "\n".join(value for value in environ.values() if isinstance(value, str))
    method, path, kind = (
        environ.get(name, "") for name in ("REQUEST_METHOD", "PATH_INFO", "CONTENT_TYPE")
    )
    return Heard(method, path, kind, head.encode("latin-1"), body)


@pytest.fixture
def anna(live: Live) -> Person:
    """The first triage member; with her there is a desk."""
    return live.people.new("anna", "caseworker", triage=True)


def visit(chrome80: Chrome80, live: Live, act: str, **job: object) -> dict[str, Any]:
    """Visit; the page complains of nothing and asks nobody else."""
    job = {"script": True, "lang": "en", "code": "", "message": "", "answers": {}, **job}
    found = chrome80.visit(act, **({"base_url": live.base_url} | job))
    assert found["browser"].startswith("HeadlessChrome/80.")
    assert set(found["complaints"]) <= {UNKNOWN_DIRECTIVE}
    assert found["foreign"] == []
    return found


def answers_in(lang: str) -> dict[str, Any]:
    return {**PICKED, "story": STORY[lang], "place": PLACE[lang], "d_where_text": PLACE[lang]}


def answer(anna: Person, live: Live, text: str) -> Opened:
    """Open the only case, take it, answer; return it as it was when it was opened."""
    with live.database.reading() as db:
        case = db.scalars(select(Case.id)).one()
    opened = anna.open(case)
    assert anna.take(opened).status_code == 201
    assert anna.answer(anna.open(case, "casework"), text).status_code == 201
    return opened


def bodies(opened: Opened, kind: str) -> list[Any]:
    return [frame.body for frame in opened.frames if frame.kind == kind]


def check_screens(screens: list[dict[str, list[str]]]) -> None:
    """Follow-ups open beside their question, and only those of what was picked are asked."""
    assert {"before": ["q-who_for"], "after": ["q-who_for", "q-their_ok"]} in screens
    assert {"before": ["q-last_when"], "after": ["q-last_when", "q-last_date"]} in screens
    asked = {question for screen in screens for question in screen["after"]}
    assert {"q-f_state", "q-d_where", "q-d_where_text"} <= asked
    assert not {"q-h_what", "q-d_holder_text", "q-r_stage", "q-o_kind"} & asked


def check_sealed(report: Heard) -> None:
    """What leaves is multipart: what is plainly known of the case, and age files."""
    kind, _, boundary = report.kind.partition("; boundary=")
    assert kind == "multipart/form-data"
    names = ("meta", "summary", "report", "contact", "key_desk", "key_box")
    parts = parse_multipart(report.body, boundary, names)
    assert json.loads(parts.pop("meta"))["v"] == 1
    for part in parts.values():
        assert part.startswith(b"age-encryption.org/v1\n-> mlkem768x25519 ")


def check_silent(heard: list[Heard], *planted: str) -> None:
    """No address, header or body holds a planted line, be it plain or escaped."""
    sent = b"\n".join(each.head + b"\n" + each.body for each in heard)
    for line in filter(None, "\n".join(planted).split("\n")):
        for spelling in (line, quote(line), quote_plus(line), json.dumps(line)[1:-1]):
            assert spelling.encode() not in sent


def check_thread(back: dict[str, Any], lang: str) -> None:
    """The addition and below it the answer, each below who wrote it and when."""
    assert [by for by, _ in back["messages"]] == ["reporter", "staff"]
    texts = [text for _, text in back["messages"]]
    for said, text in zip((MORE[lang], ANSWER[lang]), texts, strict=True):
        above, nothing = text.split(said)  # Who wrote it and when; and nothing below.
        assert above.strip()
        assert not nothing
    assert back["troubles"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_sealed_in_chrome_80_is_read_back_answered_and_added_to(
    chrome80: Chrome80, live: Live, anna: Person, heard: list[Heard], lang: str
) -> None:
    sent = visit(chrome80, live, "send", lang=lang, answers=answers_in(lang))
    check_screens(sent["screens"])
    assert sent["crowded"] == []
    [report] = [each for each in heard if each.method == "POST"]
    assert report.path == f"/{lang}/form"
    check_sealed(report)

    code = sent["code"]
    back = visit(chrome80, live, "comeBack", lang=lang, code=code)
    assert ["story", STORY[lang]] in back["answers"]
    assert (back["messages"], back["troubles"]) == ([], [])

    seen = answer(anna, live, ANSWER[lang])
    assert bodies(seen, "report")[0]["answers"]["story"] == STORY[lang]
    publish(live.app)
    back = visit(chrome80, live, "comeBack", lang=lang, code=code, message=MORE[lang])
    check_thread(back, lang)
    assert PROVED[lang] in "".join(back["proof"])
    read = anna.open(seen.meta["case"], "casework")
    assert [body["text"] for body in bodies(read, "message")] == [ANSWER[lang], MORE[lang]]
    check_silent(heard, STORY[lang], PLACE[lang], MORE[lang], code, code.replace(" ", ""))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_javascript_chrome_80_hides_no_question_and_the_journey_is_the_same(
    chrome80: Chrome80, live: Live, anna: Person, lang: str
) -> None:
    plain = {"lang": lang, "script": False}
    sent = visit(chrome80, live, "send", answers=answers_in(lang), **plain)
    [screen] = sent["screens"]
    assert {"q-their_ok", "q-last_date", "q-h_what", "q-r_stage", "q-o_kind"} <= set(
        screen["before"]
    )
    assert sent["crowded"] == []

    seen = answer(anna, live, ANSWER[lang])
    assert seen.meta["server_saw"]
    back = visit(chrome80, live, "comeBack", code=sent["code"], message=MORE[lang], **plain)
    assert ["story", STORY[lang]] in back["answers"]
    check_thread(back, lang)
    assert back["proof"] == [UNCHECKED[lang]]


def test_a_newcomer_sets_up_an_account_in_chrome_80(
    chrome80: Chrome80, live: Live, secure: str
) -> None:
    """With TLS: before version 89 Chrome keeps no ``Secure`` cookie of http://localhost."""
    token = live.people.invite("anna", "caseworker", triage=True)
    made = visit(chrome80, live, "enrol", base_url=secure, token=token, now=live.clock())
    assert made["width"] == 240  # The picture for the code app, as wide as it should be.
    with live.database.reading() as db:
        account = db.scalars(select(Account)).one()
    keys = services_of(live.app).config.keys
    secret = unwrap_secret(keys.server, account.id, account.totp_wrapped)
    assert made["secret"].replace(" ", "") == secret
