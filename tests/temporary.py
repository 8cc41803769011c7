"""A temporary folder of its own for every run of the tests.

pytest keeps three numbered folders for all runs of a user and removes older ones; two runs at once
take each other's files away. What tests seal and open is gone when the run ends.
"""

import shutil
import tempfile
from pathlib import Path

import pytest

OWN = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Name the folder, unless somebody did; the workers of a run are told by the first process."""
    if config.option.basetemp is None and not hasattr(config, "workerinput"):
        config.stash[OWN] = folder = Path(tempfile.mkdtemp(prefix="intake-tests-"))
        config.option.basetemp = folder / "t"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove it."""
    if OWN in config.stash:
        shutil.rmtree(config.stash[OWN], ignore_errors=True)
