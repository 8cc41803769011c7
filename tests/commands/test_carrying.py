"""A witness that no address reaches: the request goes out on a stick, its lines come back."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.commands.audit import audit
from intake.config import load_config
from intake.crypto.tlog.cosignature import cosign_checkpoint
from intake.log.events import Event, Log
from intake.log.signing.publishing import publish_daily
from intake.log.signing.signer import Signer
from intake.log.witnesses.keeping import list_cosigned
from intake.log.witnesses.standing import STANDS
from intake.store.engine import open_database
from intake.store.models import WitnessPolicy
from intake.verify.witnessing.witness import Witness
from tests.commands.conftest import INSTANCE, Run, Story
from tests.log.appending import append
from tests.log.filling import NOW


@pytest.fixture
def partner(story: Story, tmp_path: Path) -> Witness:
    """A witness of the policy, on a machine of its own."""
    assert story
    config = load_config({"INTAKE_INSTANCE": str(tmp_path / INSTANCE)})
    signer = Signer(config.instance / "signer", config.settings.origin, config.keys.log)
    made = Witness.make(tmp_path / "partner", "w1.example")
    for log in Log:
        made.add_log(signer.vkey(log))
    database = open_database(config.database_url)
    with database.session() as session:
        text = f"witness w1 {made.vkeys()[0]}\nquorum w1\n"
        session.add(WitnessPolicy(state=STANDS, text=text))
        append(session, Log.ACCESS, Event.CONFIG_CHANGE, now=NOW)
        session.commit()
    signer.checkpoint(database, Log.ACCESS)
    database.close()
    return made


def kept(folder: Path) -> list[str]:
    database = open_database(f"sqlite:///{folder / INSTANCE / 'intake.db'}")
    with database.reading() as session:
        found = list_cosigned(session, Log.ACCESS)
    database.close()
    return found


def ask(run: Run, folder: Path, *options: str) -> bytes:
    done = run("audit", "request", "w1", *options)
    assert done.exit_code == 0, done.output
    (folder / "w.tlog").write_bytes(done.stdout_bytes)
    return done.stdout_bytes


def test_a_request_goes_out_and_its_lines_come_back(
    run: Run, partner: Witness, tmp_path: Path
) -> None:
    body = ask(run, tmp_path, "--log", "access")
    assert body.startswith(b"old 0\n\n")
    answer = partner.add_checkpoint(body, NOW)
    assert answer.status == 200
    (tmp_path / "w.cosig").write_text(answer.body)
    done = run("audit", "cosign", "w.tlog", "w.cosig")
    assert (done.exit_code, done.output) == (0, "log access: signed by w1\n")
    (note,) = kept(tmp_path)
    size = note.split("\n")[1]
    assert note.startswith(body.partition(b"\n\n")[2].decode())
    again = ask(run, tmp_path, "--log", "access")
    assert again.startswith(f"old {size}\n\n".encode()), "the next one starts there"
    assert run("audit", "cosign", "w.tlog", "w.cosig").exit_code == 0


def publish(folder: Path) -> None:
    """Let the intake log have entries that are published."""
    config = load_config({"INTAKE_INSTANCE": str(folder / INSTANCE)})
    signer = Signer(config.instance / "signer", config.settings.origin, config.keys.log)
    database = open_database(config.database_url)
    publish_daily(database, signer, NOW)
    database.close()


def answer_by_mail(folder: Path, body: bytes) -> tuple[int, str]:
    """What the witness's own program writes to a request."""
    run = CliRunner().invoke(audit, ["witness", "answer", str(folder)], input=body)
    return run.exit_code, run.stdout


def test_both_logs_are_asked_about_in_one_file_and_their_lines_come_back_in_one(
    run: Run, partner: Witness, tmp_path: Path
) -> None:
    assert ask(run, tmp_path).count(b"old 0\n\n") == 1, "nothing is published yet"
    publish(tmp_path)
    body = ask(run, tmp_path)
    assert body.count(b"old 0\n\n") == 2
    code, lines = answer_by_mail(partner.folder, body)
    assert code == 0
    (tmp_path / "w.cosig").write_text(lines)
    done = run("audit", "cosign", "w.tlog", "w.cosig")
    assert (done.exit_code, done.output) == (
        0,
        "log access: signed by w1\nlog intake: signed by w1\n",
    )
    assert ask(run, tmp_path).count(b"old 0\n\n") == 0


def test_of_two_answers_the_one_that_holds_is_kept(
    run: Run, partner: Witness, tmp_path: Path
) -> None:
    publish(tmp_path)
    body = ask(run, tmp_path)
    first, second = body.split(b"\nold ")
    code, lines = answer_by_mail(partner.folder, first + b"\nold 7" + second[1:])
    assert code == 1
    (tmp_path / "w.cosig").write_text(lines)
    done = run("audit", "cosign", "w.tlog", "w.cosig")
    assert (done.exit_code, done.stdout) == (1, "log access: signed by w1\n")
    assert done.stderr.startswith("intake: nothing is kept: ")


def test_lines_that_vouch_for_nothing_are_exit_code_1_and_not_kept(
    run: Run, partner: Witness, tmp_path: Path
) -> None:
    body = ask(run, tmp_path, "--log", "access").decode()
    note = body.partition("\n\n")[2]
    stranger = cosign_checkpoint(note, "x.example", b"x" * 32, NOW)[len(note) :]
    other = partner.add_checkpoint(body.encode(), NOW).body.split("\n")[0]
    broken = other[:-9] + ("A" if other[-9] != "A" else "B") + other[-8:] + "\n"
    for lines in (stranger, broken, "", "409\n", "nonsense"):
        (tmp_path / "w.cosig").write_text(lines)
        done = run("audit", "cosign", "w.tlog", "w.cosig")
        assert (done.exit_code, done.stderr[:25]) == (1, "intake: nothing is kept: "), lines
    (tmp_path / "w.cosig").write_text(other + "\n")
    for spoiled in ("", "old 0\n", body.replace("/log/access", "/log/other"), body[:-30] + "\n"):
        (tmp_path / "w.tlog").write_text(spoiled)
        assert run("audit", "cosign", "w.tlog", "w.cosig").exit_code == 1, spoiled
    assert kept(tmp_path) == []


def test_what_cannot_be_done_is_exit_code_2_and_one_line(
    run: Run, partner: Witness, tmp_path: Path
) -> None:
    assert partner
    for command in (("request", "w9"), ("request", "w1", "--log", "x"), ("cosign", "none", "none")):
        assert run("audit", *command).exit_code == 2
    assert run("audit", "request", "w9").stderr == "intake: the policy has no witness 'w9'\n"
    for data in (b"\xff", b"x" * (1 << 17)):
        (tmp_path / "bad").write_bytes(data)
        assert run("audit", "cosign", "bad", "bad").exit_code == 2
