"""The server asks its witnesses: what it sends, what it keeps, and what it does about failures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from intake.audit.logfiles import find_served
from intake.crypto.tlog.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.tlog.cosignature import cosign_checkpoint, witness_key
from intake.crypto.tlog.note import encode_vkey, parse_note, parse_vkey
from intake.crypto.tlog.witnesses.counting import Standing
from intake.crypto.tlog.witnesses.policy import Policy, parse_policy
from intake.log.events import Event, Log
from intake.log.signing.publishing import publish_daily
from intake.log.signing.signer import Signer
from intake.log.witnesses.asking import (
    EVERY_SECONDS,
    REFRESH_SECONDS,
    RETRY_SECONDS,
    Asker,
    AskError,
    Problem,
    is_askable,
)
from intake.log.witnesses.keeping import (
    CosignedError,
    keep_cosigned,
    list_cosigned,
)
from intake.log.witnesses.standing import (
    STANDS,
    policy_text,
    standing_policy,
    standing_text,
    text_hash,
)
from intake.log.witnesses.vouching import find_vouched
from intake.store.engine import Database, open_database
from intake.store.models import WitnessAsked, WitnessPolicy
from intake.store.schema import upgrade
from intake.verify import verify_mirror
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import MirrorRefusal, mirror_log
from intake.verify.witnessing.witness import Witness
from tests.log.appending import append
from tests.log.filling import LOG_KEY, NOW, ORIGIN, Served, fill

PREFIX = "https://w1.example/p"


class Time:
    """A clock set by hand."""

    now = NOW + 10_000

    def __call__(self) -> int:
        return self.now


class Line:
    """The network to one witness: what was posted, and what comes instead of its answer."""

    def __init__(self, witness: Witness, clock: Time) -> None:
        self.witness, self.clock, self.posted = witness, clock, list[tuple[str, bytes]]()
        self.instead: Callable[[], tuple[int, bytes]] | None = None

    def __call__(self, url: str, body: bytes) -> tuple[int, bytes]:
        self.posted.append((url, body))
        if self.instead:
            return self.instead()
        answer = self.witness.add_checkpoint(body, self.clock())
        return answer.status, answer.body.encode()

    def olds(self) -> list[str]:
        sent = [body.decode().split("\n") for _, body in self.posted]
        self.posted.clear()
        return [f"{lines[lines.index('') + 1][-6:]} {lines[0]}" for lines in sent]


@pytest.fixture
def partner(tmp_path: Path, signer: Signer) -> Witness:
    """A witness that watches both logs."""
    made = Witness.make(tmp_path / "partner", "w1.example")
    for log in Log:
        made.add_log(signer.vkey(log))
    return made


@pytest.fixture
def line(partner: Witness) -> Line:
    return Line(partner, Time())


class Desk:
    """A log and one who asks for it."""

    def __init__(self, database: Database, signer: Signer, line: Line) -> None:
        self.database, self.signer = database, signer
        self.asker = Asker(database, signer, line.clock, line)

    def grow(self, count: int) -> str:
        fill(self.database, count)
        return self.signer.checkpoint(self.database, Log.ACCESS)

    def ask(self) -> None:
        assert self.asker.tick()


@pytest.fixture
def desk(database: Database, signer: Signer, line: Line) -> Desk:
    return Desk(database, signer, line)


def stand(database: Database, text: str) -> None:
    with database.session() as session:
        facts = {"new": text_hash(text), "old": text_hash(standing_text(session))}
        session.merge(WitnessPolicy(state=STANDS, text=text))
        append(session, Log.ACCESS, Event.CONFIG_CHANGE, now=NOW, facts=facts)
        session.commit()


def enter(database: Database, witness: Witness, url: str = PREFIX) -> None:
    stand(database, f"witness w1 {witness.vkeys()[0]} {url}\nquorum w1\n")


def problems(database: Database) -> set[str]:
    with database.reading() as session:
        return {row.problem for row in session.query(WitnessAsked)}


def test_nobody_is_asked_before_the_policy_names_an_address(desk: Desk, line: Line) -> None:
    desk.grow(5)
    desk.ask()
    for url in ("", "http://w1.example/p", "ftp://w1.example", "https://", "https://u@w1.example"):
        enter(desk.database, line.witness, url)
        desk.ask()
    assert line.posted == []


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://w.example", True),
        ("https://w.example:8443/prefix", True),
        ("http://localhost:8090", True),
        ("http://127.0.0.1:8090/p", True),
        ("http://[::1]:8090", True),
        ("http://abcdefgh.onion/p", True),
        ("http://w.example", False),
        ("http://localhost.w.example", False),
        ("https://w.example:x", False),
        ("https://[::1", False),
        ("https://name:word@w.example", False),
        ("https://w.example/?a", False),
        ("https://w.example/#a", False),
        ("file:///etc/passwd", False),
        ("//w.example", False),
    ],
)
def test_only_addresses_that_nobody_on_the_way_can_read_are_asked(url: str, is_one: bool) -> None:
    assert is_askable(url) is is_one


def test_a_witness_signs_what_grew_and_its_lines_are_served(desk: Desk, line: Line) -> None:
    database, signer, partner = desk.database, desk.signer, line.witness
    enter(database, partner)
    fill(database, 300)
    publish_daily(database, signer, NOW)
    signer.checkpoint(database, Log.ACCESS)
    desk.ask()
    assert line.olds() == ["access old 0", "intake old 0"]
    key = partner.vkeys()[0]
    for log in Log:
        with database.reading() as session:
            found = find_served(session, signer, f"{log}/checkpoint")
            assert found
            assert len(parse_note(found.data.decode()).signatures) == 2
            assert find_served(session, signer, f"{log}/cosigned") == found
            served = policy_text(session, signer, log)
            assert parse_policy(served.encode()).logs == [parse_vkey(signer.vkey(log))]
            vouched = find_vouched(session, log, standing_policy(session))
            assert vouched
            assert (vouched.time, vouched.names) == (line.clock.now, ("w1",))
        assert f"witness w1 {key} {PREFIX}\n" in served
    assert problems(database) == {""}


def test_it_is_asked_again_when_there_is_more_and_its_hour_is_over(desk: Desk, line: Line) -> None:
    enter(desk.database, line.witness)
    asked = {
        "at once, of a log that is not empty": (0, 0, ["access old 0"]),
        "nothing is new": (0, EVERY_SECONDS, []),
        "there is more": (10, 0, ["access old 1"]),
        "too soon": (10, EVERY_SECONDS - 1, []),
        "an hour after it signed": (0, 1, ["access old 11"]),
        "not yet old": (0, REFRESH_SECONDS - 1, []),
        "so that its word does not grow old": (0, 1, ["access old 21"]),
    }
    for why, (count, seconds, olds) in asked.items():
        desk.grow(count)
        line.clock.now += seconds
        desk.ask()
        assert line.olds() == olds, why
    with desk.database.reading() as session:
        (kept,) = list_cosigned(session, Log.ACCESS)  # The larger says all that the smaller did.
        vouched = find_vouched(session, Log.ACCESS, standing_policy(session))
    assert vouched
    assert (vouched.size, vouched.time) == (21, line.clock.now)
    assert len(parse_note(kept).signatures) == 2  # Signed again it is one line, the newest.


def test_what_is_not_signed_by_the_log_is_not_shown_to_witnesses(desk: Desk, line: Line) -> None:
    enter(desk.database, line.witness)
    desk.grow(5)
    fill(desk.database, 10)
    desk.ask()
    assert b"\n6\n" in line.posted[0][1]


def test_a_witness_that_signed_elsewhere_is_asked_from_what_it_has(desk: Desk, line: Line) -> None:
    database, signer, partner = desk.database, desk.signer, line.witness
    enter(database, partner)
    fill(database, 40)
    note = signer.checkpoint(database, Log.ACCESS)
    desk.asker._ask(Log.ACCESS, note, standing_of(database).witnesses[0], 0)
    line.posted.clear()
    fill(database, 40)
    signer.checkpoint(database, Log.ACCESS)
    desk.ask()
    assert line.olds() == ["access old 0", "access old 41"]
    assert problems(database) == {""}


def standing_of(database: Database) -> Policy:
    with database.reading() as session:
        return standing_policy(session)


def unreachable() -> tuple[int, bytes]:
    raise AskError("refused")


FAILURES: dict[str, tuple[Callable[[], tuple[int, bytes]], Problem]] = {
    "nobody answers": (unreachable, Problem.UNREACHABLE),
    "it does not know the log": (lambda: (404, b""), Problem.ANSWER),
    "it cannot read us": (lambda: (400, b""), Problem.ANSWER),
    "it has lost its state": (lambda: (500, b""), Problem.ANSWER),
    "it sends us elsewhere": (lambda: (302, b""), Problem.ANSWER),
    "another history": (lambda: (422, b""), Problem.REFUSED),
    "a fork of this size": (lambda: (409, b"0\n"), Problem.REFUSED),
    "it has seen more": (lambda: (409, b"999\n"), Problem.REFUSED),
    "a size that is none": (lambda: (409, b"x\n"), Problem.REFUSED),
    "nonsense": (lambda: (200, b"\xff"), Problem.ANSWER),
    "nothing": (lambda: (200, b""), Problem.ANSWER),
    "a line of somebody else": (lambda: (200, foreign()), Problem.ANSWER),
}


def foreign() -> bytes:
    return "— w1.example AAAAAAAA\n".encode()


@pytest.mark.parametrize(("instead", "problem"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_kept_beside_the_witness_and_tried_again(
    desk: Desk, line: Line, instead: Callable[[], tuple[int, bytes]], problem: Problem
) -> None:
    enter(desk.database, line.witness)
    desk.grow(0)
    line.instead = instead
    desk.ask()
    assert problems(desk.database) == {problem}
    with desk.database.reading() as session:
        assert list_cosigned(session, Log.ACCESS) == []
    assert desk.grow(1_100)  # Signing goes on.
    line.posted.clear()
    line.instead = None
    line.clock.now += RETRY_SECONDS - 1
    desk.ask()
    assert line.posted == []
    line.clock.now += 1
    desk.ask()
    assert problems(desk.database) == {""}


def test_only_one_process_asks(desk: Desk, line: Line) -> None:
    enter(desk.database, line.witness)
    desk.grow(0)
    with desk.signer.asking() as is_ours:
        assert is_ours
        desk.ask()
    assert line.posted == []
    desk.ask()
    assert len(line.posted) == 1


def test_what_somebody_brings_is_kept_only_if_it_is_ours_and_a_witness_signed_it(
    database: Database, signer: Signer, partner: Witness
) -> None:
    enter(database, partner)
    fill(database, 40)
    note = signer.checkpoint(database, Log.ACCESS)
    policy = standing_of(database)
    vkey = encode_vkey(witness_key("x.example", b"x" * 32))
    two = parse_policy(f"witness x {vkey}\nwitness w1 {partner.vkeys()[0]}\nquorum x\n".encode())
    by_x = cosign_checkpoint(note, "x.example", b"x" * 32, NOW)
    wrong = by_x[:-9] + ("A" if by_x[-9] != "A" else "B") + by_x[-8:]
    with database.session() as session:
        for brought, by in ((note, policy), (by_x, policy), (wrong, two), (note[:-4], two)):
            with pytest.raises(CosignedError):
                keep_cosigned(session, signer, Log.ACCESS, brought, by)
        with pytest.raises(CosignedError):
            keep_cosigned(session, signer, Log.INTAKE, by_x, two)
        strange = cosign_checkpoint(by_x, "y.example", b"y" * 32, NOW)
        assert keep_cosigned(session, signer, Log.ACCESS, strange, two) == ["x"]
        assert list_cosigned(session, Log.ACCESS) == [by_x]  # Without who is nobody's witness.
        session.commit()


def test_a_checkpoint_that_is_not_what_is_stored_is_not_kept(
    database: Database, signer: Signer, tmp_path: Path
) -> None:
    fill(database, 40)
    note = signer.checkpoint(database, Log.ACCESS)
    by_x = cosign_checkpoint(note, "x.example", b"x" * 32, NOW)
    vkey = encode_vkey(witness_key("x.example", b"x" * 32))
    policy = parse_policy(f"witness x {vkey}\nquorum x\n".encode())
    other = open_database(f"sqlite:///{tmp_path / 'other.db'}")
    upgrade(other)
    with other.session() as session, pytest.raises(CosignedError, match="not so many"):
        keep_cosigned(session, signer, Log.ACCESS, by_x, policy)
    for _ in range(50):
        with other.session() as session:
            append(session, Log.ACCESS, Event.AUTH_OK, now=NOW)
            session.commit()
    with other.session() as session, pytest.raises(CosignedError, match="does not begin"):
        keep_cosigned(session, signer, Log.ACCESS, by_x, policy)
    other.close()


def test_a_copy_takes_what_witnesses_signed_and_counts_it(
    desk: Desk, line: Line, tmp_path: Path
) -> None:
    database, signer, partner = desk.database, desk.signer, line.witness
    enter(database, partner)
    fill(database, 300)
    publish_daily(database, signer, NOW)
    signer.checkpoint(database, Log.ACCESS)
    desk.ask()
    fill(database, 20)
    signer.checkpoint(database, Log.ACCESS)
    served = Served(database, signer)
    for log in Log:
        mirror_log(served, LogFolder(tmp_path / "copy", log))
    own = parse_policy(f"witness ngo {partner.vkeys()[0]}\nquorum ngo\n".encode())
    report = verify_mirror(tmp_path / "copy", policy=own)
    assert report.findings == ()
    access = report.logs[0]
    assert (access.size, access.quorum and access.quorum.size) == (321, 301)
    assert [each.standing for each in access.witnessed] == [Standing.HOLDS]
    assert line.posted


def test_a_source_that_serves_what_is_no_checkpoint_of_the_log_is_told_so(
    database: Database, signer: Signer, tmp_path: Path
) -> None:
    fill(database, 30)
    signer.checkpoint(database, Log.ACCESS)
    served = Served(database, signer)
    hostile = [b"nonsense", b"\xff\n\n\xff", b"a\n\nb\n\nc", b"a\n1\nAAAA\n\n"]
    for place, data in enumerate(hostile):
        folder = LogFolder(tmp_path / str(place), Log.ACCESS)
        copied = mirror_log(With(served, data), folder)
        assert {kind for kind, _ in copied.differences.named} == {"signature"}
        assert set(folder.kept()) == {"30"}


def test_what_witnesses_signed_of_another_history_is_kept_as_evidence(
    database: Database, signer: Signer, tmp_path: Path
) -> None:
    fill(database, 30)
    signer.checkpoint(database, Log.ACCESS)
    forked = sign_checkpoint(Checkpoint(f"{ORIGIN}/log/access", 20, bytes(32)), LOG_KEY)
    folder = LogFolder(tmp_path / "copy", Log.ACCESS)
    with pytest.raises(MirrorRefusal, match="another history of 20") as refusal:
        mirror_log(With(Served(database, signer), forked.encode()), folder)
    assert refusal.value.kind == "forked"
    assert folder.kept()["20"] == forked.encode()


class With(Served):
    """A source that says something else under ``cosigned``."""

    def __init__(self, served: Served, data: bytes) -> None:
        super().__init__(served.database, served.signer)
        self._cosigned = data

    def read(self, path: str, most: int = 0, /) -> bytes | None:
        return self._cosigned if path.endswith("/cosigned") else super().read(path, most)
