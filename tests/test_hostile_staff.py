"""Every hostile string into every text that staff can send: refused, and nothing is stored."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from werkzeug.test import TestResponse

from intake.crypto.encoding import b64u
from intake.store.engine import Base
from intake.store.models import Invite
from intake.web import wire
from intake.web.edge import CONTROLS
from intake.web.services import services_of
from tests.conftest import TestClock
from tests.hostile import STRINGS
from tests.people import HOME, Person
from tests.promises.office import Office, make_office

NOTHING = b64u(bytes(32))
MORE = {
    "empty": "",
    "nul": "a\0b",
    "surrogate": "\ud800",
    "very long": "x" * 20_000,
    "digits of other scripts": "٣" * 32,
    "almost an id": "0" * 32 + "\n",
}
TEXTS = STRINGS | MORE
#: What is not a text where a text belongs.
OTHERS: dict[str, object] = {
    "null": None,
    "true": True,
    "number": 1e308,
    "negative": -1,
    "huge": 10**400,
    "list": ["a"],
    "object": {"a": {"b": []}},
}
#: Rows that a refusal may add or change: entries, what is counted beside them, pseudonyms, and how
#: often a name was tried.
KEPT = {
    *("log_entry", "log_detail", "log_state", "log_tile", "log_actor", "throttles", "sessions"),
    *("log_seen", "log_ix", "log_hour", "log_pair"),
}


def count_rows(office: Office) -> dict[str, int]:
    with services_of(office.people.app).database.reading() as db:
        return {
            name: db.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name not in KEPT
        }


@pytest.fixture
def office(app: Flask, clock: TestClock) -> Office:
    """Somebody of every role, on each engine in turn."""
    return make_office(app, clock)


@pytest.fixture(autouse=True)
def unchanged(office: Office) -> Iterator[None]:
    """Nothing but the log is different afterwards."""
    before = count_rows(office)
    assert {"cases", "accounts", "invites", "roster_proposals"} <= before.keys()
    yield
    assert count_rows(office) == before


def post(person: Person, path: str, body: object) -> TestResponse:
    """Send JSON that no encoder of ours would write: with lone surrogates and huge numbers."""
    headers = {"Origin": HOME, "X-CSRFToken": person.csrf}
    text = json.dumps(body)
    return person.client.post(path, data=text, content_type="application/json", headers=headers)


def refused(answers: Mapping[str, TestResponse], allowed: frozenset[int] = frozenset()) -> None:
    """Every answer is a 4xx of ours, or what else is allowed, and repeats nothing."""
    found = {name: answer.status_code for name, answer in answers.items()}
    assert {k: v for k, v in found.items() if not 400 <= v < 500 and v not in allowed} == {}
    for name, answer in answers.items():
        assert b"<script>alert" not in answer.data, name
        assert "Set-Cookie: x" not in str(answer.headers), name


def each(ask: Callable[[object], TestResponse]) -> None:
    """Ask with every text, and with what is no text, and let nothing but refusals come."""
    values: dict[str, object] = {**TEXTS, **OTHERS}
    refused({name: ask(value) for name, value in values.items()})


def each_field(
    good: Mapping[str, object], ask: Callable[[dict[str, object]], TestResponse], *names: str
) -> None:
    """Ask with every value in the place of each field, all others being good."""
    for name in names or good:
        values = {**TEXTS, **OTHERS}
        refused({label: ask({**good, name: value}) for label, value in values.items()})


def in_path(value: object) -> str:
    return quote_from_bytes(str(value).encode("utf-8", "surrogatepass"), safe="")


def send_parts(
    person: Person, path: str, meta: bytes, parts: Mapping[str, bytes], kind: str = ""
) -> TestResponse:
    body, content_type = wire.encode_multipart({"meta": meta, **parts})
    headers = {"Origin": HOME, "X-CSRFToken": person.csrf}
    return person.client.post(path, data=body, content_type=kind or content_type, headers=headers)


def send_meta(
    person: Person, path: str, parts: Mapping[str, bytes], meta: Mapping[str, object]
) -> TestResponse:
    return send_parts(person, path, json.dumps(meta).encode(), parts)


# --- before sign-in ------------------------------------------------------------------------------


def test_a_hostile_name_at_sign_in_is_answered_like_any_unknown_name(office: Office) -> None:
    nobody = Person(office.people, "nobody", "auditor", False, office.people.client())
    answers = {
        name: post(nobody, "/sign-in/start", {"username": text}) for name, text in TEXTS.items()
    }
    refused(answers, frozenset({200}))
    for answer in answers.values():
        if answer.status_code == 200:
            assert len(answer.get_json()["pass_salt"]) == 22
    each(
        lambda value: post(
            nobody, "/sign-in", {"username": value, "secret": NOTHING, "totp": "123456"}
        )
    )


@pytest.mark.parametrize("username", ["tara", "nobody"])
def test_a_hostile_code_or_secret_at_sign_in_is_refused(office: Office, username: str) -> None:
    nobody = Person(office.people, "nobody", "auditor", False, office.people.client())

    def ask(body: dict[str, object]) -> TestResponse:
        office.people.clock.pass_seconds(1000)  # Else all but the first ten are refused unheard.
        return post(nobody, "/sign-in", {"username": username, "secret": NOTHING} | body)

    each(lambda value: ask({"totp": value}))
    for text in STRINGS.values():  # Short enough to be compared with a code.
        assert ask({"totp": text[:16]}).status_code in {403, 422}
    each(lambda value: ask({"totp": "123456", "secret": value}))


def test_a_hostile_enrolment_is_refused(office: Office) -> None:
    nobody = Person(office.people, "nobody", "auditor", False, office.people.client())
    token = office.people.invite("dora", "auditor")
    services = services_of(office.people.app)
    good: dict[str, object] = {
        "token": token,
        "secret": NOTHING,
        "totp_secret": "A" * 32,
        "totp": "123456",
        "recipient": services.roster().members[0].recipient,  # type: ignore[union-attr]
        "verify_key": NOTHING,
        "seed_file": NOTHING,
        "vault": NOTHING,
        "first": None,
    }
    each(lambda value: post(nobody, "/enrol/start", {"token": value}))
    each_field(good, partial(post, nobody, "/enrol"), *(good.keys() - {"first"}))
    firsts: list[object] = ["x", [], 1, {"note": "x", "desk_key": "x"}, {"note": None}]
    for first in firsts:
        refused({"first": post(nobody, "/enrol", good | {"first": first})})
    with services.database.session() as db:  # As it was before this test.
        db.execute(delete(Invite))
        db.info["intake.appended"] = True
        db.commit()


JSON_PATHS = (
    "/sign-in/start",
    "/sign-in",
    "/enrol/start",
    "/enrol",
    "/admin/invite",
    "/desk/{}/open",
    "/desk/{}/status",
    "/admin/people/roster",
    "/admin/people/propose",
)
NO_OBJECTS = [text.encode("utf-8", "surrogatepass") for text in TEXTS.values()] + [
    *(b"null", b"[]", b"1", b'"x"', b"NaN", b"{", b"\xff{}", b"[" * 100_000, b"9" * 5000)
]


def test_a_body_that_is_no_json_object_is_refused(office: Office) -> None:
    for template in JSON_PATHS:
        person = office.persons["administrator" if "invite" in template else "triage"]
        path = template.format(office.waiting.sending.case)
        headers = {"Origin": HOME, "X-CSRFToken": person.csrf}
        for kind in ("application/json", "text/plain", ""):
            for number, body in enumerate(NO_OBJECTS):
                answer = person.client.post(path, data=body, content_type=kind, headers=headers)
                refused({f"{path} {kind} {number}": answer})


# --- administration ------------------------------------------------------------------------------


def test_hostile_invitations_are_refused(office: Office) -> None:
    adam = office.persons["administrator"]
    good: dict[str, object] = {"username": "dora", "role": "auditor", "triage": False}
    each_field(good, partial(post, adam, "/admin/invite"), "username", "role")
    flags: list[object] = [*TEXTS.values(), None, 0, 1, []]
    for triage in flags:
        refused({"triage": post(adam, "/admin/invite", good | {"triage": triage})})
    each(lambda value: post(adam, "/admin/revoke-invite", {"account": value}))
    each(lambda value: post(adam, "/admin/suspend", {"account": value}))
    each(lambda value: post(adam, "/admin/resume", {"account": value}))
    each(lambda value: post(adam, "/admin/disable", {"account": value}))


def test_hostile_rosters_and_vaults_are_refused(office: Office) -> None:
    tara = office.persons["triage"]
    note = tara.notes()[-1]
    for path in ("/admin/people/roster", "/admin/people/propose"):
        good: dict[str, object] = {"note": note, "newcomer": "0" * 32, "desk_key": None}
        each_field(good, partial(post, tara, path))
        for text in TEXTS.values():
            for changed in (note + text, text + note, note.replace("member ", f"member {text}", 1)):
                if changed != note:
                    refused({path: post(tara, path, good | {"note": changed})})
    headers = {"Origin": HOME, "X-CSRFToken": tara.csrf}
    for text in TEXTS.values():
        answer = tara.client.put("/vault", json={"vault": f"x{text}"}, headers=headers)
        refused({"vault": answer})


# --- the desk ------------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["waiting", "taken"])
def test_hostile_purposes_reasons_and_statuses_are_refused(office: Office, whose: str) -> None:
    tara = office.persons["triage"]
    case = (office.waiting if whose == "waiting" else office.taken).sending.case
    each(lambda value: post(tara, f"/desk/{case}/open", {"purpose": value}))
    each(lambda value: post(tara, f"/desk/{case}/unreadable", {"reason": value}))
    texts = {name: text for name, text in TEXTS.items() if text}
    answers = {
        name: post(tara, f"/desk/{case}/unreadable", {"reason": "bad_mac", "object": text})
        for name, text in texts.items()
    }
    refused(answers)
    each(lambda value: post(tara, f"/desk/{case}/status", {"status": value, "reason": "work_done"}))
    each(lambda value: post(tara, f"/desk/{case}/status", {"status": "closed", "reason": value}))


def test_a_hostile_case_id_is_no_case(office: Office) -> None:
    tara, key = office.persons["triage"], office.taken.sending.parts["key_box"]
    meta = json.dumps({"report": NOTHING, "contact": NOTHING, "cover": None}).encode()
    told = json.dumps({"id": "0" * 32, "epoch": 0, "sha256": NOTHING}).encode()

    def ask(case: str) -> list[TestResponse]:
        return [
            tara.client.get(f"/desk/{case}"),
            tara.export(case),
            post(tara, f"/desk/{case}/open", {"purpose": "triage"}),
            post(tara, f"/desk/{case}/unreadable", {"reason": "bad_mac"}),
            post(tara, f"/desk/{case}/status", {"status": "closed", "reason": "work_done"}),
            send_parts(tara, f"/desk/{case}/take", meta, {"key_assignee": key}),
            send_parts(tara, f"/desk/{case}/message", told, {"message": key}),
        ]

    for name, text in TEXTS.items():
        if text:
            refused({f"{name} {n}": answer for n, answer in enumerate(ask(in_path(text)))})


def test_a_hostile_cursor_is_refused_or_gives_a_page(office: Office) -> None:
    tara, carl = office.persons["triage"], office.persons["caseworker"]
    cursors = [*TEXTS.values(), f"9.2026-01-01.{'0' * 32}", f"1.2026-02-30.{'0' * 32}"]
    cursors += [
        f"1.0000-00-00.{'0' * 32}",
        f"1.2026-01-01.{'0' * 31}x",
        f"１.2026-01-01.{'0' * 32}",
    ]
    for text in cursors:
        path = f"/desk/rows?after={in_path(text)}"
        refused({text[:40]: tara.client.get(path)}, frozenset() if text else frozenset({200}))
        refused({text[:40]: carl.client.get(path)}, frozenset({200}))


def test_hostile_metas_of_taking_and_answering_are_refused(office: Office) -> None:
    tara, key = office.persons["triage"], office.taken.sending.parts["key_box"]
    take = f"/desk/{office.waiting.sending.case}/take"
    message = f"/desk/{office.taken.sending.case}/message"
    posts: list[tuple[str, str, dict[str, object]]] = [
        (take, "key_assignee", {"report": NOTHING, "contact": NOTHING, "cover": "0" * 32}),
        (message, "message", {"id": "0" * 32, "epoch": 0, "sha256": NOTHING}),
    ]
    for path, part, good in posts:
        each_field(good, partial(send_meta, tara, path, {part: key}))
        metas = [text.encode("utf-8", "surrogatepass") for text in TEXTS.values()]
        for meta in [*metas, b"null", b"[]", b"1", b"[" * 100_000, b"9" * 5000, b"\xff"]:
            refused({path: send_parts(tara, path, meta, {part: key})})
        for text in TEXTS.values():
            meta, data = json.dumps(good).encode(), text.encode("utf-8", "surrogatepass")
            refused({path: send_parts(tara, path, meta, {part: data})})
            kind = f"multipart/form-data; boundary={in_path(text)[:200]}"
            refused({path: send_parts(tara, path, meta, {part: key}, kind)})


# --- the log -------------------------------------------------------------------------------------


def test_a_hostile_filter_finds_nothing_or_shows_a_page(office: Office) -> None:
    audra = office.persons["auditor"]
    for name in ("event", "actor", "case", "before", "log"):
        for label, text in TEXTS.items():
            answer = audra.client.get(f"/audit/entries?{name}={in_path(text)}")
            refused({label: answer}, frozenset({200}))
            if name in {"event", "actor", "case"} and text.strip():  # Blanks are no filter.
                assert b"No entry fits this filter" in answer.data, label


def test_a_hostile_entry_or_path_of_the_log_is_not_there(office: Office) -> None:
    audra = office.persons["auditor"]
    for label, text in TEXTS.items():
        if text:
            for path in ("/audit/{}/0", "/audit/access/{}", "/log/{}", "/log/access/{}"):
                answer = audra.client.get(path.format(in_path(text)))
                # What no browser sends ends at the edge.
                expected = 400 if CONTROLS.search(text) else 404
                assert answer.status_code == expected, (label, path)
