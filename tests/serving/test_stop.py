"""A stop of the server leaves nothing in the files of the database that was deleted before."""

from pathlib import Path

import pytest
from sqlalchemy import select

from intake.store.models import StaffSession
from intake.web.services import services_of
from tests.promises.live import live_people, live_server


def test_a_stop_leaves_nothing_deleted_in_the_files_also_while_others_have_them_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first round runs at once, the next one never: only the stop can do it.
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "sitecustomize.py").write_text(
        "import intake.serving.cleaning\nintake.serving.cleaning.SECONDS = 10_000\n"
    )
    with live_server(tmp_path) as server, live_people(server) as people:
        anna = people.new("anna", "caseworker", triage=True)
        database = services_of(people.app).database  # Ours: the server is not the last to close it.
        with database.reading() as db:
            half = db.scalars(select(StaffSession.server_half)).one()
        assert anna.post("/sign-out").status_code < 400
        log = tmp_path / "instance" / "intake.db-wal"
        assert half in log.read_bytes()
        server.process.terminate()
        assert server.process.wait(20) == 0
        assert log.stat().st_size == 0
        assert half not in (tmp_path / "instance" / "intake.db").read_bytes()
