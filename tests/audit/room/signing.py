"""Witnesses of a log under test, and what its machine signed or says it did."""

import re

from intake.audit.heads import newest_head
from intake.audit.passing.whole import WholePass, keep
from intake.crypto.encoding import b64u
from intake.crypto.tlog.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.tlog.cosignature import cosign_checkpoint, witness_key
from intake.crypto.tlog.note import encode_vkey, parse_vkey
from intake.log.act import SYSTEM, Act, Actor
from intake.log.events import Event, Log
from intake.log.proofs import root
from intake.log.signing.publishing import publish_daily
from intake.log.witnesses.keeping import keep_cosigned
from intake.log.witnesses.standing import STANDS, standing_policy
from intake.store.models import Account, LogCosigned, WitnessPolicy
from intake.web.services import services_of
from tests.people import People, Person

SEED, NAME = b"\x31" * 32, "w1.example"
LAMP = re.compile(r'data-tile="whole" data-look="(\w+)" data-lamp="(\w+)"')
OTHER = b"\x13" * 32  # A root of nothing.


def lamp_of(page: str) -> str:
    """The lamp's colour on a page."""
    ((_, colour),) = LAMP.findall(page)
    return str(colour)


def reasons_of(page: str, log: Log) -> list[str]:
    """The codes of the reasons for one log's lamp, on a page."""
    listed = page.partition(f'data-reasons="{log}"')[2].partition("</ul>")[0]
    return re.findall(r'data-reason="(\w+)"', listed)


def enter(people: People, quorum: str = "visits") -> None:
    """Let a policy stand in which one witness is enough."""
    key = encode_vkey(witness_key(NAME, SEED))
    text = f"witness w {key}\ngroup {quorum} 1 w\nquorum {quorum}\n"
    with services_of(people.app).database.session() as db:
        db.add(WitnessPolicy(state=STANDS, text=text))
        Act(db, SYSTEM, people.clock()).log(Event.CONFIG_CHANGE)
        db.commit()


def pass_over(people: People, *, publish: bool = True) -> None:
    """Publish what is due, and hash all of both logs."""
    running = services_of(people.app)
    if publish:
        publish_daily(running.database, running.signer, people.clock())
    for log in Log:
        head = newest_head(running.database, running.signer, log).checkpoint
        whole = WholePass(running.database, log, head)
        for _ in whole:
            pass
        keep(running.database, log, whole.passed, people.clock())


def cosign(people: People, *logs: Log) -> None:
    """Let the witness sign the newest checkpoint of these logs."""
    running = services_of(people.app)
    for log in logs:
        note = cosign_checkpoint(running.signer.last(log), NAME, SEED, people.clock())
        with running.database.session() as db:
            keep_cosigned(db, running.signer, log, note, standing_policy(db))
            db.commit()


def contradict(people: People, log: Log, *, size: int = 0) -> None:
    """Put a checkpoint of another root, or of another size, in the place of what was signed."""
    running = services_of(people.app)
    origin = parse_vkey(running.signer.vkey(log)).name
    with running.database.session() as db:
        row = db.query(LogCosigned).filter_by(log=log).one()
        row.size = size or row.size
        note = sign_checkpoint(Checkpoint(origin, row.size, OTHER), running.config.keys.log)
        row.checkpoint = cosign_checkpoint(note, NAME, SEED, people.clock())
        db.commit()


def visited(people: People, person: Person, log: Log, size: int, *, wrong: bool = False) -> None:
    """Log that somebody's copy signed so many entries: as they are, or others."""
    with services_of(people.app).database.session() as db:
        account = db.get_one(Account, person.id)
        facts = {"root": b64u(OTHER if wrong else root(db, log, size))}
        detail = {"log": str(log), "size": size}
        Act(db, Actor.of(account), people.clock()).log(
            Event.AUDIT_VISIT, facts=facts, detail=detail
        )
        db.commit()
