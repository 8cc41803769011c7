"""An auditor signs as a witness what their own copy holds."""

from pathlib import Path

import pytest

from intake.crypto.tlog.cosignature import verify_cosignature
from intake.crypto.tlog.note import parse_vkey
from intake.log.events import Log
from intake.verify.folder import LogFolder
from intake.verify.report import VerifyError
from intake.verify.witnessing.signing import cosign_copy
from intake.verify.witnessing.witness import Witness
from tests.log.golden import FORKED, GOLDEN, LEAVES, MORE, golden_vkey, lay_out, publish, signed

NOW = 1_795_900_000


@pytest.fixture
def auditor(tmp_path: Path) -> Witness:
    made = Witness.make(tmp_path / "auditor", "auditor-3f9c")
    made.add_log(golden_vkey(Log.ACCESS))
    return made


def copy_of(folder: Path, leaves: list[bytes]) -> LogFolder:
    log = LogFolder(folder, Log.ACCESS)
    return lay_out(log, leaves, signed(leaves), golden_vkey(Log.ACCESS))


def test_a_copy_is_cosigned_and_so_is_the_one_that_grew_out_of_it(
    auditor: Witness, tmp_path: Path
) -> None:
    key = parse_vkey(auditor.vkeys()[0])
    for name, leaves in (("first", LEAVES), ("second", [*LEAVES, *MORE]), ("third", LEAVES * 9)):
        answer = cosign_copy(copy_of(tmp_path / name, leaves), auditor, NOW)
        assert answer.status == (200 if name != "third" else 422)
        if answer.status == 200:
            assert verify_cosignature(signed(leaves) + answer.body, key) == NOW


def test_a_copy_that_is_smaller_or_another_one_is_refused_and_kept(
    auditor: Witness, tmp_path: Path
) -> None:
    assert cosign_copy(copy_of(tmp_path / "whole", LEAVES), auditor).status == 200
    assert cosign_copy(copy_of(tmp_path / "less", LEAVES[:60]), auditor).status == 409
    assert cosign_copy(copy_of(tmp_path / "forked", FORKED), auditor).status == 409
    kept = {path.name.partition("-")[0] for path in (auditor.folder / "evidence").iterdir()}
    assert kept == {"smaller", "forked"}


def test_a_log_that_is_not_watched_is_not_signed(auditor: Witness, tmp_path: Path) -> None:
    publish(tmp_path / "copy", LEAVES, GOLDEN["checkpoints"]["70"])
    assert cosign_copy(LogFolder(tmp_path / "copy", Log.INTAKE), auditor).status == 404


def test_a_copy_without_checkpoint_or_tiles_is_no_refusal_by_the_witness(
    auditor: Witness, tmp_path: Path
) -> None:
    with pytest.raises(VerifyError, match="no checkpoint"):
        cosign_copy(LogFolder(tmp_path / "none", Log.ACCESS), auditor)
    assert cosign_copy(copy_of(tmp_path / "a", LEAVES[:40]), auditor).status == 200
    copy = copy_of(tmp_path / "b", LEAVES)
    copy.remove("tile/0/000.p/70")
    with pytest.raises(VerifyError, match="does not hang together"):
        cosign_copy(copy, auditor)
