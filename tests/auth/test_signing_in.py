"""Signing in: one answer for everything wrong, each code once, no name and no address kept."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.crypto import totp
from intake.crypto.encoding import b64u
from intake.crypto.roster import accounts
from intake.store.engine import Database
from intake.store.models import LogEntry, StaffSession, Throttle
from intake.web.services import services_of
from tests.admin.stored import details
from tests.people import HOME, People


def events(app: Flask) -> list[dict[str, object]]:
    with services_of(app).database.reading() as db:
        query = select(LogEntry.leaf).where(LogEntry.log == "access")
        leaves = db.scalars(query.order_by(LogEntry.idx))
        return [json.loads(leaf) for leaf in leaves]


def test_a_name_that_does_not_exist_gets_a_salt_like_any_other(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    client = people.client()
    answers = [
        client.post("/sign-in/start", json={"username": name}, headers={"Origin": HOME}).get_json()
        for name in ("anna", "nobody", "nobody")
    ]
    assert answers[1] == answers[2]
    assert {len(answer["pass_salt"]) for answer in answers} == {22}
    assert answers[0].keys() == answers[1].keys()


def test_wrong_secret_wrong_code_and_unknown_name_get_the_same_bytes(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    tries = [
        {"username": "anna", "secret": b64u(bytes(32)), "totp": anna.code()},
        {"username": "nobody", "secret": b64u(bytes(32)), "totp": "123456"},
    ]
    login = anna.login_keys(
        "intake.test.invalid",
        anna.post("/sign-in/start", {"username": "anna"}).get_json()["pass_salt"],
    )
    tries.append({"username": "anna", "secret": b64u(login.auth_secret), "totp": "000000"})
    answers = [
        people.client().post("/sign-in", json=body, headers={"Origin": HOME}) for body in tries
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.data for answer in answers}) == 1
    assert not any("Set-Cookie" in answer.headers for answer in answers)


def test_a_code_is_accepted_once(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    salt = anna.post("/sign-in/start", {"username": "anna"}).get_json()["pass_salt"]
    login = anna.login_keys("intake.test.invalid", salt)
    body = {"username": "anna", "secret": b64u(login.auth_secret), "totp": anna.code()}
    first = people.client().post("/sign-in", json=body, headers={"Origin": HOME})
    again = people.client().post("/sign-in", json=body, headers={"Origin": HOME})
    assert (first.status_code, again.status_code) == (200, 403)


def test_nobody_can_lock_somebody_out_by_knowing_the_name(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    for name in ("anna", "nobody"):
        body = {"username": name, "secret": b64u(bytes(32)), "totp": "123456"}
        codes = [
            people.client().post("/sign-in", json=body, headers={"Origin": HOME}).status_code
            for _ in range(12)
        ]
        assert codes == [403] * 12
    assert anna.sign_in().status_code == 200


def test_guessing_codes_with_the_right_secret_is_slowed_and_the_lock_is_logged(
    app: Flask, people: People
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    salt = anna.post("/sign-in/start", {"username": "anna"}).get_json()["pass_salt"]
    login = anna.login_keys("intake.test.invalid", salt)
    body = {"username": "anna", "secret": b64u(login.auth_secret), "totp": "000000"}
    codes = [
        people.client().post("/sign-in", json=body, headers={"Origin": HOME}).status_code
        for _ in range(11)
    ]
    assert codes == [403] * 10 + [429]
    assert [leaf["e"] for leaf in events(app)][-1] == "auth.lock"
    people.clock.pass_seconds(901)
    assert anna.sign_in().status_code == 200


@pytest.mark.parametrize("code", ["12345", "1234567", "１２３４５６", "", "abcdef", "12 456"])
def test_a_code_that_is_none_is_wrong_like_any_other(people: People, code: str) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    body = {"username": anna.username, "secret": b64u(bytes(32)), "totp": code}
    answer = people.client().post("/sign-in", json=body, headers={"Origin": HOME})
    assert answer.status_code in {403, 422}


def test_failures_are_logged_once_in_ten_minutes_and_never_with_the_name(
    app: Flask, people: People
) -> None:
    people.new("anna", "caseworker", triage=True)
    for name in ("anna", "nobody", "nobody-else"):
        body = {"username": name, "secret": b64u(bytes(32)), "totp": "123456"}
        for _ in range(3):
            people.client().post("/sign-in", json=body, headers={"Origin": HOME})
    failed = [leaf for leaf in events(app) if leaf["e"] == "auth.fail"]
    assert len(failed) == 1  # Whatever the names.
    assert "nobody" not in json.dumps(events(app))
    people.clock.pass_seconds(601)
    body = {"username": "nobody", "secret": b64u(bytes(32)), "totp": "123456"}
    people.client().post("/sign-in", json=body, headers={"Origin": HOME})
    assert [leaf["e"] for leaf in events(app)][-1] == "auth.fail"
    assert told_failures(people) == [1, 9]  # The eight that no entry told, and this one.


def told_failures(people: People) -> list[object]:
    """How many failures each entry of failing told of."""
    return [told["failures"] for told in details(people) if "failures" in told]


def test_whoever_signs_in_finds_every_failure_before_it_counted_in_the_log(
    app: Flask, people: People
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    body = {"username": "nobody", "secret": b64u(bytes(32)), "totp": "123456"}
    for _ in range(7):
        people.client().post("/sign-in", json=body, headers={"Origin": HOME})
    people.clock.pass_seconds(31)
    anna.sign_in()
    assert [leaf["e"] for leaf in events(app)][-2:] == ["auth.fail", "auth.ok"]
    assert told_failures(people) == [1, 6]


def test_whether_a_name_exists_shows_in_no_entry_no_answer_and_nothing_that_is_kept(
    app: Flask, people: People
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    seen = []
    for order in (("anna", "nobody"), ("nobody", "anna")):
        people.clock.pass_seconds(601)
        before = len(events(app))
        with services_of(app).database.session() as db:
            db.execute(delete(Throttle))
            db.commit()
        for name in order:
            body = {"username": name, "secret": b64u(bytes(32)), "totp": anna.code()}
            answer = people.client().post("/sign-in", json=body, headers={"Origin": HOME})
            with services_of(app).database.reading() as db:
                rows = db.execute(select(Throttle.key, Throttle.failures)).all()
            entries = [{**leaf, "t": 0, "c": "salted"} for leaf in events(app)[before:]]
            answered = (answer.status_code, answer.data, sorted(answer.headers))
            seen.append((order.index(name), answered, entries, rows))
    assert seen[0] == seen[2]
    assert seen[1] == seen[3]
    assert [leaf["e"] for leaf in seen[0][2]] == ["auth.fail"]


def test_the_same_work_is_done_for_a_name_that_exists_and_one_that_does_not(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    verify, find_step = PasswordHasher.verify, totp.find_step
    unwrap, salt = totp.unwrap_secret, accounts.unknown_name_salt
    work: list[str | tuple[str, object]] = []

    def verified(hasher: PasswordHasher, stored: str, secret: bytes) -> object:
        work.append(("argon2", extract_parameters(stored)))
        return verify(hasher, stored, secret)

    def counted(name: str, did: Callable[..., object]) -> Callable[..., object]:
        def count(*given: object) -> object:
            work.append(name)
            return did(*given)

        return count

    monkeypatch.setattr(PasswordHasher, "verify", verified)
    monkeypatch.setattr(totp, "find_step", counted("code", find_step))
    monkeypatch.setattr(totp, "unwrap_secret", counted("unwrap", unwrap))
    monkeypatch.setattr("intake.auth.signing_in.unknown_name_salt", counted("salt", salt))
    done = {}
    for name in ("anna", "nobody"):
        work.clear()
        people.client().post("/sign-in/start", json={"username": name}, headers={"Origin": HOME})
        body = {"username": name, "secret": b64u(bytes(32)), "totp": anna.code()}
        people.client().post("/sign-in", json=body, headers={"Origin": HOME})
        done[name] = list(work)
    assert done["anna"] == done["nobody"]
    assert [each if isinstance(each, str) else each[0] for each in done["nobody"]] == [
        *("salt", "unwrap", "code", "argon2"),
    ]


def counted_acts(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by a word with every act that may write from now on."""
    acts: list[str] = []
    act = database.session

    def session() -> AbstractContextManager[Session]:
        acts.append("act")
        return act()

    monkeypatch.setattr(database, "session", session)
    return acts


def test_a_flood_of_wrong_secrets_locks_no_writer_out(
    people: People, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.new("anna", "caseworker", triage=True)
    acts = counted_acts(services_of(app).database, monkeypatch)
    for name in ("anna", "nobody") * 5:
        body = {"username": name, "secret": b64u(bytes(32)), "totp": "123456"}
        answer = people.client().post("/sign-in", json=body, headers={"Origin": HOME})
        assert answer.status_code == 403
    assert acts == ["act"]  # For the one entry of these ten minutes.


def test_a_flood_of_invented_cookies_locks_no_writer_out(
    people: People, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    stranger = people.client()
    acts = counted_acts(services_of(app).database, monkeypatch)
    for path in ("/session/half", "/desk/rows", "/log/access/checkpoint"):
        stranger.set_cookie("__Host-intake", "invented", secure=True)
        assert stranger.get(path, base_url="https://localhost").status_code == 401
        assert stranger.get_cookie("__Host-intake") is not None  # It was sent.
    assert anna.client.get("/session/half").status_code == 200
    assert acts == []
    people.clock.pass_seconds(30)
    assert anna.client.get("/session/half").status_code == 200
    assert acts == ["act"]  # That she was seen is kept.


def test_a_lock_names_the_account_and_shows_to_nobody_without_the_right_secret(
    app: Flask, people: People
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    salt = anna.post("/sign-in/start", {"username": "anna"}).get_json()["pass_salt"]
    login = anna.login_keys("intake.test.invalid", salt)
    guess = {"username": "anna", "secret": b64u(login.auth_secret), "totp": "000000"}
    for _ in range(10):
        people.client().post("/sign-in", json=guess, headers={"Origin": HOME})
    own = next(leaf["a"] for leaf in events(app) if leaf["e"] == "auth.ok")
    locks = [leaf for leaf in events(app) if leaf["e"] == "auth.lock"]
    assert [leaf["a"] for leaf in locks] == [own]
    assert {leaf["a"] for leaf in events(app) if leaf["e"] == "auth.fail"} == {"none"}
    answers = [
        people.client().post(
            "/sign-in",
            json={"username": name, "secret": b64u(bytes(32)), "totp": "123456"},
            headers={"Origin": HOME},
        )
        for name in ("anna", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].data == answers[1].data
    assert people.client().post("/sign-in", json=guess, headers={"Origin": HOME}).status_code == 429


def test_a_request_of_another_origin_is_refused(people: People) -> None:
    for origin in ("https://elsewhere.invalid", "null", ""):
        for path in ("/sign-in/start", "/sign-in", "/enrol/start", "/enrol"):
            answer = people.client().post(path, json={}, headers={"Origin": origin})
            assert answer.status_code == 403


def test_the_session_ends_when_idle_and_after_its_longest_time(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    assert anna.client.get("/session/half").status_code == 200
    people.clock.pass_seconds(15 * 60 + 1)
    assert anna.client.get("/session/half").status_code == 401
    anna.sign_in()
    for _ in range(61):
        people.clock.pass_seconds(600)
        anna.client.get("/session/half")
    assert anna.client.get("/session/half").status_code == 401


def test_signing_out_deletes_the_server_half(app: Flask, people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    anna.sign_in()
    assert anna.post("/sign-out").status_code == 204
    assert anna.client.get("/session/half").status_code == 401
    with services_of(app).database.reading() as db:
        halves = [row.server_half for row in db.scalars(select(StaffSession))]
    assert len(halves) == 1  # That of the first sign-in of this test, in no browser any more.


def test_the_cookie_is_for_this_host_only_and_unreadable_to_scripts(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    cookie = anna.sign_in().headers["Set-Cookie"]
    assert cookie.startswith("__Host-intake=")
    for word in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert word in cookie
    assert "Expires" not in cookie
    assert "Domain" not in cookie


def test_a_mutation_without_its_token_is_refused(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    anna.csrf = ""
    assert anna.post("/sign-out").status_code == 403
