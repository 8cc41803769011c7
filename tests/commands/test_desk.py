"""`intake export` and `intake open`: the stored files byte for byte, and a second client."""

import io
import json
import re
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.commands.offline.identities import read_identities
from intake.crypto.age.armor import encode_armor
from intake.crypto.age.hybrid import encode_identity, new_seed, recipient_of
from intake.crypto.case.holders import AccountHolder, Reporter, parse_holder
from intake.crypto.case.keyfiles import make_key_file, open_key_file
from intake.crypto.encoding import parse_json
from intake.log.events import Log
from intake.store.models import KeyFileRow, SealedObject
from tests.commands.conftest import ANSWER, STATED, STORY, Run, Story
from tests.demo.looking import events


def members(path: Path) -> dict[str, bytes]:
    """Return the files of a tar."""
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def repack(path: Path, files: dict[str, bytes]) -> Path:
    """Write a tar of these files."""
    with tarfile.open(path, "w") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


@pytest.fixture
def package(run: Run, story: Story, tmp_path: Path) -> Path:
    """The case, exported by command, beside it the desk's list."""
    path, roster = tmp_path / "case.tar", tmp_path / "roster.json"
    assert run("export", story.told.case, *STATED, "-o", path, "--roster", roster).exit_code == 0
    return path


def test_an_export_holds_the_stored_files_byte_for_byte_and_is_logged(
    story: Story, package: Path
) -> None:
    files = members(package)
    with story.stage.running.database.reading() as db:
        stored = {row.data for row in db.scalars(select(SealedObject))}
        stored |= {row.data for row in db.scalars(select(KeyFileRow))}
    assert {data for name, data in files.items() if name.endswith(".age")} == stored
    assert events(story.stage, Log.ACCESS)[-1] == "evidence.export"
    assert package.stat().st_mode & 0o777 == 0o600


def test_an_export_is_never_written_over_a_file_and_no_case_is_exit_2(
    run: Run, story: Story, package: Path
) -> None:
    before = package.read_bytes()
    count = len(events(story.stage, Log.ACCESS))
    assert run("export", story.told.case, *STATED, "-o", package).exit_code == 2
    for case in ("0" * 32, "not-an-id", "../x"):
        assert run("export", case, *STATED).exit_code == 2
    assert package.read_bytes() == before
    assert events(story.stage, Log.ACCESS)[count:] == ["sys.command"] * 3


def test_the_receipt_opens_the_whole_package(run: Run, story: Story, package: Path) -> None:
    opened = run("open", package, "--receipt", typed=story.told.code + "\n")
    assert opened.exit_code == 0
    objects = [json.loads(line) for line in opened.stdout.splitlines()]
    assert [each["kind"] for each in objects] == ["report", "contact", "message"]
    assert objects[0]["body"]["answers"]["story"] == STORY
    assert objects[2]["body"]["text"] == ANSWER
    assert [parse_json(line.encode()) for line in opened.stdout.splitlines()] == objects
    assert "sealed to somebody else" in opened.stderr  # The summary is the desk's.
    assert story.told.code not in opened.stdout


def test_the_receipt_opens_it_on_a_machine_that_knows_only_the_salt(
    run: Run, story: Story, package: Path, tmp_path: Path
) -> None:
    salt = story.stage.running.config.keys.salt.hex()
    (tmp_path / "one").rename(tmp_path / "gone")
    opened = run("open", package, "--receipt", "--salt", salt, typed=story.told.code + "\n")
    assert opened.exit_code == 0
    assert STORY in opened.stdout
    without = run("open", package, "--receipt", typed=story.told.code + "\n")
    assert (without.exit_code, without.stdout) == (2, "")


def test_the_identity_of_who_holds_the_case_opens_it(run: Run, story: Story, package: Path) -> None:
    roster = package.with_name("roster.json")
    opened = run("open", package, "--identity", story.identity, "--roster", roster, "--pretty")
    assert opened.exit_code == 0
    assert STORY in opened.stdout
    assert '\n  "kind": "report",\n' in opened.stdout
    assert "not verified" not in opened.stderr
    assert re.search(r"version 1, number \d{5}( \d{5}){5}: compare it by voice", opened.stderr)


def test_without_the_desks_list_it_says_what_it_could_not_verify_and_exits_1(
    run: Run, story: Story, package: Path
) -> None:
    opened = run("open", package, "--identity", story.identity)
    assert opened.exit_code == 1
    assert STORY in opened.stdout
    assert "not verified: who made the key file" in opened.stderr
    assert "not verified: who on the desk wrote" in opened.stderr


def forge(story: Story, package: Path, target: Path, **changes: object) -> Path:
    """Put into a package what somebody with the server makes of the holder's own key file."""
    files = members(package)
    manifest = json.loads(files["manifest.json"])
    own = next(each for each in manifest["keys"] if each["for"].startswith("account:"))
    identity = read_identities(story.identity).found[0]
    held = open_key_file(files[own["file"]], identity, story.told.case, parse_holder(own["for"]))
    changed = replace(held, **changes)  # type: ignore[arg-type]  # Fields of KeyFile.
    files[own["file"]] = make_key_file(changed, bytes(range(32)), recipient_of(identity))
    return repack(target, files)


def test_a_holder_that_is_none_makes_the_whole_package_no_package(
    run: Run, story: Story, package: Path, tmp_path: Path
) -> None:
    files = members(package)
    manifest = json.loads(files["manifest.json"])
    manifest["keys"][0]["for"] = "desk:of somebody else"
    files["manifest.json"] = json.dumps(manifest).encode()
    opened = run("open", repack(tmp_path / "odd.tar", files), "--identity", story.identity)
    assert (opened.exit_code, opened.stdout) == (2, "")
    assert "not a package of `intake export`" in opened.stderr


def test_a_key_file_whose_maker_did_not_sign_it_shows_nothing(
    run: Run, story: Story, package: Path, tmp_path: Path
) -> None:
    roster = package.with_name("roster.json")
    for changes in ({}, {"by": AccountHolder("0" * 32)}):
        forged = forge(story, package, tmp_path / f"forged-{len(changes)}.tar", **changes)
        opened = run("open", forged, "--identity", story.identity, "--roster", roster)
        assert (opened.exit_code, opened.stdout) == (2, "")
        assert "no key file in it opens (bad_signature)" in opened.stderr
    forged = forge(story, package, tmp_path / "box.tar", by=Reporter(), notes={})
    opened = run("open", forged, "--identity", story.identity)  # The author is no unknown maker.
    assert (opened.exit_code, opened.stdout) == (2, "")


def test_nothing_is_shown_on_the_word_of_a_maker_whom_nobody_knows(
    run: Run, story: Story, package: Path, tmp_path: Path
) -> None:
    forged = forge(story, package, tmp_path / "forged.tar", epochs={0: bytes(32)})
    opened = run("open", forged, "--identity", story.identity)
    assert (opened.exit_code, opened.stdout) == (2, "")
    assert "bad_case" in opened.stderr


def test_a_list_of_another_shape_or_with_a_false_signature_is_exit_2(
    run: Run, story: Story, package: Path, tmp_path: Path
) -> None:
    found = json.loads(package.with_name("roster.json").read_text())
    signed = str(found["versions"][0])
    forged = json.dumps({"versions": [signed.replace("version 1", "version 2")]})
    for damaged in ("{}", "[]", "\xff", '{"versions":[]}', '{"versions":["x"]}', forged):
        path = tmp_path / "list.json"
        path.write_text(damaged, encoding="latin-1")
        opened = run("open", package, "--identity", story.identity, "--roster", path)
        assert (opened.exit_code, opened.stdout) == (2, "")
        assert opened.stderr.count("\n") == 1


def test_a_single_file_opens_binary_and_armoured(
    run: Run, story: Story, package: Path, tmp_path: Path
) -> None:
    keys = {name: data for name, data in members(package).items() if name.startswith("keys/")}
    holders = {
        each["file"]: each["for"] for each in json.loads(members(package)["manifest.json"])["keys"]
    }
    mine = next(data for name, data in keys.items() if holders[name].startswith("account:"))
    (tmp_path / "key.age").write_bytes(mine)
    (tmp_path / "key.age.txt").write_bytes(encode_armor(mine))
    opened = run(
        "open", tmp_path / "key.age", tmp_path / "key.age.txt", "--identity", story.identity
    )
    assert opened.exit_code == 0
    first, second = opened.stdout.splitlines()
    assert first == second
    assert opened.stderr.count("opened, not verified") == 2
    assert json.loads(first)["case"] == story.told.case


def test_plaintext_is_written_only_where_it_was_asked_for(
    run: Run, story: Story, package: Path, tmp_path: Path
) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    run("open", package, "--identity", story.identity)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
    target = tmp_path / "plain.jsonl"
    opened = run("open", package, "--receipt", "-o", target, typed=story.told.code + "\n")
    assert (opened.exit_code, opened.stdout) == (0, "")
    assert STORY in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o600
    assert run("open", package, "--identity", story.identity, "-o", target).exit_code == 2


def test_another_receipt_and_another_identity_open_nothing(
    run: Run, package: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(encode_identity(new_seed()))
    for opened in (
        run("open", package, "--receipt", typed="1" * 28 + "\n"),
        run("open", package, "--receipt", typed="123\n"),
        run("open", package, "--identity", other),
    ):
        assert (opened.exit_code, opened.stdout) == (2, "")


def test_a_message_put_in_anothers_place_is_refused_and_the_rest_is_shown(
    run: Run, story: Story, package: Path, tmp_path: Path
) -> None:
    files = members(package)
    files["objects/002-contact.age"] = files["objects/004-message.age"]
    forged = repack(tmp_path / "forged.tar", files)
    opened = run("open", forged, "--identity", story.identity)
    assert opened.exit_code == 1
    assert "objects/002-contact.age: refused (bad_" in opened.stderr
    assert STORY in opened.stdout


def test_a_message_that_was_left_out_is_noticed(
    run: Run, story: Story, package: Path, tmp_path: Path
) -> None:
    reduced = members(package)
    manifest = json.loads(reduced["manifest.json"])
    manifest["objects"] = [row for row in manifest["objects"] if row["kind"] != "contact"]
    reduced["manifest.json"] = json.dumps(manifest).encode()
    opened = run("open", repack(tmp_path / "reduced.tar", reduced), "--identity", story.identity)
    assert opened.exit_code == 1
    assert "something is missing here" in opened.stderr
    manifest["objects"] = []  # With nothing there, nothing names what is not there.
    reduced["manifest.json"] = json.dumps(manifest).encode()
    path = repack(tmp_path / "empty.tar", reduced)
    opened = run("open", path, "--receipt", typed=story.told.code + "\n")
    assert (opened.exit_code, opened.stdout) == (1, "")


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"age-encryption.org/v1\n",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n!\n",
        b"\x00" * 20_000,
        b"neither\xff",
    ],
)
def test_what_is_neither_is_one_line_and_exit_2(
    run: Run, story: Story, tmp_path: Path, damage: bytes
) -> None:
    path = tmp_path / "damaged"
    path.write_bytes(damage)
    opened = run("open", path, "--identity", story.identity)
    assert (opened.exit_code, opened.stdout) == (2, "")
    assert opened.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "manifest", [b"{}", b"[]", b"\xff", b'{"case":"x"}', b"[" * 100_000, b'{"case":1,"keys":2}']
)
def test_a_package_with_a_manifest_of_another_shape_is_exit_2(
    run: Run, story: Story, package: Path, tmp_path: Path, manifest: bytes
) -> None:
    path = repack(tmp_path / "odd.tar", {**members(package), "manifest.json": manifest})
    opened = run("open", path, "--identity", story.identity)
    assert (opened.exit_code, opened.stdout) == (2, "")


def test_either_a_receipt_or_an_identity_is_asked_for(
    run: Run, story: Story, package: Path
) -> None:
    assert run("open", package).exit_code == 2
    assert run("open", package, "--receipt", "--identity", story.identity).exit_code == 2
    assert run("open", "--receipt").exit_code == 2
