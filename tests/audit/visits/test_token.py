"""The token: who gets one, what it opens, and when it opens nothing any more."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from intake.app import create_app
from intake.log.act import SYSTEM, Act
from intake.store.models import Account, VisitToken
from intake.web.services import services_of
from intake.web.staff import bearer
from intake.web.staff.sessions import token_hash
from intake.web.staff.throttle import FREE
from tests.audit.visits.machine import (
    Machine,
    ask,
    entries,
    events,
    grow,
    key_of,
    make_token,
    shown,
    sign_now,
)
from tests.people import HOME, People, Person
from tests.vectors import make_altered

TOKEN = re.compile(r"ti-audit-1\.[A-Za-z0-9_-]{43}")


@pytest.fixture
def key(tmp_path: Path) -> str:
    return key_of(tmp_path / "copy")


def is_refused(people: People, token: str, key: str, path: str = "/log/access/checkpoint") -> bool:
    """Tell whether it is refused as everything is: without a word of why."""
    answer = ask(people.client(), token, key, path)
    return (answer.status_code, answer.data) == (401, b"")


# --- making one ----------------------------------------------------------------------------------


@pytest.mark.parametrize("details", [True, False])
def test_a_fresh_code_makes_a_token_and_an_entry(
    people: People, audra: Person, *, details: bool
) -> None:
    answer = audra.post("/audit/token", {"totp": audra.code(), "details": details})
    made = answer.get_json()
    assert TOKEN.fullmatch(made["token"])
    assert made["until"] == people.clock() + bearer.FIRST_USE
    newest = entries(people)[-1]
    assert (newest["e"], newest["o"]) == ("audit.token", "ok")
    assert newest["detail"] == {"scope": "log", "details": details, "until": made["until"]}


def test_of_a_token_only_its_hash_is_stored(people: People, audra: Person) -> None:
    token = make_token(audra)
    with services_of(people.app).database.reading() as db:
        rows = [list(row) for row in db.execute(text("SELECT * FROM visit_tokens"))]
    assert len(rows) == 1
    assert token.partition(".")[2] not in str(rows)


def test_a_wrong_code_makes_none_and_is_an_entry(people: People, audra: Person) -> None:
    answer = audra.post("/audit/token", {"totp": "000000", "details": False})
    assert (answer.status_code, answer.get_json()["error"]) == (403, "wrong_code")
    newest = entries(people)[-1]
    assert (newest["e"], newest["o"]) == ("auth.stepup", "deny")
    assert newest["detail"] == {"reason": "wrong_code"}


def test_a_code_that_was_used_is_wrong(audra: Person) -> None:
    code = audra.code()
    body = {"totp": code, "details": False}
    assert [audra.post("/audit/token", body).status_code for _ in range(2)] == [201, 403]


def test_a_code_used_here_does_not_sign_in(people: People, audra: Person) -> None:
    make_token(audra)
    people.clock.pass_seconds(-30)  # ``code`` will move on to the one that was just used.
    assert audra.sign_in().status_code == 403


def test_too_many_wrong_codes_lock_and_a_right_one_is_not_heard(
    people: People, audra: Person
) -> None:
    for _ in range(FREE):
        audra.post("/audit/token", {"totp": "000000", "details": False})
    assert events(people)[-2:] == ["auth.stepup", "auth.lock"]
    answer = audra.post("/audit/token", {"totp": audra.code(), "details": False})
    assert answer.status_code == 429
    assert events(people)[-1] == "auth.lock"


def test_without_the_sessions_token_none_is_made(audra: Person) -> None:
    body = {"totp": audra.code(), "details": False}
    answer = audra.client.post("/audit/token", json=body, headers={"Origin": HOME})
    assert answer.status_code == 403


@pytest.mark.parametrize("body", [{}, {"totp": "123456"}, {"totp": "123456", "details": "yes"}])
def test_what_is_malformed_makes_none(audra: Person, body: dict[str, object]) -> None:
    assert audra.post("/audit/token", body).status_code == 422


# --- what it opens -------------------------------------------------------------------------------


def test_it_opens_the_log_without_a_session(people: People, audra: Person, key: str) -> None:
    token = make_token(audra)
    sign_now(people)
    assert people.client().get("/log/access/checkpoint").status_code == 401
    answer = ask(people.client(), token, key)
    assert answer.status_code == 200
    assert b"/log/access" in answer.data


@pytest.mark.parametrize(
    "path", ["/audit/", "/desk/", "/en/", "/health", "/sign-in", "/session/half", "/nothing"]
)
def test_it_opens_no_other_path(people: People, audra: Person, key: str, path: str) -> None:
    assert is_refused(people, make_token(audra), key, path)


def test_beside_it_a_cookie_opens_nothing(audra: Person, key: str) -> None:
    token = make_token(audra)
    assert ask(audra.client, token, key, "/audit/").status_code == 401
    assert ask(audra.client, "ti-audit-1.wrong", key).status_code == 401


def test_it_is_no_cookie(people: People, audra: Person) -> None:
    client = people.client()
    client.set_cookie("__Host-intake", make_token(audra), domain="localhost")
    assert client.get("/log/access/checkpoint").status_code == 401


def test_it_posts_nothing_but_a_line(people: People, audra: Person, key: str) -> None:
    headers = shown(make_token(audra), key)
    for path in ("/audit/token", "/sign-out", "/en/form"):
        answer = people.client().post(path, json={}, headers=headers)
        assert (answer.status_code, answer.data) == (401, b""), path
    assert people.client().post("/log/access/checkpoint", headers=headers).status_code in {401, 405}


@pytest.mark.parametrize(("name", "is_opened"), [("whole/token", True), ("token", False)])
def test_one_altered_byte_opens_nothing(
    people: People, audra: Person, key: str, name: str, *, is_opened: bool
) -> None:
    made = make_token(audra)
    sign_now(people)
    stored = update(VisitToken).where(VisitToken.token_hash == token_hash(made))
    with services_of(people.app).database.engine.begin() as connection:
        connection.execute(stored.values(token_hash=token_hash(make_altered.TOKEN)))
    token = (make_altered.HERE / name).read_text().strip()
    assert is_refused(people, token, key) is not is_opened
    assert (ask(people.client(), token, key).status_code == 200) is is_opened


def test_without_the_scope_it_opens_no_details(people: People, audra: Person, key: str) -> None:
    token = make_token(audra)
    sign_now(people)
    assert is_refused(people, token, key, "/log/access/details/000000000.jsonl")
    assert "audit.export" not in events(people)


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("path", ["bundles/0", "details/000000000.jsonl"])
def test_details_and_many_bundles_come_by_token_only(
    people: People, audra: Person, path: str, *, public: bool
) -> None:
    grow(people, 300)
    running = services_of(people.app)
    settings = replace(running.config.settings, public=public)
    config = replace(running.config, settings=settings)
    other = create_app(config, clock=people.clock, database=running.database).test_client()
    assert other.get("/log/access/checkpoint").status_code == (200 if public else 401)
    for client in (other, audra.client):
        answer = client.get(f"/log/access/{path}")
        assert (answer.status_code, answer.data) == (401, b"")


# --- when it is over -----------------------------------------------------------------------------


def test_it_must_be_used_in_a_quarter_of_an_hour(people: People, audra: Person, key: str) -> None:
    token = make_token(audra)
    people.clock.pass_seconds(bearer.FIRST_USE - 1)
    assert ask(people.client(), token, key).status_code == 200
    late = make_token(audra.people.new("anton", "auditor"))
    people.clock.pass_seconds(bearer.FIRST_USE)
    assert is_refused(people, late, key)


def test_it_lasts_an_hour_from_its_first_use(people: People, audra: Person, key: str) -> None:
    token = make_token(audra)
    ask(people.client(), token, key)
    for _ in range(5):  # Somebody is at the page.
        people.clock.pass_seconds(bearer.LASTS // 5)
        people.clock.pass_seconds(-1)
        assert ask(people.client(), token, key).status_code == 200
        assert audra.client.get("/audit/entries").status_code == 200
    people.clock.pass_seconds(5)
    assert audra.client.get("/audit/entries").status_code == 200
    assert is_refused(people, token, key)


def test_it_ends_when_its_session_ends_by_time(people: People, audra: Person, key: str) -> None:
    token = make_token(audra)
    assert ask(people.client(), token, key).status_code == 200
    people.clock.pass_seconds(16 * 60)
    assert is_refused(people, token, key)


def test_it_is_bound_to_the_copy_that_used_it_first(
    people: People, audra: Person, key: str, tmp_path: Path
) -> None:
    token = make_token(audra)
    ask(people.client(), token, key)
    assert is_refused(people, token, key_of(tmp_path / "another copy"))


@pytest.mark.parametrize("named", ["", "nonsense", "x+00000000+AQ==", "a" * 400])
def test_a_copy_must_name_the_key_of_a_witness(people: People, audra: Person, named: str) -> None:
    token = make_token(audra)
    assert is_refused(people, token, named)
    with services_of(people.app).database.reading() as db:
        assert db.scalars(select(VisitToken.used_at)).one() is None


def test_it_is_used_up_once_a_line_was_brought_back(
    people: People, audra: Person, tmp_path: Path
) -> None:
    sign_now(people)
    machine, token = Machine(people, tmp_path / "copy"), make_token(audra, details=True)
    assert machine.run(token, details=True).verdict == 0
    named = key_of(machine.copy)
    for path in ("checkpoint", "bundles/0", "details/000000000.jsonl", "tile/entries/000"):
        assert is_refused(people, token, named, f"/log/access/{path}"), path
    posted = people.client().post("/log/access/cosigned", data="x", headers=shown(token, named))
    assert (posted.status_code, posted.data) == (401, b"")


def test_it_ends_with_signing_out(people: People, audra: Person, key: str) -> None:
    token = make_token(audra)
    assert ask(people.client(), token, key).status_code == 200
    audra.post("/sign-out")
    assert is_refused(people, token, key)


def test_it_ends_with_the_account(people: People, audra: Person, key: str) -> None:
    adam = people.new("adam", "administrator")
    token = make_token(audra)
    assert adam.post("/admin/disable", {"account": audra.id}).status_code == 204
    assert is_refused(people, token, key)


def test_it_ends_with_a_suspension_for_good(people: People, audra: Person, key: str) -> None:
    adam, _ada = people.new("adam", "administrator"), people.new("ada", "administrator")
    token = make_token(audra)
    assert adam.post("/admin/suspend", {"account": audra.id}).status_code == 204
    assert is_refused(people, token, key)
    assert adam.post("/admin/resume", {"account": audra.id}).status_code == 204
    assert is_refused(people, token, key)


def test_it_is_nothing_in_another_role(people: People, audra: Person, key: str) -> None:
    token = make_token(audra)
    with services_of(people.app).database.engine.begin() as connection:
        role = update(Account).where(Account.id == audra.id).values(role="administrator")
        connection.execute(role)
    assert is_refused(people, token, key)


def test_a_barred_account_has_none(people: People, audra: Person, key: str) -> None:
    """Whatever bars an account: the row of the token alone is not believed."""
    token = make_token(audra)
    with services_of(people.app).database.engine.begin() as connection:
        barred = update(Account).where(Account.id == audra.id).values(disabled=True)
        connection.execute(barred)
    assert is_refused(people, token, key)


def test_more_than_a_gibibyte_does_not_leave(people: People, audra: Person, key: str) -> None:
    token = make_token(audra)
    length = len(ask(people.client(), token, key).data)
    with services_of(people.app).database.engine.begin() as connection:
        left = bearer.MOST_BYTES - 2 * length + 1
        connection.execute(update(VisitToken).values(given=left))
    assert ask(people.client(), token, key).status_code == 200
    assert is_refused(people, token, key)


def test_what_is_over_is_deleted(people: People, audra: Person, key: str) -> None:
    make_token(audra)
    used = make_token(audra)
    ask(people.client(), used, key)
    running = services_of(people.app)
    for seconds, left in ((bearer.FIRST_USE, 1), (bearer.LASTS, 0)):
        people.clock.pass_seconds(seconds)
        with running.database.session() as db:
            bearer.sweep(Act(db, SYSTEM, people.clock()), running.config.settings)
            db.commit()
        with running.database.reading() as db:
            assert len(db.scalars(select(VisitToken)).all()) == left
