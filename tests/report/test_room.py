"""A form whose fields hold more than the server takes of a post does not start."""

import shutil
from pathlib import Path

import pytest

from intake.app import create_app
from intake.clock import system_clock
from intake.form.files import PACKAGED, FormError
from intake.store.engine import Database
from tests.conftest import make_config


def test_a_form_whose_fields_hold_more_than_a_post_stops_the_start(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    config = make_config(tmp_path, database_url)
    own = shutil.copytree(PACKAGED, config.instance / "forms")
    asked = (own / "intake.toml").read_text("utf-8")
    (own / "intake.toml").write_text(asked.replace("max = 8000", "max = 12000"), "utf-8")
    with pytest.raises(FormError, match="more than a post can"):
        create_app(config, clock=system_clock, database=database)
