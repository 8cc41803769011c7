import shutil
from pathlib import Path

import pytest

from intake.verify.witnessing.witness import Witness
from tests.log.witnesses.logs import VKEY


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    """A witness that watches the log and never signed."""
    made = Witness.make(tmp_path / "w1", "witness.ngo.example/w1")
    made.add_log(VKEY)
    return made


#: Debian's golang-go and golang-golang-x-mod-dev: not installed for this alone.
HAS_GO = bool(shutil.which("go")) and Path("/usr/share/gocode/src/golang.org/x/mod/sumdb").is_dir()
collect_ignore = [] if HAS_GO else ["test_go.py"]
