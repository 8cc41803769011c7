"""A report's whole way, played by clients in Python on both engines."""

from pathlib import Path

import pytest
from sqlalchemy import select

from intake.client import admitting, casework, reporter
from intake.client.opencase import open_case
from intake.client.people import Person, enrol
from intake.client.server import Server
from intake.client.unlocked import SignInDenied, compare_desk, load_roster, session, sign_in
from intake.commands.audit import InstanceSource
from intake.crypto.case.objects import Refused
from intake.crypto.roster.accounts import safety_number
from intake.demo.cases import PersonPlan
from intake.demo.staffing import Staff
from intake.desk.daily import log_openings
from intake.errors import NotFound
from intake.log.events import Log
from intake.log.publishing import publish_daily
from intake.store.models import Case, KeyFile, Opening, StaffSession
from intake.verify.checking import verify_mirror
from intake.verify.copying import mirror_log
from intake.verify.folder import LogFolder
from tests.demo.looking import details, events

ANSWERS: reporter.Answers = {
    "danger_now": "no",
    "kinds": ["family_call"],
    "story": "They came to my mother with a list of names.",
    "f_official": "yes",
    "f_state": ["called_in"],
    "c_avoid": "nobody from the association",
}
HOUR = 3_600


def join(staff: Staff, username: str, *, triage: bool = False, admitted: bool = True) -> Person:
    staff.join(PersonPlan(username, "caseworker", 0, triage=triage, admitted=admitted))
    return staff.people[username]


def level_of(server: Server, case: str) -> int:
    with server.reading() as db:
        return db.get_one(Case, case).level


def holders(server: Server, case: str) -> set[str]:
    with server.reading() as db:
        query = select(KeyFile.holder).where(KeyFile.case_id == case)
        return {holder.partition(":")[0] for holder in db.scalars(query)}


def test_a_report_travels_to_the_desk_and_the_answer_comes_back(
    server: Server, staff: Staff
) -> None:
    anna, bert = join(staff, "anna", triage=True), join(staff, "bert")
    told = reporter.send(server, ANSWERS, "en")
    with session(server, anna) as desk:
        waiting = casework.list_waiting(desk)
        assert [(row.case, row.level) for row in waiting] == [(told.case, "soon")]
        assert waiting[0].summary.body["avoid"] is True
        opened = open_case(desk, told.case, "triage")
        assert opened.report.body["answers"] == {
            name: value for name, value in ANSWERS.items() if name != "c_avoid"
        }
        held = casework.take(opened, bert.account)
        casework.answer(held, "We read it. Write here again.")
        casework.move(held, "in_contact", "contact_made")
        assert casework.list_waiting(desk) == []
    read = reporter.read_box(server, told.receipt)
    assert [(message.by, message.text) for message in read.messages] == [
        ("staff", "We read it. Write here again.")
    ]
    assert read.answers == ANSWERS
    assert holders(server, told.case) == {"account", "box"}


def test_what_the_reporter_adds_is_read_by_the_cover(server: Server, staff: Staff) -> None:
    anna, bert = join(staff, "anna", triage=True), join(staff, "bert")
    told = reporter.send(server, ANSWERS, "zh-Hans")
    with session(server, anna) as desk:
        casework.answer(
            casework.take(open_case(desk, told.case, "triage"), bert.account), "And then?"
        )
    reporter.add_message(server, told.receipt, "They came again.")
    with session(server, bert) as desk:
        opened = open_case(desk, told.case, "cover")
        assert opened.messages == ["And then?", "They came again."]
        assert not opened.missing
        casework.answer(opened, "Thank you.")
    assert len(reporter.read_box(server, told.receipt).messages) == 3


def test_without_a_script_the_server_seals_and_says_so_for_good(
    server: Server, staff: Staff
) -> None:
    anna = join(staff, "anna", triage=True)
    told = reporter.send(server, ANSWERS, "en", plain=True)
    with session(server, anna) as desk:
        opened = open_case(desk, told.case, "triage")
        assert opened.meta["server_saw"] is True
        assert opened.report.body["answers"]["story"] == ANSWERS["story"]  # type: ignore[index]
    assert reporter.read_box(server, told.receipt).answers == ANSWERS


def test_a_taken_case_opens_for_nobody_it_was_not_granted_to_and_the_try_is_logged(
    server: Server, staff: Staff
) -> None:
    anna, cara = join(staff, "anna", triage=True), join(staff, "cara", triage=True)
    told = reporter.send(server, ANSWERS, "en")
    with session(server, anna) as desk:
        casework.take(open_case(desk, told.case, "triage"), None)
    with session(server, cara) as desk, pytest.raises(NotFound):
        open_case(desk, told.case, "casework")
    assert details(server, Log.ACCESS, "report.open")[-1]["reason"] == "no_grant"


def test_an_emergency_stays_open_to_the_desk_until_it_is_closed(
    server: Server, staff: Staff
) -> None:
    anna, cara = join(staff, "anna", triage=True), join(staff, "cara", triage=True)
    told = reporter.send(server, {**ANSWERS, "danger_now": "yes"}, "en")
    assert level_of(server, told.case) == 0
    with session(server, anna) as desk:
        casework.take(open_case(desk, told.case, "safety"), None)
    with session(server, cara) as desk:
        assert open_case(desk, told.case, "safety").trusted.key_file.by == "reporter"
    with session(server, anna) as desk:
        held = open_case(desk, told.case, "casework")
        casework.move(held, "closed", "work_done")
    with session(server, cara) as desk, pytest.raises(NotFound):
        open_case(desk, told.case, "safety")


def test_a_newcomer_opens_nothing_before_a_member_has_admitted_them(
    server: Server, staff: Staff
) -> None:
    join(staff, "anna", triage=True)
    dana = join(staff, "dana", triage=True, admitted=False)
    told = reporter.send(server, ANSWERS, "en")
    with session(server, dana) as desk:
        with pytest.raises(LookupError):
            load_roster(desk)
        roster = server.running.roster()
        assert roster is not None
        assert roster.find_member(dana.account) is None
    assert holders(server, told.case) == {"desk", "box"}


def test_nobody_is_admitted_whose_number_is_another(server: Server, staff: Staff) -> None:
    anna = join(staff, "anna", triage=True)
    dana = join(staff, "dana", admitted=False)
    roster = server.running.roster()
    assert roster is not None
    forged = safety_number(roster.desk, "dana", server.desk.recipient, bytes(32))
    with session(server, anna) as desk, pytest.raises(ValueError, match="other keys"):
        admitting.propose(desk, dana.account, forged)
    with session(server, dana) as desk, pytest.raises(ValueError, match="another desk"):
        compare_desk(desk, "00000 00000 00000 00000 00000 00000")


def test_from_the_third_member_on_one_signature_admits_nobody(server: Server, staff: Staff) -> None:
    anna, _ = join(staff, "anna", triage=True), join(staff, "bert", triage=True)
    dana = join(staff, "dana", admitted=False)
    with session(server, dana) as arriving:
        number = admitting.own_number(arriving, server.desk.id)
    with session(server, anna) as desk:
        assert admitting.propose(desk, dana.account, number) is True
    roster = server.running.roster()
    assert roster is not None
    assert roster.find_member(dana.account) is None


def test_neither_an_old_code_nor_another_passphrase_signs_in(server: Server, staff: Staff) -> None:
    anna = join(staff, "anna", triage=True)
    with session(server, anna):
        pass
    with pytest.raises(SignInDenied):
        sign_in(server, anna)  # The code of this half minute is used up.
    server.clock.pass_seconds(60)
    wrong = Person(
        anna.account,
        "anna",
        "caseworker",
        triage=True,
        passphrase="another one altogether",
        totp_secret=anna.totp_secret,
    )
    with pytest.raises(SignInDenied):
        sign_in(server, wrong)
    with server.reading() as db:
        assert db.scalars(select(StaffSession)).all() == []


def test_an_invitation_is_used_once(server: Server, staff: Staff) -> None:
    token = staff.invite(PersonPlan("anna", "caseworker", 0, triage=True))
    enrol(server, token, staff.words)
    with pytest.raises(NotFound):
        enrol(server, token, staff.words)


def test_a_level_the_report_does_not_give_is_refused_and_logged(
    server: Server, staff: Staff
) -> None:
    anna = join(staff, "anna", triage=True)
    told = reporter.send(server, ANSWERS, "en")
    with server.running.database.engine.begin() as raw:
        raw.exec_driver_sql("UPDATE cases SET level = 3")  # What somebody with the server can do.
    with session(server, anna) as desk, pytest.raises(Refused):
        open_case(desk, told.case, "triage")
    assert details(server, Log.ACCESS, "case.mismatch")[-1]["reason"] == "level_differs"


def test_after_the_day_is_published_both_logs_verify_and_hold_the_opening(
    server: Server, staff: Staff, tmp_path: Path
) -> None:
    anna = join(staff, "anna", triage=True)
    told = reporter.send(server, ANSWERS, "en")
    with session(server, anna) as desk:
        open_case(desk, told.case, "triage")
    running = server.running
    server.clock.pass_seconds(24 * HOUR)
    publish_daily(running.database, running.signer, server.now, batch=log_openings)
    source = InstanceSource(running.database, running.signer)
    for log in Log:
        mirror_log(source, LogFolder(tmp_path / "copy", log))
    report = verify_mirror(tmp_path / "copy")
    assert [log.size for log in report.logs] == [log.entries for log in report.logs]
    assert not report.findings
    found = details(server, Log.INTAKE, "case.opened")
    assert [(detail["role"], detail["purpose"]) for detail in found] == [("caseworker", "triage")]
    with server.reading() as db:
        opening = db.scalars(select(Opening)).one()
    assert opening.leaf_index == events(server, Log.INTAKE).index("case.opened")
