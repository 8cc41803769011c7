"""Done when 3: after journeys with planted words nothing that was kept holds any of them.

A real server, started as people start it, on SQLite and on PostgreSQL, with a temporary folder of
its own. The search knows every common form of a word, and finds one that is planted on purpose.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from intake.config import load_config
from intake.store.engine import Database, open_database
from tests.engines import ENGINES, PostgreSQL
from tests.promises.attack import stored_values
from tests.promises.journey import Journey, play
from tests.promises.live import LiveServer, live_server, make_empty
from tests.promises.memory import memory_of
from tests.promises.search import (
    find,
    find_in_folder,
    planted_bytes,
    planted_receipt,
    planted_text,
)
from tests.promises.watch import FolderWatch

Found = set[tuple[str, str, str]]


@dataclass
class Scene:
    """A running server after the journeys."""

    server: LiveServer
    journey: Journey
    watch: FolderWatch  # Of the temporary folder.
    during: tuple[set[str], set[str]]  # What was made and written there, by name.
    database: Database
    data: Path | None  # PostgreSQL's own folder.
    since: float = field(default_factory=time.time)

    def folders(self) -> dict[Path, float]:
        """Every folder something could have been written to, and since when it counts."""
        found = {self.server.folder: 0.0}
        if self.data:
            with self.database.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text("CHECKPOINT"))
            found[self.data] = self.since - 1  # Older files cannot hold what was planted later.
        return found


@pytest.fixture(scope="module", params=ENGINES)
def scene(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """The journeys, once on each engine."""
    folder, since = tmp_path_factory.mktemp("leaks"), time.time()
    postgresql: PostgreSQL | None = None
    if request.param == "postgresql":
        postgresql = request.getfixturevalue("postgresql")
    url = postgresql.take() if postgresql else None
    if url:
        make_empty(url)
    (folder / "tmp").mkdir()
    watch = FolderWatch(folder / "tmp")
    with live_server(folder, url) as server:
        database = open_database(load_config(server.environ).database_url)
        if postgresql:
            store_as_it_is(database)
        watch.events()  # Python tries its temporary folder.
        journey = play(server)
        during = watch.events()
        data = postgresql.data if postgresql else None
        yield Scene(server, journey, watch, during, database, data, since)
        database.close()
    watch.close()
    if postgresql and url:
        postgresql.give_back(url)


def store_as_it_is(database: Database) -> None:
    """Let PostgreSQL store long values as they are: it would compress them, and hide a word."""
    query = (
        "SELECT format('ALTER TABLE %I ALTER COLUMN %I SET STORAGE EXTERNAL', relname, attname)"
        " FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attstorage = 'x'"
        " AND NOT attisdropped"
    )
    # One lock at a time: the server is running, and reads.
    each_alone = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with each_alone.connect() as connection:
        for statement in connection.scalars(text(query)).all():
            connection.execute(text(statement))


def test_no_file_holds_a_planted_word(scene: Scene) -> None:
    """The database with its journal, PostgreSQL's folder, instance, keys, logs, temporary files."""
    assert len(scene.journey.planted) > 40
    found: Found = set()
    for folder, since in scene.folders().items():
        found |= find_in_folder(scene.journey.planted, folder, since)
    assert found == set()


def test_no_value_of_any_table_holds_a_planted_word(scene: Scene) -> None:
    """Files hold more than tables do; but what is long may be stored there in another form."""
    found: Found = set()
    for table, _, column, value in stored_values(scene.database):
        found |= find(scene.journey.planted, value, f"{table}.{column}")
    assert found == set()


def test_the_search_finds_a_word_that_is_planted_on_purpose(scene: Scene) -> None:
    control = [
        planted_text("word", "ZxControlQj"),
        planted_text("Chinese word", "檀欒櫻櫺"),
        planted_bytes("secret", bytes(range(100, 132))),
        *planted_receipt("receipt", "9753186420975318642097531864"),
    ]
    forms = {(each.what, form) for each in control for form in each.needles}
    blob = b"\n".join(needle for each in control for needle in each.needles.values())
    kind = "BYTEA" if scene.data else "BLOB"
    with scene.database.engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE scratch (word {kind})"))
    if scene.data:
        store_as_it_is(scene.database)
    with scene.database.engine.begin() as connection:
        connection.execute(text("INSERT INTO scratch VALUES (:word)"), {"word": blob})
    for path in (scene.server.logs[1], scene.server.temporary / "control"):
        with path.open("ab") as file:
            file.write(blob)
    found: Found = set()
    for folder, since in scene.folders().items():
        found |= find_in_folder(control, folder, since)
    by_file = {path: {(what, form) for what, form, at in found if at == path} for *_, path in found}
    assert by_file.pop("stderr.log") == forms
    assert by_file.pop("control") == forms
    assert forms in by_file.values()  # A file of the database, whatever its name.
    values = {table: value for table, *_, value in stored_values(scene.database)}
    assert {(what, form) for what, form, _ in find(control, values["scratch"], "")} == forms


def test_nothing_is_ever_written_to_a_temporary_file(scene: Scene) -> None:
    assert scene.during == (set(), set())
    with (scene.server.temporary / "brief").open("wb") as file:
        file.write(b"The watch sees even what is gone at once.")
    (scene.server.temporary / "brief").unlink()
    made, written = scene.watch.events()
    assert "brief" in made & written


def test_the_server_has_no_file_open_but_its_database_and_its_logs(scene: Scene) -> None:
    known = [scene.server.folder / "instance", *scene.server.logs]
    for process in scene.server.processes():
        for link in Path(f"/proc/{process}/fd").iterdir():
            target = str(link.readlink())
            if target.startswith("/") and not target.startswith("/dev/"):
                is_known = any(Path(target).is_relative_to(place) for place in known)
                assert is_known, target


def test_a_user_name_stands_only_where_accounts_do(scene: Scene) -> None:
    names = [planted_text(name, name) for name in scene.journey.usernames]
    allowed = {"accounts.username", "roster_versions.note"}
    found: Found = set()
    for table, _, column, value in stored_values(scene.database):
        if f"{table}.{column}" not in allowed:
            found |= find(names, value, f"{table}.{column}")
    for path in [*scene.server.logs, *(scene.server.folder / "instance" / "signer").iterdir()]:
        found |= find(names, path.read_bytes(), path.name)
    assert found == set()


def test_the_servers_own_memory_never_holds_what_only_browsers_may(scene: Scene) -> None:
    """Words, codes, passphrases and keys of a browser-sealed report, in the running process."""
    keys = load_config(scene.server.environ).keys
    control = planted_bytes("server key", keys.server).only("raw")
    (worker,) = scene.server.processes()
    found = find([*scene.journey.in_few_forms(), control], memory_of(worker), "memory")
    assert found == {("server key", "raw", "memory")}
