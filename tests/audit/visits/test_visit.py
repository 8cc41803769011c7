"""A visit: what it asks, what it leaves on the laptop, and what it says of what was altered."""

import json

import pytest
from sqlalchemy import delete

from intake.audit.logfiles import MOST_BUNDLES
from intake.crypto.encoding import b64u
from intake.crypto.tlog.cosignature import verify_cosignature
from intake.crypto.tlog.note import parse_vkey
from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.store.models import LogDetail, VisitToken
from intake.verify.check.checking import verify_mirror
from intake.verify.folder import LogFolder
from intake.verify.mirror.sources import SourceError
from intake.verify.report import VerifyError
from intake.verify.sealing.details import CopyDetails
from intake.web.services import services_of
from tests.audit.visits.machine import Machine, entries, events, grow, key_of, make_token, sign_now
from tests.log.filling import dump
from tests.people import People, Person

PLANTED = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"  # As a reference of a case in a detail.


def plant(people: People, count: int = 1) -> None:
    """Append entries whose details hold a word that can be looked for."""
    with services_of(people.app).database.session() as db:
        act = Act(db, SYSTEM, people.clock())
        for _ in range(count):
            act.log(Event.REPORT_OPEN, detail={"object": PLANTED, "purpose": "triage"})
        db.commit()
    sign_now(people)


def erase(people: People, *indices: int) -> None:
    """Delete details as docs/spec/log.md, 4 says: the entry comes first."""
    with services_of(people.app).database.session() as db:
        with_indices = {"indices": list(indices)}
        Act(db, SYSTEM, people.clock()).log(Event.LOG_DETAIL_ERASE, detail=with_indices)
        gone = LogDetail.log == "access", LogDetail.idx.in_(indices)
        db.execute(delete(LogDetail).where(*gone))
        db.commit()
    sign_now(people)


def lose_detail(people: People, index: int) -> None:
    with services_of(people.app).database.session() as db:
        db.execute(delete(LogDetail).where(LogDetail.log == "access", LogDetail.idx == index))
        db.commit()


def details_of(machine: Machine, log: Log = Log.ACCESS) -> list[int]:
    """Return of which entries the copy holds details."""
    kept, found = CopyDetails(LogFolder(machine.copy, log)), list[int]()
    n = 0
    while kept.has(n):
        found += [json.loads(line)["idx"] for line in (kept.read(n) or b"").splitlines()]
        n += 1
    return found


def test_a_first_visit_copies_checks_and_signs(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people)
    token = make_token(audra)
    sign_now(people)
    told = machine.run(token)
    assert (told.verdict, told.found) == (0, [])
    size = LogFolder(machine.copy, Log.ACCESS).read("checkpoint")
    assert size
    access, intake = told.lines[1], told.lines[0]
    assert (access.log, access.size) == ("access", int(size.split(b"\n")[1]))
    assert (intake.log, intake.size) == ("intake", TILE_WIDTH)
    for line in told.lines:
        verify_cosignature(line.note, parse_vkey(key_of(machine.copy)))
        kept = LogFolder(machine.copy, Log(line.log)).read(f"checkpoints/{line.size}") or b""
        verify_cosignature(kept.decode(), parse_vkey(key_of(machine.copy)))
    visits = [entry for entry in entries(people) if entry["e"] == "audit.visit"]
    assert [entry["detail"] for entry in visits] == [
        {"log": line.log, "size": line.size} for line in told.lines
    ]
    assert all(entry["f"] for entry in visits)


def test_the_root_in_the_entry_is_the_one_that_was_signed(
    people: People, audra: Person, machine: Machine
) -> None:
    sign_now(people)
    told = machine.run(make_token(audra))
    assert told.report
    roots = {log.log: log.root for log in told.report.logs}
    for entry in entries(people)[-2:]:
        detail, facts = entry["detail"], entry["f"]
        assert isinstance(detail, dict)
        assert facts == {"root": b64u(roots[Log(detail["log"])])}


def test_a_token_is_good_for_one_visit(people: People, audra: Person, machine: Machine) -> None:
    sign_now(people)
    token = make_token(audra)
    assert machine.run(token).verdict == 0
    with pytest.raises(SourceError, match="401"):
        machine.run(token)
    with services_of(people.app).database.reading() as db:
        assert db.query(VisitToken).count() == 0


def test_a_visit_that_found_something_accuses_of_no_more_when_it_is_run_again(
    people: People, audra: Person, machine: Machine
) -> None:
    """Nothing was signed, so its token is good still; what came since comes with its details."""
    plant(people, 3)
    lose_detail(people, events(people).index("report.open"))
    token = make_token(audra, details=True)
    first = machine.run(token, details=True)
    plant(people, 2)
    again = machine.run(token, details=True)
    assert first.report
    assert again.report
    assert [each.kind for each in again.report.findings] == ["detail"]
    assert again.report.findings == first.report.findings


def test_a_visit_asks_few_times(people: People, audra: Person, machine: Machine) -> None:
    """Many bundles come in one answer, and the next visit asks for what is new, and a part."""
    grow(people, TILE_WIDTH * (MOST_BUNDLES + 6))
    told = machine.run(make_token(audra))
    assert told.verdict == 0
    of_access = [path for path in machine.asked if path.startswith("access/")]
    assert sum("bundles/" in path for path in of_access) == 2
    assert len(of_access) < 20
    plant(people)
    assert machine.run(make_token(audra)).verdict == 0
    again = [path for path in machine.asked if path.startswith("access/")]
    assert len(again) < 30
    assert sum(path.startswith("access/tile/entries/0") for path in again) >= 1


def test_details_come_sealed_and_are_read_by_the_check(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people, 3)
    told = machine.run(make_token(audra, details=True), details=True)
    assert told.verdict == 0
    assert told.report
    assert told.report.logs[0].details == len(details_of(machine)) > 3
    for name, data in dump(machine.copy).items():
        for word in (PLANTED, "triage", "log_ref", "salt"):
            assert word.encode() not in data, name
    assert (machine.copy / "copy.key").stat().st_mode & 0o777 == 0o600


def test_without_the_key_sealed_details_cannot_be_told(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people)
    machine.run(make_token(audra, details=True), details=True)
    (machine.copy / "copy.key").unlink()
    with pytest.raises(VerifyError, match=r"copy\.key"):
        verify_mirror(machine.copy)


def test_before_details_leave_the_entry_says_which(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people, TILE_WIDTH + 5)
    size = int((services_of(people.app).signer.last(Log.ACCESS)).split("\n")[1])
    token = make_token(audra, details=True)
    machine.run(token, details=True)
    exports = [each["detail"] for each in entries(people) if each["e"] == "audit.export"]
    held = {str(log): len(details_of(machine, log)) for log in Log}
    intake = {"log": "intake", "from": 0, "to": TILE_WIDTH, "details": held["intake"]}
    assert {"log": "access", "from": 0, "to": size, "details": held["access"]} in exports
    assert intake in exports
    assert len(exports) == 2
    assert max(details_of(machine)) < size


def test_the_next_visit_asks_for_new_details_only(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people, TILE_WIDTH + 5)
    machine.run(make_token(audra, details=True), details=True)
    plant(people)
    machine.run(make_token(audra, details=True), details=True)
    assert not [path for path in machine.asked if "access/details/000000000" in path]
    assert sum("access/details/" in path for path in machine.asked) == 1
    newest = [each["detail"] for each in entries(people) if each["e"] == "audit.export"][-1]
    assert isinstance(newest, dict)
    assert newest["from"] == TILE_WIDTH


def test_erased_details_are_dropped_from_the_copy(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people, TILE_WIDTH + 5)
    machine.run(make_token(audra, details=True), details=True)
    gone = details_of(machine)[10]
    erase(people, gone)
    told = machine.run(make_token(audra, details=True), details=True)
    assert told.verdict == 0
    assert gone not in details_of(machine)
    assert told.report
    assert told.report.logs[0].details_erased == 1


def test_details_that_are_gone_without_an_erasure_are_kept_in_the_copy(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people)
    machine.run(make_token(audra, details=True), details=True)
    gone = details_of(machine)[-1]
    lose_detail(people, gone)
    told = machine.run(make_token(audra, details=True), details=True)
    assert told.verdict == 1
    assert f"the details of entry {gone} are gone" in told.found[0]
    assert gone in details_of(machine)
    assert not told.lines


# --- what was altered on the way -----------------------------------------------------------------


def flip(data: bytes, at: int = -1) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


ALTERED = {
    "checkpoint": ("access/checkpoint", "signature"),
    "tile": ("access/tile/0/001.p", "damaged"),
    "upper tile": ("access/tile/1/000.p", "damaged"),
    "bundle": ("access/tile/entries/001.p", "damaged"),
    "several bundles": ("access/bundles/0", "damaged"),
    "key": ("access/log.vkey", "key"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_an_altered_byte_is_refused_by_its_name(
    people: People, audra: Person, machine: Machine, what: str
) -> None:
    plant(people, TILE_WIDTH)
    path, kind = ALTERED[what]
    seen = []

    def change(asked: str, data: bytes) -> bytes:
        if not asked.startswith(path):
            return data
        seen.append(asked)
        return flip(data, -3)

    told = machine.run(make_token(audra), change=change)
    assert seen
    assert told.verdict == 1
    assert f"refused, {kind}:" in told.found[0]
    assert not told.lines
    assert "audit.visit" not in events(people)


def test_an_altered_detail_is_a_finding(people: People, audra: Person, machine: Machine) -> None:
    plant(people)

    def change(asked: str, data: bytes) -> bytes:
        return data.replace(b"triage", b"review") if "access/details" in asked else data

    told = machine.run(make_token(audra, details=True), details=True, change=change)
    assert told.verdict == 1
    assert told.report
    assert "are not those it commits to" in told.report.findings[0].text
    assert not told.lines


def test_an_altered_sealed_file_is_a_finding(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people)
    machine.run(make_token(audra, details=True), details=True)
    folder = LogFolder(machine.copy, Log.ACCESS)
    folder.write("sealed/000000000.age", flip(folder.read("sealed/000000000.age") or b""))
    report = verify_mirror(machine.copy)
    texts = [finding.text for finding in report.findings]
    assert "sealed/000000000.age cannot be opened with the copy's key" in texts


def test_a_sealed_file_of_no_entries_is_a_finding(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people)
    machine.run(make_token(audra, details=True), details=True)
    LogFolder(machine.copy, Log.ACCESS).write("sealed/000000099.age", b"x")
    texts = [finding.text for finding in verify_mirror(machine.copy).findings]
    assert "the file '000000099.age' in sealed belongs to no entries" in texts


def test_what_is_not_a_row_of_bundles_is_refused(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people, TILE_WIDTH)
    cut = {"access/bundles/0": lambda data: data[:-1]}
    told = machine.run(make_token(audra), change=lambda path, data: cut.get(path, bytes)(data))
    assert told.verdict == 1
    assert "no row of full entry bundles" in told.found[0]


def test_what_was_changed_behind_an_old_copy_shows(
    people: People, audra: Person, machine: Machine
) -> None:
    """The copy holds two full bundles: few enough that each is among those read again."""
    plant(people, 2 * TILE_WIDTH)
    assert machine.run(make_token(audra)).verdict == 0
    told = machine.run(
        make_token(audra),
        change=lambda path, data: flip(data) if path == "access/tile/entries/001" else data,
    )
    assert told.verdict == 1
    assert "rewritten" in told.found[0]
    assert not told.lines


def test_a_log_that_was_rolled_back_is_refused(
    people: People, audra: Person, machine: Machine
) -> None:
    sign_now(people)
    old = services_of(people.app).signer.last(Log.ACCESS).encode()
    plant(people)
    assert machine.run(make_token(audra)).verdict == 0
    told = machine.run(
        make_token(audra), change=lambda path, data: old if path == "access/checkpoint" else data
    )
    assert "refused, rolled-back" in told.found[0]
    assert told.verdict == 1


# --- killed ---------------------------------------------------------------------------------------


class Killed(BaseException):
    """The run ends here."""


def test_a_run_that_is_killed_at_any_request_is_completed_by_the_next(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people, TILE_WIDTH)
    token, at = make_token(audra, details=True), 0
    while True:
        left = at

        def change(_path: str, data: bytes) -> bytes:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return data

        try:
            told = machine.run(token, details=True, change=change)
        except Killed:
            at += 1
            continue
        break
    assert at > 10
    assert told.verdict == 0
    assert details_of(machine)
    for data in dump(machine.copy).values():
        assert PLANTED.encode() not in data


def test_a_run_that_is_killed_at_any_write_is_completed_by_the_next(
    people: People, audra: Person, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(people)
    written, at, left = LogFolder.write, 0, 0

    def write(self: LogFolder, name: str, data: bytes) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        written(self, name, data)

    monkeypatch.setattr(LogFolder, "write", write)
    token = make_token(audra, details=True)
    while True:
        left = at
        try:
            told = machine.run(token, details=True)
        except Killed:
            at += 1
            continue
        break
    assert at > 3
    assert told.verdict == 0


def test_a_run_up_to_its_limit_cannot_tell_and_the_next_goes_on(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people, 3 * TILE_WIDTH)
    token = make_token(audra)
    first = machine.run(token, entries=TILE_WIDTH)
    assert first.verdict == 2
    assert "are not copied yet" in first.unfinished[-1]
    assert not first.lines
    assert machine.run(token).verdict == 0


def test_a_copy_that_has_details_says_what_a_token_without_them_lacks(
    people: People, audra: Person, machine: Machine
) -> None:
    plant(people)
    assert machine.run(make_token(audra, details=True), details=True).verdict == 0
    plant(people)
    with pytest.raises(SourceError, match="tick “With details”"):
        machine.run(make_token(audra), details=True)
    assert machine.run(make_token(audra, details=True), details=True).verdict == 0


def test_a_token_that_is_used_up_is_refused_with_what_to_do(
    people: People, audra: Person, machine: Machine
) -> None:
    sign_now(people)
    token = make_token(audra)
    assert machine.run(token).verdict == 0
    with pytest.raises(SourceError, match=r"401\. It opens this log to nobody"):
        machine.run(token)
