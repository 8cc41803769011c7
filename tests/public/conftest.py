"""The public pages are tested on SQLite: they are constant bytes and read the desk, no more."""

import shutil
from pathlib import Path

import pytest

from tests.desks import desk

__all__ = ["desk"]


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "intake.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"
