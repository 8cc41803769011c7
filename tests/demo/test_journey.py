"""A report's whole way, played by clients in Python on both engines."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.audit.instance_source import InstanceSource
from intake.client.browser import Answer, Denied, Transport
from intake.client.member.account.enrolling import enrol
from intake.client.member.account.person import OpenSession, Person
from intake.client.member.account.roster import (
    DESK_ADDRESS,
    DeskDiffersError,
    compare_desk,
    load_roster,
)
from intake.client.member.account.session import sign_in
from intake.client.member.cases import casework, listing
from intake.client.member.cases.opencase import open_case
from intake.client.member.cases.opened import OpenCase, SomebodyNamed
from intake.client.member.people import admitting
from intake.client.reporter.box import add_message, read_box
from intake.client.reporter.sending import Answers, Receipt, send, send_plain
from intake.crypto.age.hybrid import encode_recipient, new_seed, parse_recipient, recipient_of
from intake.crypto.case.holders import Reporter
from intake.crypto.case.objects import Untrusted
from intake.crypto.roster.accounts import safety_number
from intake.demo.cases import PersonPlan
from intake.demo.staffing import Staff
from intake.demo.stage import Stage
from intake.desk.daily import log_openings
from intake.log.events import Log
from intake.log.signing.publishing import publish_daily
from intake.store.models import LEVELS, Case, KeyFileRow, Opening, StaffSession
from intake.verify.check.checking import verify_mirror
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import mirror_log
from tests.demo.looking import details, events

ANSWERS: Answers = {
    "danger_now": "no",
    "kinds": ["family_call"],
    "story": "They came to my mother with a list of names.",
    "f_official": "yes",
    "f_state": ["called_in"],
    "c_avoid": "nobody from the association",
}
NOBODY_NAMED: Answers = {name: value for name, value in ANSWERS.items() if name != "c_avoid"}
HOUR = 3_600
EASTMOST = 14 * HOUR  # A time without a zone may be that early.
PASSPHRASE = "eight words that nobody has ever drawn before"


def join(staff: Staff, username: str, *, triage: bool = False, admitted: bool = True) -> Person:
    staff.join(PersonPlan(username, "caseworker", 0, triage=triage, admitted=admitted))
    return staff.people[username]


def report(stage: Stage, answers: Answers, lang: str, *, plain: bool = False) -> Receipt:
    way = send_plain if plain else send
    return way(stage.browser(), stage.questions, answers, lang)


def opened_by(stage: Stage, desk: OpenSession, case: str, purpose: str) -> OpenCase:
    """Open a case; who is named in it is nobody of the desk."""
    try:
        return open_case(desk, case, purpose, stage.questions.rules)
    except SomebodyNamed as named:
        named.look.acts.exclude(named=True)
    return open_case(desk, case, purpose, stage.questions.rules)


def level_of(stage: Stage, case: str) -> int:
    with stage.running.database.reading() as db:
        return db.get_one(Case, case).level


def holders(stage: Stage, case: str) -> set[str]:
    with stage.running.database.reading() as db:
        query = select(KeyFileRow.holder).where(KeyFileRow.case_id == case)
        return {holder.partition(":")[0] for holder in db.scalars(query)}


def test_a_report_travels_to_the_desk_and_the_answer_comes_back(stage: Stage, staff: Staff) -> None:
    anna, bert = join(staff, "anna", triage=True), join(staff, "bert")
    told = report(stage, ANSWERS, "en")
    with staff.session(anna) as desk:
        waiting = listing.list_waiting(desk)
        assert [(row.case, row.level) for row in waiting] == [(told.case, "soon")]
        assert waiting[0].summary.body["avoid"] is True
        opened = opened_by(stage, desk, told.case, "triage")
        assert opened.report.body["answers"] == NOBODY_NAMED
        held = casework.take(opened, bert.account)
        casework.answer(held, "We read it. Write here again.")
        casework.move(held, "in_contact", "contact_made")
        assert listing.list_waiting(desk) == []
    assert holders(stage, told.case) == {"account", "box", "desk"}
    with staff.session(bert) as desk:
        opened_by(stage, desk, told.case, "cover")
    read = read_box(stage.browser(), told.code)
    assert [(message.by, message.text) for message in read.messages] == [
        ("staff", "We read it. Write here again.")
    ]
    assert read.answers == ANSWERS
    assert holders(stage, told.case) == {"account", "box"}


def test_what_the_reporter_adds_is_read_by_the_cover(stage: Stage, staff: Staff) -> None:
    anna, bert = join(staff, "anna", triage=True), join(staff, "bert")
    told = report(stage, ANSWERS, "zh-Hans")
    with staff.session(anna) as desk:
        casework.answer(
            casework.take(opened_by(stage, desk, told.case, "triage"), bert.account), "And then?"
        )
    add_message(stage.browser(), told.code, "They came again.")
    with staff.session(bert) as desk:
        opened = opened_by(stage, desk, told.case, "cover")
        assert opened.messages == ["And then?", "They came again."]
        assert not opened.missing
        casework.answer(opened, "Thank you.")
    assert len(read_box(stage.browser(), told.code).messages) == 3


def test_without_a_script_the_server_seals_and_says_so_for_good(stage: Stage, staff: Staff) -> None:
    anna = join(staff, "anna", triage=True)
    told = report(stage, ANSWERS, "en", plain=True)
    with staff.session(anna) as desk:
        opened = opened_by(stage, desk, told.case, "triage")
        assert opened.meta["server_saw"] is True
        assert opened.report.body["answers"]["story"] == ANSWERS["story"]  # type: ignore[index]
    assert read_box(stage.browser(), told.code).answers == ANSWERS


def test_a_taken_case_opens_for_nobody_it_was_not_granted_to_and_the_try_is_logged(
    stage: Stage, staff: Staff
) -> None:
    anna, cara = join(staff, "anna", triage=True), join(staff, "cara", triage=True)
    bert, told = join(staff, "bert"), report(stage, NOBODY_NAMED, "en")
    with staff.session(anna) as desk:
        casework.take(opened_by(stage, desk, told.case, "triage"), bert.account)
    with staff.session(bert) as desk:
        opened_by(stage, desk, told.case, "cover")
    with staff.session(cara) as desk, pytest.raises(Denied):
        opened_by(stage, desk, told.case, "casework")
    assert details(stage, Log.ACCESS, "report.open")[-1]["reason"] == "no_grant"


def test_an_emergency_stays_open_to_the_desk_until_it_is_closed(stage: Stage, staff: Staff) -> None:
    anna, cara = join(staff, "anna", triage=True), join(staff, "cara", triage=True)
    bert, told = join(staff, "bert"), report(stage, {**ANSWERS, "danger_now": "yes"}, "en")
    assert level_of(stage, told.case) == 0
    with staff.session(anna) as desk:
        casework.take(opened_by(stage, desk, told.case, "safety"), bert.account)
    with staff.session(cara) as desk:
        assert opened_by(stage, desk, told.case, "safety").trusted.key_file.by == Reporter()
    with staff.session(anna) as desk:
        held = opened_by(stage, desk, told.case, "casework")
        held.acts.settle("no_question")
        held.acts.close(["advice_given"])
    with staff.session(bert) as desk:
        covered = opened_by(stage, desk, told.case, "cover")
        covered.acts.agree(covered.meta["proposals"][0])
    with staff.session(cara) as desk, pytest.raises(Denied):
        opened_by(stage, desk, told.case, "safety")


def test_a_newcomer_opens_nothing_before_a_member_has_admitted_them(
    stage: Stage, staff: Staff
) -> None:
    join(staff, "anna", triage=True)
    dana = join(staff, "dana", triage=True, admitted=False)
    told = report(stage, ANSWERS, "en")
    with staff.session(dana) as desk:
        with pytest.raises(LookupError):
            load_roster(desk)
        roster = stage.roster
        assert roster.find_member(dana.account) is None
    assert holders(stage, told.case) == {"desk", "box"}


def test_nobody_is_admitted_whose_number_is_another(stage: Stage, staff: Staff) -> None:
    anna = join(staff, "anna", triage=True)
    dana = join(staff, "dana", admitted=False)
    roster = stage.roster
    forged = safety_number(roster.desk, "dana", parse_recipient(stage.roster.recipient), bytes(32))
    with staff.session(anna) as desk, pytest.raises(ValueError, match="other keys"):
        admitting.propose(desk, dana.account, forged)
    with staff.session(dana) as desk, pytest.raises(ValueError, match="another desk"):
        compare_desk(desk, "00000 00000 00000 00000 00000 00000")


def test_from_the_third_member_on_one_signature_admits_nobody(stage: Stage, staff: Staff) -> None:
    anna, _ = join(staff, "anna", triage=True), join(staff, "bert", triage=True)
    dana = join(staff, "dana", admitted=False)
    with staff.session(dana) as arriving:
        number = admitting.own_number(arriving, stage.roster.desk)
    with staff.session(anna) as desk:
        assert admitting.propose(desk, dana.account, number) is True
    roster = stage.roster
    assert roster.find_member(dana.account) is None


def test_neither_an_old_code_nor_another_passphrase_signs_in(stage: Stage, staff: Staff) -> None:
    anna = join(staff, "anna", triage=True)
    with staff.session(anna):
        pass
    with pytest.raises(Denied):
        sign_in(stage.browser(), anna)  # The code of this half minute is used up.
    stage.clock.pass_seconds(60)
    wrong = Person(
        anna.account,
        "anna",
        "caseworker",
        triage=True,
        passphrase="another one altogether",
        totp_secret=anna.totp_secret,
    )
    with pytest.raises(Denied):
        sign_in(stage.browser(), wrong)
    with stage.running.database.reading() as db:
        assert db.scalars(select(StaffSession)).all() == []


def test_an_invitation_is_used_once(stage: Stage, staff: Staff) -> None:
    token = staff.invite(PersonPlan("anna", "caseworker", 0, triage=True))
    enrol(stage.browser(), token, PASSPHRASE)
    with pytest.raises(Denied):
        enrol(stage.browser(), token, PASSPHRASE)


def test_a_level_the_report_does_not_give_is_refused_and_logged(stage: Stage, staff: Staff) -> None:
    anna = join(staff, "anna", triage=True)
    told = report(stage, ANSWERS, "en")
    with stage.running.database.engine.begin() as raw:
        raw.exec_driver_sql("UPDATE cases SET level = 3")  # What somebody with the server can do.
    with staff.session(anna) as desk, pytest.raises(Untrusted):
        opened_by(stage, desk, told.case, "triage")
    assert details(stage, Log.ACCESS, "case.mismatch")[-1]["reason"] == "level_differs"


def test_who_opens_a_report_judges_by_both_hours_that_are_sealed_in_it(
    stage: Stage, staff: Staff
) -> None:
    anna = join(staff, "anna", triage=True)
    flight = datetime.fromtimestamp(stage.clock() + EASTMOST + 18 * HOUR, UTC)
    answers = {"danger_now": "no", "kinds": ["forced_return"], "r_when": f"{flight:%Y-%m-%dT%H:%M}"}
    device = stage.browser()
    device.clock = lambda: stage.clock() - 48 * HOUR
    told = send(device, stage.questions, answers, "en")
    assert level_of(stage, told.case) == LEVELS.index("emergency")
    with staff.session(anna) as desk, suppress(Untrusted):  # Who does not believe it says so.
        opened_by(stage, desk, told.case, "triage")
    assert "report.open" in events(stage, Log.ACCESS)
    assert "case.mismatch" not in events(stage, Log.ACCESS)


def test_after_the_day_is_published_both_logs_verify_and_hold_the_opening(
    stage: Stage, staff: Staff, tmp_path: Path
) -> None:
    anna = join(staff, "anna", triage=True)
    told = report(stage, ANSWERS, "en")
    with staff.session(anna) as desk:
        opened_by(stage, desk, told.case, "triage")
    running = stage.running
    stage.clock.pass_seconds(24 * HOUR)
    publish_daily(running.database, running.signer, stage.clock(), batch=log_openings)
    source = InstanceSource(running.database, running.signer)
    for log in Log:
        mirror_log(source, LogFolder(tmp_path / "copy", log))
    verified = verify_mirror(tmp_path / "copy")
    assert [log.size for log in verified.logs] == [log.entries for log in verified.logs]
    assert not verified.findings
    found = details(stage, Log.INTAKE, "case.opened")
    assert [(detail["role"], detail["purpose"]) for detail in found] == [
        ("caseworker", "triage")  # The contact file first, then everything.
    ] * 2
    with stage.running.database.reading() as db:
        openings = db.scalars(select(Opening.leaf_index)).all()
    logged = [n for n, name in enumerate(events(stage, Log.INTAKE)) if name == "case.opened"]
    assert {*openings} == {*logged}


def test_a_member_whose_reporters_seal_to_another_key_goes_no_further(
    stage: Stage, staff: Staff
) -> None:
    anna = join(staff, "anna", triage=True)
    with staff.session(anna) as desk:
        load_roster(desk)
        honest, other = desk.browser.transport, encode_recipient(recipient_of(new_seed()))
        desk.browser.transport = Swapping(honest, other)
        with pytest.raises(DeskDiffersError):
            load_roster(desk)
        with pytest.raises(DeskDiffersError):
            listing.list_waiting(desk)
        desk.browser.transport = honest
    assert "case.watch" not in events(stage, Log.ACCESS)


class Swapping:
    """A server that gives reporters a recipient of its own."""

    def __init__(self, honest: Transport, recipient: str) -> None:
        self.origin, self._honest, self._recipient = honest.origin, honest, recipient

    def carry(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        answer = self._honest.carry(method, path, headers, body)
        if path == DESK_ADDRESS:
            return replace(answer, body=f"{self._recipient}\n".encode())
        return answer
