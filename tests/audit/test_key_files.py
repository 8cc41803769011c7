"""Key files that were replaced, added or taken away past the program; those that go as they may."""

import pytest
from sqlalchemy import ColumnElement, Executable, delete, insert, select, update

from intake.audit.passing.said import keys
from intake.clock import DAY
from intake.crypto.encoding import b64u
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.store.models import Case, KeyFileRow, LogActor, LogDetail
from intake.store.statements import table_of
from intake.web.services import services_of
from tests.admin.stored import pseudonym_of
from tests.audit.night import Night, Nights
from tests.desk.insider.test_with_key_files import hand_over
from tests.desk.stored import report, told
from tests.desk.test_granting import Desk
from tests.people import People

Told = tuple[str, int, str]
FILES = table_of(KeyFileRow)


class Held(Night):
    """Beside the two cases of a night a third, held by anna and bert: the desk's key file went."""

    def __init__(self, people: People) -> None:
        super().__init__(people)
        self.cara = people.new("cara", "caseworker", triage=True)
        assert self.anna.admit(self.cara).status_code == 201
        self.bert = people.new("bert", "caseworker")
        assert self.anna.admit(self.bert, cosigner=self.cara).status_code == 201
        self.case = report(people)
        self.anna.hold(self.case, self.bert)
        for each in (self.anna, self.bert):
            each.open(self.case, "casework")
        people.clock.pass_seconds(DAY)
        self.publish()
        assert self.pass_by() == []

    def file(self, holder: str, case: str = "") -> tuple[ColumnElement[bool], ...]:
        return KeyFileRow.case_id == (case or self.case), KeyFileRow.holder.startswith(holder)

    def created(self, nth: int) -> Told:
        """The entry of one of the third case's key files, after those of two reports."""
        return "intake", self.entry(Event.KEY_CREATE, 4 + nth), "missing_object"

    def stored(self, holder: str) -> bytes:
        with self.found.database.reading() as db:
            return db.scalars(select(KeyFileRow.data).where(*self.file(holder))).one()

    def newest(self, event: Event) -> int:
        return self.entry(event, -1, Log.ACCESS)


@pytest.fixture
def night(people: People) -> Held:
    return Held(people)


def add(case: str, holder: str, data: bytes = b"another") -> Executable:
    row = {"case_id": case, "epoch": 0, "holder": holder, "sha256": bytes(32), "data": data}
    return insert(FILES).values(row)


def test_a_key_file_of_a_box_that_went_is_told(night: Held) -> None:
    night.run(delete(KeyFileRow).where(*night.file("box")))
    assert night.pass_by() == [night.created(1)]


def test_a_key_file_of_the_desk_that_went_is_told(night: Held) -> None:
    night.run(delete(KeyFileRow).where(*night.file("desk", night.cases[1])))
    assert night.pass_by() == [("intake", night.entry(Event.KEY_CREATE, 2), "missing_object")]


def test_a_key_file_of_a_holder_that_went_is_told(night: Held) -> None:
    night.run(delete(KeyFileRow).where(*night.file(f"account:{night.bert.id}")))
    assert night.pass_by() == [("access", night.newest(Event.KEY_CREATE), "missing_object")]


@pytest.mark.parametrize("kept", [{}, {"sha256": bytes(32)}])
def test_a_key_file_that_was_replaced_is_told(night: Held, kept: dict[str, bytes]) -> None:
    box = update(KeyFileRow).where(*night.file("box")).values(data=b"another", **kept)
    night.run(box)
    assert night.pass_by() == [(*night.created(1)[:2], "bad_hash")]


def test_key_files_that_changed_places_are_told(night: Held) -> None:
    here, there = night.stored("box"), night.stored(f"account:{night.bert.id}")
    night.run(
        update(KeyFileRow).where(*night.file("box")).values(data=there),
        update(KeyFileRow).where(*night.file(f"account:{night.bert.id}")).values(data=here),
    )
    assert night.pass_by() == [
        ("access", night.newest(Event.KEY_CREATE), "bad_hash"),
        (*night.created(1)[:2], "bad_hash"),
    ]


def test_a_key_file_that_no_entry_made_is_told_where_its_report_came(night: Held) -> None:
    night.run(add(night.cases[1], f"account:{night.anna.id}"))
    assert night.pass_by() == [("intake", night.entry(Event.REPORT_RECEIVED, 1), "bad_hash")]


def test_a_second_key_file_beside_one_that_is_right_is_told(night: Held) -> None:
    night.run(add(night.cases[1], f"desk:{'0' * 32}:9"))
    assert night.pass_by() == [("intake", night.entry(Event.KEY_CREATE, 2), "bad_hash")]


def test_a_key_file_that_was_put_back_where_it_went_is_told(night: Held) -> None:
    with night.found.database.reading() as db:
        row = db.get_one(Case, night.case)
    night.run(add(night.case, f"desk:{row.desk}:{row.desk_epoch}", b"from a backup"))
    assert night.pass_by() == [("access", night.newest(Event.KEY_REVOKE), "bad_hash")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_box_whose_case_is_nowhere_is_told(night: Held) -> None:
    gone = update(Case).where(Case.id == night.case).values(leaf_hash=bytes(32))
    night.run(gone, delete(KeyFileRow).where(KeyFileRow.case_id == night.case))
    assert night.created(1) in night.pass_by()


def test_it_is_told_once(night: Held) -> None:
    night.run(delete(KeyFileRow).where(*night.file("box")))
    once = night.pass_by()
    assert night.pass_by() == once


# --- what is no finding --------------------------------------------------------------------------


def test_what_came_since_the_log_was_published_is_for_the_next_night(
    night: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "STEP", 1)
    monkeypatch.setattr(keys, "ENTRIES", 1)
    case = report(night.people)
    assert night.pass_by() == []
    night.run(delete(KeyFileRow).where(*night.file("box", case)))
    assert night.pass_by() == []
    night.publish()
    assert night.pass_by() == [("intake", night.entry(Event.KEY_CREATE, -1), "missing_object")]


def test_what_goes_while_a_pass_is_under_way_is_for_the_next_night(night: Held) -> None:
    night.people.clock.pass_seconds(DAY)
    assert not night.work.tick()  # The heads are taken.
    take_over(night)
    while not night.work.tick():
        pass
    assert night.told() == []
    assert night.pass_by() == []


def take_over(night: Held) -> None:
    """Bert hands his place over to cara; his key file goes."""
    for each in (night.bert, night.cara):
        assert each.sign_in().status_code == 200
    to = hand_over(night.bert, night.case, night.cara, "cover")
    assert to.status_code == 201
    opened = night.cara.open(night.case, "handover")
    [offer] = opened.meta["proposals"]
    assert night.cara.do(opened, lambda acts: acts.agree(offer)).status_code == 201


def test_a_handover_in_the_next_quarter_is_no_finding(night: Held) -> None:
    name = pseudonym_of(night.people, night.bert.id)
    night.people.clock.pass_seconds(100 * DAY)
    take_over(night)
    gone = [each["for"] for event, _, each in told(night.people) if event == "key.revoke"]
    assert gone[-1] not in {name, "desk"}
    assert night.pass_by() == []
    night.run(delete(KeyFileRow).where(*night.file(f"account:{night.cara.id}")))
    assert night.pass_by() == [("access", night.newest(Event.KEY_CREATE), "missing_object")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_letting_a_supervisor_in_and_out_is_no_finding(people: People) -> None:
    nights, desk = Nights(people), Desk(people, "emergency")
    for each in (desk.bert, desk.cara):
        desk.leave(each)
    desk.propose()
    assert desk.let_in().status_code == 201
    nights.publish()
    assert nights.pass_by() == []
    desk.sweep()
    assert (desk.is_let_in(), nights.pass_by()) == (False, [])


def test_a_key_file_whose_entry_lost_its_details_is_no_finding_of_its_own(night: Held) -> None:
    at = (LogDetail.log == Log.ACCESS, LogDetail.idx == night.newest(Event.KEY_CREATE))
    night.run(delete(LogDetail).where(*at))
    assert night.pass_by() == []


def test_what_may_have_gone_by_an_entry_without_details_is_no_finding(night: Held) -> None:
    at = (LogDetail.log == Log.ACCESS, LogDetail.idx == night.newest(Event.KEY_REVOKE))
    night.run(delete(LogDetail).where(*at), delete(KeyFileRow).where(*night.file("box")))
    assert night.pass_by() == [night.created(1)]  # A box's never goes.


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_key_file_that_was_refused_is_not_waited_for(night: Held) -> None:
    with services_of(night.people.app).database.session() as db:
        act, case = Act(db, SYSTEM, night.people.clock()), db.get_one(Case, night.case)
        detail = {"for": pseudonym_of(night.people, night.bert.id)}
        facts = {"key": b64u(bytes(32))}
        act.log(Event.KEY_CREATE, case, outcome="deny", facts=facts, detail=detail)
        db.commit()
    assert night.pass_by() == []


def test_a_name_that_leads_to_no_account_makes_no_finding(night: Held) -> None:
    night.run(delete(LogActor).where(LogActor.account_id == night.bert.id))
    night.run(delete(KeyFileRow).where(*night.file(f"account:{night.anna.id}")))
    told = [each for each in night.pass_by() if each[2] != "other_account"]
    assert [reason for *_, reason in told] == ["missing_object"]
