"""A copy is not believed for ever: what it holds is compared again, and nothing is overwritten."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete

from intake.admin.instance import make_instance
from intake.audit.instance_source import InstanceSource
from intake.commands.audit import audit
from intake.log.events import Event, Log
from intake.log.signing.signer import Signer
from intake.store.engine import Database, open_database
from intake.store.models import LogDetail, LogEntry
from intake.verify import verify_mirror
from intake.verify.folder import LogFolder, details_name
from intake.verify.mirror.copying import MirrorRefusal, mirror_log
from tests.audit import tampering
from tests.log.appending import append as log_entry
from tests.log.filling import NOW, Served, dump, fill
from tests.log.hostile import Endless


@pytest.fixture
def copy(database: Database, signer: Signer, tmp_path: Path) -> LogFolder:
    """A copy of 600 entries, whose log has lost its triggers since."""
    fill(database, 600)
    signer.checkpoint(database, Log.ACCESS)
    folder = LogFolder(tmp_path / "copy", Log.ACCESS)
    mirror_log(Served(database, signer), folder)
    tampering.drop_triggers(database)
    return folder


def leaf_of(database: Database, index: int) -> bytes:
    with database.reading() as db:
        return db.get_one(LogEntry, (Log.ACCESS, index)).leaf


def change(database: Database) -> None:
    tampering.change_leaf(database, 5, tampering.forge(leaf_of(database, 5)))


def change_with_hash(database: Database) -> None:
    tampering.change_leaf(database, 5, tampering.forge(leaf_of(database, 5)), rehash=True)


TAMPERINGS: dict[str, tuple[Callable[[Database], None], list[str]]] = {
    "changed": (change, ["entry 5 was changed"]),
    "changed with its hash": (
        change_with_hash,
        ["tile/0/000 is no longer served as it was copied", "entry 5 was changed"],
    ),
    "dropped": (
        lambda database: tampering.drop_entry(database, 5),
        ["tile/0/000 is no longer served as it was copied", "entries 0 to 255 are not there"],
    ),
    "swapped": (
        lambda database: tampering.swap_entries(database, 7, 8),
        ["tile/0/000 is no longer served as it was copied", "entry 7 stands where entry 8"],
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_done_to_entries_behind_the_copy_is_found_and_the_copy_stays(
    database: Database, signer: Signer, copy: LogFolder, name: str
) -> None:
    tamper, texts = TAMPERINGS[name]
    before = dump(copy.path)
    tamper(database)
    fill(database, 300)
    signer.checkpoint(database, Log.ACCESS)
    copied = mirror_log(Served(database, signer), copy)
    named = copied.differences.named
    assert {kind for kind, _ in named} == {"rewritten"}
    assert len(named) == len(texts)
    assert all(text in told for text, (_, told) in zip(texts, named, strict=True))
    after = dump(copy.path)
    assert {path: after[path] for path in before if path != "checkpoint"} == {
        path: data for path, data in before.items() if path != "checkpoint"
    }
    assert copied.size == 900  # What came since is copied all the same.
    assert verify_mirror(copy.path.parents[1]).logs[0].findings == []


def test_what_was_changed_in_the_copy_is_told_from_what_was_changed_at_the_source(
    database: Database, signer: Signer, copy: LogFolder
) -> None:
    path = copy.path / "tile/entries/000"
    path.write_bytes(tampering.forge(path.read_bytes()))
    tile = copy.path / "tile/0/001"
    tile.write_bytes(bytes([tile.read_bytes()[0] ^ 1]) + tile.read_bytes()[1:])
    named = mirror_log(Served(database, signer), copy).differences.named
    assert [kind for kind, _ in named] == ["tile", "tile"]
    assert all("was changed in this copy" in text for _, text in named)


def test_only_new_asks_for_nothing_that_the_copy_holds(
    database: Database, signer: Signer, copy: LogFolder
) -> None:
    change(database)
    asked = []

    class Counted(Served):
        def read(self, path: str, most: int = 0, /) -> bytes | None:
            asked.append(path)
            return super().read(path, most)

    assert mirror_log(Counted(database, signer), copy, is_brief=True).differences.count == 0
    assert "access/tile/entries/000" not in asked


def test_only_new_still_finds_a_copy_that_no_longer_holds_what_was_signed(tmp_path: Path) -> None:
    log, folder = Endless(300), LogFolder(tmp_path / "changed", Log.ACCESS)
    mirror_log(log, folder)
    edge = "tile/0/001.p/44"
    folder.write(edge, bytes(32) + (folder.read(edge) or b"")[32:])
    with pytest.raises(MirrorRefusal) as refused:
        mirror_log(log, folder, is_brief=True)
    assert refused.value.kind == "forked"


@pytest.mark.parametrize("left", [0, 1, 599])
def test_a_source_whose_rows_were_cut_is_called_rolled_back(
    database: Database, signer: Signer, copy: LogFolder, left: int
) -> None:
    """The signer has not been asked since: its checkpoint still promises what is gone."""
    tampering.run(database, delete(LogEntry).where(LogEntry.idx >= left))
    with pytest.raises(MirrorRefusal) as refused:
        mirror_log(Served(database, signer), copy)
    assert refused.value.kind == "rolled-back"


def test_entries_missing_in_the_middle_are_named_by_a_first_copy(
    database: Database, signer: Signer, copy: LogFolder, tmp_path: Path
) -> None:
    assert copy
    tampering.drop_entry(database, 5)
    with pytest.raises(MirrorRefusal) as refused:
        mirror_log(Served(database, signer), LogFolder(tmp_path / "other", Log.ACCESS))
    assert refused.value.kind == "damaged"


# --- details -------------------------------------------------------------------------------------


@pytest.fixture
def detailed(database: Database, signer: Signer, tmp_path: Path) -> LogFolder:
    """A copy of three entries with details, taken where details are given."""
    for purpose in ("triage", "cover", "review"):
        append(database, Event.REPORT_OPEN, {"purpose": purpose})
    signer.checkpoint(database, Log.ACCESS)
    folder = LogFolder(tmp_path / "copy", Log.ACCESS)
    assert mirror_log(InstanceSource(database, signer), folder).differences.count == 0
    return folder


def append(database: Database, event: Event, detail: dict[str, object]) -> None:
    with database.session() as db:
        log_entry(db, Log.ACCESS, event, now=NOW, detail=detail)
        db.commit()


def purposes(folder: LogFolder) -> list[object]:
    rows = [json.loads(line) for line in (folder.read(details_name(0)) or b"").splitlines()]
    return [json.loads(row["detail"]).get("purpose") for row in rows]


def delete_detail(database: Database, index: int) -> None:
    tampering.run(database, delete(LogDetail).where(LogDetail.idx == index))


def test_a_detail_that_disappears_without_an_erasure_is_found_and_kept(
    database: Database, signer: Signer, detailed: LogFolder, tmp_path: Path
) -> None:
    delete_detail(database, 1)
    tampering.change_detail(database, 2, b'{"purpose":"legal"}')
    named = mirror_log(InstanceSource(database, signer), detailed).differences.named
    assert [kind for kind, _ in named] == ["detail", "detail"]
    assert "entry 1 are gone" in named[0][1]
    assert "entry 2 are changed" in named[1][1]
    assert purposes(detailed) == ["triage", "cover", "review"]
    assert verify_mirror(tmp_path / "copy").logs[0].findings == []
    first = LogFolder(tmp_path / "first", Log.ACCESS)
    mirror_log(InstanceSource(database, signer), first)  # Which saw it never otherwise.
    found = verify_mirror(tmp_path / "first").logs[0].findings
    assert {(each.kind, each.index) for each in found} == {("detail", 1), ("detail", 2)}


def test_a_detail_that_was_erased_by_an_entry_leaves_the_copy_too(
    database: Database, signer: Signer, detailed: LogFolder, tmp_path: Path
) -> None:
    append(database, Event.LOG_DETAIL_ERASE, {"indices": [1]})
    delete_detail(database, 1)
    signer.checkpoint(database, Log.ACCESS)
    assert mirror_log(InstanceSource(database, signer), detailed).differences.count == 0
    assert purposes(detailed) == ["triage", "review", None]
    report = verify_mirror(tmp_path / "copy").logs[0]
    assert (report.findings, report.details_erased) == ([], 1)


# --- as people run it ----------------------------------------------------------------------------


def test_the_command_names_what_is_wrong_with_one_log_and_still_copies_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("INTAKE_KEYS", "INTAKE_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "instance"
    monkeypatch.setenv("INTAKE_INSTANCE", str(folder))
    make_instance(os.environ, "intake.example.org")
    database = open_database(f"sqlite:///{folder / 'intake.db'}")
    key = bytes.fromhex((folder / "keys/log.key").read_text())
    fill(database, 300)
    Signer(folder / "signer", "intake.example.org", key).checkpoint(database, Log.ACCESS)
    arguments = ["mirror", str(folder), str(tmp_path / "copy")]
    assert CliRunner().invoke(audit, arguments).exit_code == 0
    tampering.drop_triggers(database)
    change(database)
    result = CliRunner().invoke(audit, arguments)
    assert result.exit_code == 1
    assert "log access: rewritten: the source no longer says what it said: entry 5" in result.output
    assert CliRunner().invoke(audit, [*arguments, "--only-new"]).exit_code == 0
    tampering.run(database, delete(LogEntry).where(LogEntry.idx >= 290))
    result = CliRunner().invoke(audit, arguments)
    assert result.exit_code == 1
    assert "log access: refused, rolled-back" in result.output
    assert "log/intake: 0 entries" in result.output
    database.close()
