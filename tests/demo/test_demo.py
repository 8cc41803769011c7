"""The demo as it is prepared: whole, true to its plans, and sealed like everything else."""

import socket
from collections import Counter
from itertools import pairwise

import pyotp
import pytest
from sqlalchemy import select

from intake.client.member.account.person import Person
from intake.client.member.account.roster import load_roster
from intake.client.member.cases.listing import list_waiting
from intake.client.member.cases.opencase import open_case
from intake.client.reporter.box import read_box
from intake.clock import day_of, system_clock
from intake.config import Config
from intake.demo.cases import load_cases, load_people
from intake.demo.credentials import read_credentials, update_address
from intake.demo.prepare import is_prepared, prepare
from intake.demo.staffing import Staff
from intake.log.events import Log
from intake.log.signing.troubles import published_day
from intake.store.models import LEVELS, Account, Case, Opening, SealedObject
from tests.demo.conftest import BASE_URL, Demo, Runner
from tests.demo.looking import details, events, leaves
from tests.load.targets import free_port

CASES = load_cases()
VISITS = [visit for case in CASES for visit in case.visits]
MESSAGES = [message for case in CASES for message in case.messages]


def person(demo: Demo, username: str) -> Person:
    """Return somebody with what demo.json says of them."""
    written = next(each for each in demo.credentials["accounts"] if each["username"] == username)
    with demo.stage.running.database.reading() as db:
        account = db.scalars(select(Account).where(Account.username == username)).one()
    return Person(
        account.id,
        username,
        account.role,
        account.triage,
        written["passphrase"],
        written["totp_secret"],
    )


def test_every_case_is_there_with_its_level(demo: Demo) -> None:
    with demo.stage.running.database.reading() as db:
        cases = db.scalars(select(Case)).all()
    assert len(cases) == len(CASES) == len(demo.credentials["receipts"])
    assert {LEVELS[case.level] for case in cases} == set(LEVELS)
    assert [case.server_saw for case in cases].count(True) == 1
    taken = [case for case in cases if case.assignee]
    assert len(taken) == sum(visit.take for visit in VISITS)
    assert {case.status for case in cases} >= {"new", "triaged", "in_contact", "action", "closed"}


def test_every_opening_answer_and_change_of_status_stands_in_the_log(demo: Demo) -> None:
    found = Counter(events(demo.stage, Log.ACCESS))
    assert found["report.open"] >= len(VISITS)
    assert found["case.message"] == sum(bool(visit.answer) for visit in VISITS)
    assert found["case.status"] == sum(bool(visit.status) for visit in VISITS)
    assert found["case.close"] == sum(bool(visit.close) for visit in VISITS) > 0
    assert found["case.assign"] == sum(visit.take for visit in VISITS)
    assert found["user.create"] == len(load_people())
    received = Counter(events(demo.stage, Log.INTAKE))
    assert received["report.received"] == len(CASES)
    assert received["message.received"] == len(MESSAGES)
    with demo.stage.running.database.reading() as db:
        rows = db.scalars(select(SealedObject).where(SealedObject.kind == "message")).all()
    assert Counter(row.by for row in rows) == {
        "staff": found["case.message"],
        "reporter": received["message.received"],
    }


def test_openings_before_the_last_publication_are_in_the_published_log(demo: Demo) -> None:
    with demo.stage.running.database.reading() as db:
        openings = db.scalars(select(Opening)).all()
    hour = demo.stage.running.config.settings.publish_hour
    published = day_of(published_day(demo.stage.clock(), hour))
    logged = [row for row in openings if row.leaf_index is not None]
    kinds = events(demo.stage, Log.INTAKE)
    assert all(kinds[row.leaf_index or 0] == "case.opened" for row in logged)
    assert len(details(demo.stage, Log.INTAKE, "case.opened")) == len(logged)
    for row in openings:
        assert row.leaf_index is not None or row.opened_on >= published


def test_the_clock_of_the_log_never_runs_backwards(demo: Demo) -> None:
    times = [leaf["t"] for leaf in leaves(demo.stage, Log.ACCESS)]
    assert all(before <= after for before, after in pairwise(times))
    assert times[-1] - times[0] > 8 * 86_400
    days = [leaf["t"] for leaf in leaves(demo.stage, Log.INTAKE)]
    assert all(before <= after for before, after in pairwise(days))
    assert len(set(days)) >= 9


def test_every_receipt_opens_its_box(demo: Demo) -> None:
    stories = {str(case.answers["story"]).strip() for case in CASES}
    opened = [read_box(demo.stage.browser(), code) for code in demo.credentials["receipts"]]
    assert {str(box.answers["story"]) for box in opened} == stories
    said = [message for box in opened for message in box.messages]
    assert len(said) == len(MESSAGES) + sum(bool(visit.answer) for visit in VISITS)


@pytest.mark.parametrize("username", [plan.username for plan in load_people()])
def test_every_account_of_the_file_signs_in(demo: Demo, username: str) -> None:
    demo.stage.clock.move_to(system_clock())
    with Staff(demo.stage, []).session(person(demo, username)) as unlocked:
        assert unlocked.username == username
    assert events(demo.stage, Log.ACCESS)[-1] == "auth.logout"


def test_triage_members_read_the_queue_and_open_what_waits(demo: Demo) -> None:
    for username in ("demo-ben", "demo-clara"):
        with Staff(demo.stage, []).session(person(demo, username)) as desk:
            waiting = list_waiting(desk)
            assert len(waiting) == len(CASES) - sum(visit.take for visit in VISITS)
            assert waiting[0].level == "emergency"
            opened = open_case(desk, waiting[0].case, "safety", demo.stage.questions.rules)
            assert str(opened.report.body["answers"]).count("（演示）")


def test_the_newcomer_waits_for_somebody_to_admit_them(demo: Demo) -> None:
    roster = demo.stage.roster
    names = {member.user_name for member in roster.members}
    assert names == {plan.username for plan in load_people() if plan.admitted}
    visit = Staff(demo.stage, []).session(person(demo, "demo-eva"))
    with visit as arriving, pytest.raises(LookupError):
        load_roster(arriving)


def test_the_instance_holds_no_word_and_no_secret_of_anybody_outside_demo_json(demo: Demo) -> None:
    planted = [str(case.answers["story"]) for case in CASES]
    planted += [visit.answer for visit in VISITS if visit.answer]
    planted += [message.text for message in MESSAGES]
    secret = [text.strip()[8:40].encode() for text in planted]
    secret += [code.encode() for code in demo.credentials["receipts"]]
    for account in demo.credentials["accounts"]:
        secret += [account["passphrase"].encode(), account["totp_secret"].encode()]
    stored = [path for path in demo.instance.rglob("*") if path.is_file()]
    assert demo.instance / "intake.db" in stored
    for path in stored:
        content = path.read_bytes() if path.name != "demo.json" else b""
        assert not any(piece in content for piece in secret), path


def test_only_the_owner_can_read_the_file_with_the_secrets(demo: Demo) -> None:
    path = demo.instance / "demo.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert set(demo.credentials) == {"base_url", "desk_recipient", "accounts", "receipts"}
    assert set(demo.credentials["accounts"][0]) == {
        "role",
        "username",
        "passphrase",
        "totp_secret",
    }
    assert demo.credentials["accounts"][0]["role"] == "caseworker"
    assert all(len(each["passphrase"].split()) == 8 for each in demo.credentials["accounts"])
    assert all(len(code) == 28 and code.isdigit() for code in demo.credentials["receipts"])
    roster = demo.stage.roster
    assert demo.credentials["desk_recipient"] == roster.recipient


def test_preparing_takes_less_than_twenty_seconds_of_work(demo: Demo) -> None:
    assert demo.seconds < 20


def test_preparing_again_keeps_what_is_there(demo: Demo) -> None:
    before = (demo.instance / "demo.json").read_bytes()
    assert is_prepared(demo.instance)
    prepare({"INTAKE_INSTANCE": str(demo.instance)}, "http://other", 0, lambda _a, _b: None)
    assert (demo.instance / "demo.json").read_bytes() == before


def test_the_address_follows_the_port(demo: Demo) -> None:
    update_address(demo.instance, "http://localhost:9999")
    assert read_credentials(demo.instance)["base_url"] == "http://localhost:9999"
    assert (demo.instance / "demo.json").stat().st_mode & 0o777 == 0o600
    update_address(demo.instance, BASE_URL)
    assert read_credentials(demo.instance) == demo.credentials


def test_the_command_prints_how_to_get_in(demo: Demo, runner: Runner) -> None:
    shown = runner("demo", "--port", "8123")
    assert shown.exit_code == 0
    assert "http://localhost:8123/zh-Hans/form" in shown.stdout
    for account in demo.credentials["accounts"]:
        assert f"{account['username']:<11} {account['role']}" in shown.stdout
        assert account["passphrase"] in shown.stdout
    assert "not admitted yet" in shown.stdout
    assert read_credentials(demo.instance)["base_url"] == "http://localhost:8123"
    update_address(demo.instance, BASE_URL)


def test_the_command_prints_the_code_of_the_moment(demo: Demo, runner: Runner) -> None:
    account = demo.credentials["accounts"][0]
    shown = runner("demo", "code", account["username"])
    assert shown.exit_code == 0
    otp = pyotp.TOTP(account["totp_secret"])
    now = system_clock()
    assert shown.stdout.strip() in {otp.at(now), otp.at(now - 30)}
    refused = runner("demo", "code", "nobody")
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_serving_the_demo_prints_it_and_becomes_the_server(
    demo: Demo, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, int]] = []

    def run(_config: Config, listener: socket.socket, *_: int) -> int:
        started.append(listener.getsockname())
        listener.close()
        return 0

    monkeypatch.setattr("intake.commands.instance.run", run)
    port = free_port()  # Whatever else this machine is serving.
    shown = runner("serve", "--demo", "--port", str(port))
    assert shown.exit_code == 0
    assert f"http://localhost:{port}/en/form" in shown.stdout
    assert started == [("127.0.0.1", port)]
    assert events(demo.stage, Log.ACCESS)[-1] == "sys.start"
    update_address(demo.instance, BASE_URL)
