"""Killed between any two steps: the log verifies, and what was under way is whole or not there."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from intake.audit.reading.first import make_first_page, read_first_page
from intake.audit.tables.comparing import differing
from intake.audit.tables.entries import read_entries
from intake.crypto.tlog.merkle import Frontier
from intake.log.events import Log
from intake.log.signing.signer import Signer
from intake.log.tree import stored_frontier
from intake.store.engine import Database, open_database
from intake.verify import verify_mirror
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import mirror_log
from intake.verify.witnessing.witness import Witness
from tests.audit.killed.stages import STAGES, Scene, Stage, advance_all
from tests.killing import is_killed
from tests.log.filling import Served

MOST = 120  # Steps of one stage.


@pytest.fixture
def scene(signer: Signer, tmp_path: Path) -> Scene:
    witness = Witness.make(tmp_path / "w1", "w1.example")
    for log in Log:
        witness.add_log(signer.vkey(log))
    return Scene(signer, witness)


def assert_whole(scene: Scene, database: Database) -> None:
    """The tree is that of the entries, what they commit to is there, and all that was signed."""
    for log in Log:
        scene.signer.confirm(database, log)
        tree = Frontier()
        with database.reading() as db:
            entries = list(read_entries(db, log, 0, 1 << 40))
            kept = stored_frontier(db, log)
        for each in entries:
            tree.push(each.hash)
            assert each.leaf is not None
            assert bool(each.leaf.commitment) == bool(each.told)
        assert (tree.size, tree.roots) == (kept.size, kept.roots)
    with database.reading() as db:
        assert differing(db) == []
    assert list((scene.witness.folder / "evidence").iterdir()) == []  # No fork, no roll-back.


def do(stage: Stage, scene: Scene, url: str, at: int) -> bool:
    """Let it be killed at a step, look, and let whoever comes next go on; tell whether it was."""
    with closing(open_database(url)) as database:
        stage.before(scene, database)
    killed = is_killed(url, at, lambda each: stage.work(scene, each), statements=stage.statements)
    with closing(open_database(url)) as database:
        assert_whole(scene, database)
        stage.again(scene, database)
        stage.after(scene, database)
    return killed


@pytest.mark.parametrize("name", STAGES)
def test_killed_between_any_two_steps(
    database_url: str, scene: Scene, tmp_path: Path, name: str
) -> None:
    stage = STAGES[name]
    at = next(at for at in range(1, MOST) if not do(stage, scene, database_url, at))
    assert at > stage.at_least
    with closing(open_database(database_url)) as database:
        advance_all(scene, database)
        assert_whole(scene, database)
        with database.reading() as db:
            assert read_first_page(db) == json.loads(json.dumps(make_first_page(db)))
        for log in Log:
            mirror_log(Served(database, scene.signer), LogFolder(tmp_path / "copy", log))
    assert not verify_mirror(tmp_path / "copy").findings
