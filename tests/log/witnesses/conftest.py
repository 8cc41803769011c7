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
