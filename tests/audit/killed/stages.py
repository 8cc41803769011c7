"""What is killed of a log's life: what goes before, the work, and what it must come to."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from intake.audit.heads import newest_head
from intake.audit.passing.following import Follower
from intake.audit.passing.nightly import FullPass
from intake.audit.reading.records import records_of
from intake.audit.tables.rebuilding import rebuild
from intake.audit.tables.seen import read_seen
from intake.audit.visiting.taking import take_note
from intake.clock import DAY
from intake.crypto.encoding import b64u
from intake.crypto.tlog.note import parse_vkey
from intake.crypto.tlog.witnesses.request import make_request
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.log.signing.publishing import last_published, publish_daily
from intake.log.signing.signer import Signer, log_origin
from intake.log.tree import log_size, tree
from intake.log.witnesses.asking import Asker
from intake.log.witnesses.carrying import carry_back, prepare_request
from intake.log.witnesses.standing import STANDS, standing_policy, standing_text, text_hash
from intake.log.witnesses.vouching import find_vouched
from intake.store.engine import Database
from intake.store.models import LogIx, WitnessPolicy
from intake.verify.witnessing.witness import Witness
from tests.audit.tables.happening import happen
from tests.audit.tables.saying import said
from tests.log.appending import append
from tests.log.filling import NOW, ORIGIN

ROUNDS = 500
GONE = b64u(b"\x05" * 32)  # Of a sealed object that nobody stored.


@dataclass
class Scene:
    """A log, its signer, a witness of it, and the moment."""

    signer: Signer
    witness: Witness
    now: int = NOW
    brought: dict[str, str] = field(default_factory=dict)  # What was made before, for the work.
    counted: tuple[int, int] = (0, 0)  # Entries of the logs when they were counted last.

    def happen(self, database: Database) -> None:
        """Let a day go by in which something happened."""
        self.now += 2 * DAY
        happen(database, self.now - DAY)

    def grow(self, database: Database) -> None:
        """Let that be signed, too."""
        self.happen(database)
        self.signer.checkpoint(database, Log.ACCESS)

    def size(self, log: Log = Log.ACCESS) -> int:
        """Return how many entries were signed last."""
        return int(self.signer.last(log).split("\n", 2)[1])


Step = Callable[[Scene, Database], None]


def stored(database: Database, log: Log = Log.ACCESS) -> int:
    with database.reading() as db:
        return log_size(db, log)


# --- append ---------------------------------------------------------------------------------------


def write_down(scene: Scene, database: Database) -> None:
    """Write down one act with an entry in each log, and then another."""
    for events in ([Event.REPORT_RECEIVED, Event.SYS_START], [Event.SYS_COMMAND]):
        with database.session() as db:
            act = Act(db, SYSTEM, scene.now)
            for event in events:
                if event is Event.REPORT_RECEIVED:
                    act.log_intake(event)
                else:
                    act.log(event, detail={"command": "export"})
            db.commit()


def is_written_whole(scene: Scene, database: Database) -> None:
    """Of the first act both entries are there or none, and the second only after it."""
    sizes = stored(database), stored(database, Log.INTAKE)
    before = scene.counted
    scene.counted = sizes
    assert (sizes[0] - before[0], sizes[1] - before[1]) in {(0, 0), (1, 1), (2, 1)}


# --- sign and publish -----------------------------------------------------------------------------


def sign(scene: Scene, database: Database) -> None:
    scene.signer.checkpoint(database, Log.ACCESS)


def is_signed(scene: Scene, database: Database) -> None:
    assert scene.size() == stored(database)


def publish(scene: Scene, database: Database) -> None:
    publish_daily(database, scene.signer, scene.now)


def publish_once(scene: Scene, database: Database) -> None:
    """Let there be something of the intake log, without its padding of each day."""
    if not scene.size(Log.INTAKE):
        publish(scene, database)


def is_published(scene: Scene, database: Database) -> None:
    with database.reading() as db:
        newest = last_published(db)
    assert newest is not None
    assert newest.checkpoint == scene.signer.last(Log.INTAKE)
    assert newest.size == stored(database, Log.INTAKE)
    assert newest.size % 256 == 0


# --- cosign ---------------------------------------------------------------------------------------


def enter_witness(scene: Scene, database: Database) -> None:
    """Let the policy name the witness, with an address."""
    text = f"witness w1 {scene.witness.vkeys()[0]} https://w1.example\nquorum w1\n"
    with database.session() as db:
        facts = {"new": text_hash(text), "old": text_hash(standing_text(db))}
        db.merge(WitnessPolicy(state=STANDS, text=text))
        append(db, Log.ACCESS, Event.CONFIG_CHANGE, now=scene.now, facts=facts)
        db.commit()


def before_asking(scene: Scene, database: Database) -> None:
    scene.grow(database)
    publish_once(scene, database)
    enter_witness(scene, database)
    sign(scene, database)


def ask(scene: Scene, database: Database) -> None:
    """Ask the witness, which is killed with who asks it."""

    def post(_url: str, body: bytes) -> tuple[int, bytes]:
        answer = scene.witness.add_checkpoint(body, scene.now)
        return answer.status, answer.body.encode()

    assert Asker(database, scene.signer, lambda: scene.now, post).tick()


def ask_later(scene: Scene, database: Database) -> None:
    scene.now += 3_600
    ask(scene, database)


def is_cosigned(scene: Scene, database: Database) -> None:
    with database.reading() as db:
        policy = standing_policy(db)
        vouched = [find_vouched(db, log, policy) for log in Log]
    assert [each and each.size for each in vouched] == [scene.size(log) for log in Log]


def before_carrying(scene: Scene, database: Database) -> None:
    """Let a request come back with its answer, by mail."""
    scene.grow(database)
    enter_witness(scene, database)
    sign(scene, database)
    request = prepare_request(database, scene.signer, Log.ACCESS, "w1")
    scene.brought = {"request": request.decode(), "lines": cosign(scene, request)}


def cosign(scene: Scene, request: bytes) -> str:
    answer = scene.witness.add_checkpoint(request, scene.now)
    assert answer.status == 200
    return answer.body


def carry(scene: Scene, database: Database) -> None:
    carry_back(database, scene.signer, now=scene.now, **scene.brought)


def is_carried(scene: Scene, database: Database) -> None:
    with database.reading() as db:
        vouched = find_vouched(db, Log.ACCESS, standing_policy(db))
    assert vouched
    assert vouched.size == scene.size()


def before_taking(scene: Scene, database: Database) -> None:
    scene.grow(database)
    enter_witness(scene, database)
    sign(scene, database)
    note = scene.signer.last(Log.ACCESS)
    old = scene.witness.last(log_origin(ORIGIN, Log.ACCESS)).size
    with database.reading() as db:
        request = make_request(note, old, tree(db, Log.ACCESS, scene.size()).subtree)
    scene.brought = {"note": note + cosign(scene, request).splitlines(keepends=True)[0]}


def take(scene: Scene, database: Database) -> None:
    """Take in what a visit signed."""
    key = parse_vkey(scene.witness.vkeys()[0])
    with database.session() as db:
        act = Act(db, SYSTEM, scene.now)
        take_note(act, scene.signer, Log.ACCESS, scene.brought["note"], key)
        db.commit()


def is_taken_with_its_entry(scene: Scene, database: Database) -> None:
    """A line that is kept has the entry of the visit that brought it, and none is without it."""
    advance_all(scene, database)
    with database.reading() as db:
        vouched = find_vouched(db, Log.ACCESS, standing_policy(db))
        visits = [each.number("size") for each in records_of(db, Event.AUDIT_VISIT)]
    assert ([vouched.size] if vouched else []) == visits[-1:]


# --- side tables ----------------------------------------------------------------------------------


def advance_all(scene: Scene, database: Database) -> None:
    """Sign, and let the side tables take in what was signed."""
    sign(scene, database)
    follow(scene, database)


def follow(scene: Scene, database: Database) -> None:
    follower = Follower(database, scene.signer)
    assert any(follower.tick() for _ in range(ROUNDS))


def lose(scene: Scene, database: Database) -> None:
    """Let two entries tell of what is not there."""
    scene.happen(database)
    with database.session() as db:
        for _ in range(2):
            append(db, Log.ACCESS, Event.CASE_NOTE, now=scene.now, facts={"note": GONE})
        db.commit()
    sign(scene, database)


def pass_over(scene: Scene, database: Database) -> None:
    work = FullPass(database, scene.signer, lambda: scene.now)
    while not work.tick():
        pass


def is_passed_and_told(scene: Scene, database: Database) -> None:
    """What is gone is told once each, however often the pass began anew."""
    advance_all(scene, database)
    with database.reading() as db:
        assert [read_seen(db, log).full_at for log in Log] == [scene.now] * 2
        told = [each.number("index") for each in records_of(db, Event.SYS_MISMATCH)]
        gone = db.scalars(select(LogIx.idx).where(LogIx.e == Event.CASE_NOTE)).all()
    assert sorted(map(int, filter(None, told))) == sorted(gone)


def followed(scene: Scene, database: Database) -> None:
    scene.grow(database)
    publish_once(scene, database)
    follow(scene, database)


def make_anew(scene: Scene, database: Database) -> None:
    heads = {log: newest_head(database, scene.signer, log) for log in Log}
    rebuild(database, {log: head.checkpoint.size for log, head in heads.items()})


def goes_on(scene: Scene, database: Database) -> None:
    """Whoever takes in next goes on from what a killed rebuild left."""
    follow(scene, database)
    whole = said(database)
    make_anew(scene, database)
    assert said(database) == whole
    follow(scene, database)


# --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """One of them."""

    before: Step
    work: Step  # Is killed.
    again: Step  # What makes it whole afterwards: mostly the same work.
    after: Step  # What must hold then.
    at_least: int  # Steps it has.
    statements: bool = False  # Whether each statement is one.


def nothing(_scene: Scene, _database: Database) -> None:
    pass


def happened(scene: Scene, database: Database) -> None:
    scene.happen(database)


def grown(scene: Scene, database: Database) -> None:
    scene.grow(database)


STAGES = {
    "append": Stage(nothing, write_down, nothing, is_written_whole, 6, statements=True),
    "sign": Stage(happened, sign, sign, is_signed, 4, statements=True),
    "publish": Stage(happened, publish, publish, is_published, 6),
    "ask": Stage(before_asking, ask, ask_later, is_cosigned, 6),
    "carry": Stage(before_carrying, carry, carry, is_carried, 4, statements=True),
    "take": Stage(before_taking, take, nothing, is_taken_with_its_entry, 6, statements=True),
    "follow": Stage(grown, follow, follow, nothing, 3),
    "pass": Stage(lose, pass_over, pass_over, is_passed_and_told, 5),
    "rebuild": Stage(followed, make_anew, nothing, goes_on, 3),
}
