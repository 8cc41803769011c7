"""Emergencies, messages, other reports: a flood of one, or a full disk, leaves the others."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.crypto.encoding import b64u, encode_json
from intake.errors import Busy, Refused
from intake.web import wire
from intake.web.admission import shares
from intake.web.admission.claims import claims_emergency, kind_of
from intake.web.admission.limits import (
    CLAIMED_PLAIN,
    EARLY_MB,
    LIMITS,
    MEGABYTE,
    Kind,
    Limits,
    Storage,
    how_full,
)
from intake.web.admission.rates import Rate
from intake.web.admission.rooms import CODES, URGENT_CODES, room_of
from intake.web.admission.shares import REFUSED, Share
from intake.web.services import services_of
from tests.desks import desk
from tests.people import People, Reporter
from tests.promises.reporting import add_message, come_back_plain, send_plain
from tests.report.stored import count_rows
from tests.web.admission.asking import full
from tests.web.admission.flooded import below, leave, use_up

__all__ = ["desk"]

# The engine plays no part in this. What is sent here is sent for real.
pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("desk", "monkeypatch"),
]

LEVELS = {Kind.EMERGENCY: "emergency", Kind.REPORT: "routine"}
NOW = {Kind.EMERGENCY: "yes", Kind.REPORT: "no"}
GRAVEST_FIRST = (Kind.EMERGENCY, Kind.MESSAGE, Kind.REPORT)


def post(reporter: Reporter, lang: str = "en", **environ: object) -> TestResponse:
    """Send a sealed report as the form's script does."""
    body, kind = wire.encode_multipart(
        {"meta": encode_json(reporter.sending.meta), **reporter.sending.parts}
    )
    return reporter.client.post(
        f"/{lang}/form", data=body, content_type=kind, environ_overrides=dict(environ)
    )


def tell_danger(app: Flask, reporter: Reporter, code: str, *, is_sealed: bool) -> int:
    """Tell in the box that somebody is in danger now; return the status."""
    if is_sealed:
        return add_message(reporter, "they are at the door", level="emergency").status_code
    return come_back_plain(app.test_client(), code, **IN_DANGER).status_code


IN_DANGER = {"what": "new", "danger_now": "yes", "kinds": "harassment"}


def post_to_nobody(app: Flask, **environ: object) -> TestResponse:
    """Send a message to a case that is not there."""
    nothing = b64u(bytes(32))
    meta = {"epoch": 0, "id": "0" * 32, "sha256": nothing, "token": nothing, "v": 1}
    body, kind = wire.encode_multipart({"meta": encode_json(meta), "message": b"x"})
    return app.test_client().post(
        "/en/box/message", data=body, content_type=kind, environ_overrides=dict(environ)
    )


@pytest.fixture
def known(people: People) -> Reporter:
    """Somebody whose case was there before."""
    made = people.reporter("words of before")
    assert post(made).status_code == 201
    return made


@pytest.fixture
def send(app: Flask, people: People, known: Reporter) -> Callable[[Kind, bool], int]:
    """(kind, whether a script runs) sends one thing of it; answers its status."""
    _, code = send_plain(app.test_client(), {"story": "words of before"})

    def one(kind: Kind, is_sealed: bool) -> int:
        if kind is Kind.MESSAGE:
            if is_sealed:
                return add_message(known, "words").status_code
            return come_back_plain(app.test_client(), code, "words").status_code
        if is_sealed:
            return post(people.reporter("words", LEVELS[kind])).status_code
        answers = {"danger_now": NOW[kind], "story": "words"}
        return send_plain(app.test_client(), answers)[0].status_code

    return one


@pytest.mark.parametrize("is_sealed", [True, False], ids=["sealed", "plain"])
@pytest.mark.parametrize("flood", Kind)
def test_a_flood_of_one_kind_refuses_nobody_of_another(
    app: Flask, send: Callable[[Kind, bool], int], flood: Kind, is_sealed: bool
) -> None:
    use_up(app, flood)
    refused = [kind for kind in Kind if send(kind, is_sealed) == 503]
    assert refused == [flood]


@pytest.mark.parametrize("is_sealed", [True, False], ids=["sealed", "plain"])
@pytest.mark.parametrize("full", Kind)
def test_a_disk_that_fills_refuses_reports_first_then_messages_then_emergencies(
    app: Flask,
    send: Callable[[Kind, bool], int],
    monkeypatch: pytest.MonkeyPatch,
    full: Kind,
    is_sealed: bool,
) -> None:
    leave(app, monkeypatch, below(full))
    refused = [kind for kind in GRAVEST_FIRST if send(kind, is_sealed) == 503]
    assert refused == list(GRAVEST_FIRST[GRAVEST_FIRST.index(full) :])


@pytest.mark.parametrize("is_sealed", [True, False], ids=["sealed", "plain"])
def test_an_emergency_told_in_the_box_is_no_ordinary_message(
    app: Flask, known: Reporter, monkeypatch: pytest.MonkeyPatch, is_sealed: bool
) -> None:
    _, code = send_plain(app.test_client(), {"story": "words of before"})
    for kind in (Kind.MESSAGE, Kind.REPORT):
        use_up(app, kind)
    leave(app, monkeypatch, below(Kind.MESSAGE))
    with full(CODES):
        told = tell_danger(app, known, code, is_sealed=is_sealed)
        assert come_back_plain(app.test_client(), code, "words").status_code == 503
    assert told in {200, 201}
    assert add_message(known, "words").status_code == 503
    use_up(app, Kind.EMERGENCY)
    assert tell_danger(app, known, code, is_sealed=is_sealed) == 503


def test_before_it_is_read_a_message_that_claims_an_emergency_waits_among_emergencies() -> None:
    kind = "multipart/form-data; boundary=x"
    bodies = {Kind.EMERGENCY: b'{"level":"emergency"}', Kind.MESSAGE: b'{"level":"urgent"}'}
    found = [kind_of("POST", "/en/box/message", kind, body) for body in bodies.values()]
    assert found == list(bodies)
    claims = b"code=1&danger_now=yes&what=new"
    asked = ("POST", "/en/box/plain", "application/x-www-form-urlencoded")
    assert (room_of(*asked, claims), room_of(*asked, b"code=1")) == (URGENT_CODES, CODES)


CLAIM = b'{"level":"emergency"}'
SEALED = "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    "asked",
    [
        ("GET", "/en/form", SEALED),
        ("POST", "/en/box/open", SEALED),
        ("POST", "/sign-in", "application/json"),
        ("POST", "/desk/rows", "application/json"),
        ("POST", "/en/form", "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_neither_a_report_nor_a_message_claims_no_place_among_emergencies(
    asked: tuple[str, str, str],
) -> None:
    assert kind_of(*asked, CLAIM) is None


def test_without_a_script_a_claim_is_a_whole_field_wherever_it_stands() -> None:
    form = "application/x-www-form-urlencoded; charset=utf-8"
    for claim in map(str.encode, CLAIMED_PLAIN):
        for body in (claim, claim + b"&a=1", b"a=1&" + claim, b"a=1&" + claim + b"&b=2"):
            assert claims_emergency(form, body), body
        for body in (b"x" + claim, claim + b"x", b"a=" + claim, b"a=1%26" + claim + b"%26", b""):
            assert not claims_emergency(form, body), body


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", ("What you wrote is still here", "France")), ("zh-Hans", ("您写的都还在", "法国"))],
)
def test_who_is_refused_keeps_everything_and_reads_when_to_try_again_and_whom_to_call(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, lang: str, said: tuple[str, str]
) -> None:
    leave(app, monkeypatch, below(Kind.EMERGENCY))
    full = post(people.reporter("words", "emergency"), lang)
    leave(app, monkeypatch, 1 << 40)
    use_up(app, Kind.EMERGENCY)
    reporter = people.reporter("words", "emergency")
    many = post(reporter, lang)
    assert (full.get_json()["error"], many.get_json()["error"]) == ("no_room", "many_arrivals")
    for answer in (full, many):
        assert int(answer.headers["Retry-After"]) > 0
        assert all(words in answer.get_json()["message"] for words in (*said, "17"))
    assert count_rows(app)["cases"] == 0
    page, _ = send_plain(app.test_client(), {"danger_now": "yes", "story": "words"}, lang)
    assert page.status_code == 503
    assert all(words in page.text for words in said)


def test_a_message_that_is_refused_without_a_script_stands_in_its_field_again(app: Flask) -> None:
    _, code = send_plain(app.test_client(), {"story": "words of before"})
    use_up(app, Kind.MESSAGE)
    page = come_back_plain(app.test_client(), code, "they called again")
    assert page.status_code == 503
    assert int(page.headers["Retry-After"]) > 0
    assert ">they called again</textarea>" in page.text
    assert "Wait a minute" in page.text


def test_what_is_stored_already_is_answered_as_such_however_full_it_is(
    app: Flask, known: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_up(app, Kind.REPORT)
    assert post(known).status_code == 200
    leave(app, monkeypatch, 0)
    assert post(known).status_code == 200
    assert count_rows(app)["cases"] == 1


def test_what_had_no_place_in_the_line_is_refused_without_being_read(
    app: Flask, people: People
) -> None:
    reporter = people.reporter("words", "emergency")
    refused = post(reporter, **{REFUSED: Kind.EMERGENCY})
    assert (refused.status_code, refused.get_json().get("error")) == (503, "many_arrivals")
    assert post(reporter).status_code == 201
    assert post_to_nobody(app, **{REFUSED: Kind.MESSAGE}).get_json()["error"] == "many_arrivals"


def test_what_leaves_nothing_behind_costs_nothing_of_the_rate() -> None:
    share = Share(Limits(1, 1, 1, 1, 0, 30), lambda: 1, Rate(1, 1, lambda: 0.0))
    for _ in range(3):
        with pytest.raises(Refused), share.admit():
            raise Refused("damaged")
    with share.admit():
        pass
    with pytest.raises(Busy), share.admit():
        pass


def test_no_more_are_stored_at_the_same_time_than_there_are_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shares, "PATIENCE", 0)
    share = Share(Limits(1, 1, 9, 1, 0, 30), lambda: 1, Rate(9, 1, lambda: 0.0))
    with share.admit(), pytest.raises(Busy), share.admit():
        pass
    with share.admit():
        pass


def test_messages_to_no_case_take_none_away_from_those_who_have_one(
    app: Flask, known: Reporter
) -> None:
    use_up(app, Kind.MESSAGE)
    services_of(app).shares[Kind.MESSAGE]._rate.give_back()
    assert [post_to_nobody(app).status_code for _ in range(3)] == [404] * 3
    assert add_message(known, "words").status_code == 201
    assert add_message(known, "more words").status_code == 503


def test_the_graver_a_kind_the_more_room_is_kept_for_it_and_the_operator_is_told_before() -> None:
    reserves = [LIMITS[kind].reserve_mb for kind in GRAVEST_FIRST]
    assert reserves == sorted(set(reserves))
    assert reserves[-1] * 2 <= EARLY_MB
    assert how_full(EARLY_MB * MEGABYTE) is Storage.OK
    assert how_full(EARLY_MB * MEGABYTE - 1) is Storage.LOW
    assert how_full(below(Kind.REPORT)) is Storage.FULL


def test_answers_that_claim_an_emergency_are_answers_of_the_form(app: Flask) -> None:
    said = (claim.partition("=") for claim in CLAIMED_PLAIN)
    assert {name: choice for name, _, choice in said} == services_of(app).form.danger
