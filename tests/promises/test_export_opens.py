"""Evidence outlives this project: what `intake export` writes opens with other people's programs.

npm ``age-encryption`` in Node is an implementation that shares no line with ours. It and our own
``intake open`` read the same words, and both print JSON, padding and all.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.app import create_app
from intake.cli import main
from intake.config import load_config
from intake.crypto.age.hybrid import encode_identity, new_seed
from intake.crypto.case.sealing.sending import Draft
from intake.crypto.encoding import parse_json
from intake.crypto.padding import is_padded_length
from intake.store.engine import open_database
from tests.commands.conftest import STATED
from tests.conftest import TestClock
from tests.engines import ENGINES, PostgreSQL
from tests.people import Opened, People, Person, Reporter
from tests.promises.live import ORIGIN, ROOT, make_empty
from tests.promises.reporting import add_message
from tests.strength import little_work

STORY = "他们在车站附近的店里拿走了我的证件。 They said: «come back»."
ANSWER, MESSAGE = "We read it. 我们看到了。", "They called again.\nTwice."
SCRIPT = ROOT / "tests" / "js" / "open_files.js"
OBJECTS = ["report", "contact", "message", "message"]


@dataclass
class Scene:
    """A case that was taken, answered and exported."""

    folder: Path
    environ: dict[str, str]
    anna: Person
    reporter: Reporter
    opened: Opened  # As anna's browser holds it.
    desk_seed: bytes
    tar: bytes
    served: bytes  # What the export button gave.

    @property
    def manifest(self) -> dict[str, list[dict[str, str]]]:
        return manifest_of(members(self.tar))

    def run(self, *arguments: str, typed: str | None = None) -> str:
        result = CliRunner(env=self.environ).invoke(main, list(arguments), input=typed)
        assert result.exit_code == 0, result.stderr
        return result.stdout


def members(tar: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(tar)) as opened:
        files = {member.name: opened.extractfile(member) for member in opened}
        return {name: file.read() for name, file in files.items() if file}


def manifest_of(files: dict[str, bytes]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(files["manifest.json"])
    return found


@pytest.fixture(scope="module", params=ENGINES)
def scene(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("export")
    environ = {"INTAKE_INSTANCE": str(folder / "instance")}
    server: PostgreSQL | None = None
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")
        environ["INTAKE_DATABASE_URL"] = server.take()
        make_empty(environ["INTAKE_DATABASE_URL"])
    made = CliRunner(env=environ).invoke(main, ["init", "--origin", ORIGIN])
    assert made.exit_code == 0, made.stderr
    config, clock = load_config(environ), TestClock()
    database = open_database(config.database_url)
    app = create_app(config, clock=clock, database=database)
    with little_work():
        yield _play(folder, environ, People(app, clock))
    database.close()
    if server:
        server.give_back(environ["INTAKE_DATABASE_URL"])


def _play(folder: Path, environ: dict[str, str], people: People) -> Scene:
    def change(draft: Draft) -> Draft:
        answers = dict(draft.answers) | {"story": STORY}
        return replace(draft, answers=answers, contact={"c_mode": "here", "c_avoid": "my uncle"})

    anna = people.new("anna", "caseworker", triage=True)
    reporter = people.reporter(change=change)
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    assert anna.take(anna.open(case)).status_code == 201
    assert anna.answer(anna.open(case, "casework"), ANSWER).status_code == 201
    assert add_message(reporter, MESSAGE).status_code == 201
    desk_seed = anna.desk_seeds(anna.desk_key() or b"")[1]
    served = anna.export(case, "casework").data
    opened = anna.open(case, "casework")
    scene = Scene(folder, environ, anna, reporter, opened, desk_seed, b"", served)
    roster = str(folder / "roster.json")
    scene.run("export", case, *STATED, "-o", str(folder / "case.tar"), "--roster", roster)
    scene.tar = (folder / "case.tar").read_bytes()
    for name, data in members(scene.tar).items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return scene


def node_opens(scene: Scene, names: list[str], *seeds: bytes) -> dict[str, str | None]:
    """Let age-encryption open files with identities; None for those it cannot."""
    identities = [encode_identity(seed) for seed in seeds]
    asked = [{"file": name, "identities": identities} for name in names]
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    node = shutil.which("node", path=places)
    assert node, "Node is needed"
    ran = subprocess.run(
        [node, SCRIPT],
        cwd=scene.folder / "files",
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str | None] = json.loads(ran.stdout)
    return found


def names_of(scene: Scene, *kinds: str) -> list[str]:
    return [entry["file"] for entry in scene.manifest["objects"] if entry["kind"] in kinds]


def test_the_command_gives_every_stored_file_and_the_button_only_ones_own_key(
    scene: Scene,
) -> None:
    by_command, by_button = members(scene.tar), members(scene.served)
    sent = scene.reporter.sending.parts
    kept = {sent[name] for name in ("summary", "report", "contact", "key_box")}
    assert kept <= set(by_command.values())
    assert manifest_of(by_command)["objects"] == manifest_of(by_button)["objects"]
    for entry in scene.manifest["objects"]:
        assert by_command[entry["file"]] == by_button[entry["file"]]
    owners = [entry["for"] for entry in manifest_of(by_button)["keys"]]
    assert owners == [f"account:{scene.anna.id}"]
    assert sent["key_box"] not in by_button.values()


def test_a_second_implementation_opens_every_object_and_reads_valid_json(scene: Scene) -> None:
    seeds = [*scene.opened.key_file.epochs.values(), scene.desk_seed]
    names = names_of(scene, "summary", "report", "contact", "message")
    texts = node_opens(scene, names, *seeds)
    assert len(texts) == 5
    for name, text in texts.items():
        assert text is not None, name
        frame = json.loads(text)  # With its padding: spaces are nothing to JSON.
        assert is_padded_length(len(text.encode()), frame["kind"])
        assert parse_json(text.rstrip(" ").encode()) == frame
    bodies = [json.loads(text)["body"] for text in texts.values() if text]
    words = "".join(json.dumps(body, ensure_ascii=False) for body in bodies)
    assert all(part in words for part in (STORY, ANSWER, "my uncle", "They called again."))


def test_a_second_implementation_opens_the_key_files_of_their_holders(scene: Scene) -> None:
    holders = {entry["for"]: entry["file"] for entry in scene.manifest["keys"]}
    assert set(holders) == {"box", f"account:{scene.anna.id}"}
    seeds = {
        "box": scene.reporter.keys.reporter_seed,
        f"account:{scene.anna.id}": scene.anna.keys.identity_seed,
    }
    for holder, name in holders.items():
        text = node_opens(scene, [name], seeds[holder])[name]
        assert text is not None
        assert json.loads(text)["for"] == holder
        other = next(seed for owner, seed in seeds.items() if owner != holder)
        assert node_opens(scene, [name], other) == {name: None}


def test_with_another_identity_it_opens_nothing(scene: Scene) -> None:
    names = [name for name in members(scene.tar) if name.endswith(".age")]
    assert set(node_opens(scene, names, new_seed()).values()) == {None}


@pytest.mark.parametrize("who", ["reporter", "holder"])
def test_intake_open_prints_the_same_json(scene: Scene, who: str) -> None:
    # What was decided before the case was taken is for the staff, and sealed as the report is.
    kinds = [*OBJECTS, *(["exclusion"] if who == "holder" else [])]
    texts = node_opens(scene, names_of(scene, *set(kinds)), *scene.opened.key_file.epochs.values())
    expected = sorted(text.rstrip(" ") for text in texts.values() if text)
    tar = str(scene.folder / "case.tar")
    if who == "reporter":
        printed = scene.run("open", "--receipt", tar, typed=scene.reporter.receipt + "\n")
    else:
        identity = scene.folder / "identity.txt"
        identity.write_text(encode_identity(scene.anna.keys.identity_seed) + "\n")
        roster = str(scene.folder / "roster.json")
        printed = scene.run("open", "--identity", str(identity), "--roster", roster, tar)
    lines = printed.splitlines()
    assert sorted(lines) == expected
    assert sorted(json.loads(line)["kind"] for line in lines) == sorted(kinds)
