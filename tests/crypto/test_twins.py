"""The two halves of the sealing core read each other: Node seals, Python opens; and reversed."""

import json
import os
import shutil
import subprocess
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pytest

from intake.crypto.age.hybrid import encode_recipient, recipient_of
from intake.crypto.case.holders import AccountHolder, BoxHolder, DeskHolder
from intake.crypto.case.keyfiles import (
    open_key_file,
    verify_key_file,
)
from intake.crypto.case.objects import Row, sha256
from intake.crypto.case.reading.reader import Reader
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.acts import seal_act
from intake.crypto.case.sealing.messages import seal_message
from intake.crypto.case.sealing.sending import Desk, Draft, seal_report
from intake.crypto.case.sealing.taking import take_case
from intake.crypto.encoding import b64u, parse_b64u
from intake.crypto.keys import verification_key
from intake.crypto.roster import accounts
from intake.crypto.roster.deskkeys import DeskKeyFile, make_desk_key_file, open_desk_key_file
from intake.crypto.roster.roster import Member, Roster
from intake.crypto.roster.rosterchain import sign_roster, walk_roster
from intake.crypto.roster.rostertext import pin_of
from intake.crypto.roster.vault import SEEN, Memory, open_vault, seal_vault
from tests.vectors.fixtures import ALICE, DESK, TOKYO, seed

ROOT = Path(__file__).parents[2]
DAY = "2026-11-22"
NAMES = ("desk", "reporter", "token", "author", "account", "unlock", "half")
SEEDS = {name: seed(f"twins {name}") for name in NAMES}
ALICE_KEYS = accounts.derive_account(SEEDS["account"])
REPORTER = ReporterKeys(SEEDS["reporter"], SEEDS["token"], SEEDS["author"])
STORY = f'"{TOKYO}\u2028\\ \U0001f6ab'
VERDICT: dict[str, Any] = {"level": "urgent", "rules": ["T12"], "tags": ["papers"]}
DRAFT: dict[str, Any] = {
    "answers": {
        "danger_now": "no",
        "kinds": ["documents"],
        "story": STORY,
    },
    "contact": {"c_mode": "here", "c_avoid": "Zhang"},
    "avoid": True,
    "country": "FR",
    "kinds": ["documents"],
    "lang": "zh-Hans",
    "at": 1_795_284_000,
    "form": 1,
    "dates": {"T12": "2026-12-01"},
    **VERDICT,
}


def run_node(command: str, **message: object) -> dict[str, Any]:
    """Return what tests/js/twin.js answers."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    node = shutil.which("node", path=path)
    assert node, "make test installs Node"
    seeds = {name: b64encode(data).decode() for name, data in SEEDS.items()}
    done = subprocess.run(
        [node, str(ROOT / "tests/js/twin.js"), command],
        input=json.dumps({"account": ALICE, "desk": DESK, "seeds": seeds, **message}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def first_roster() -> Roster:
    public = verification_key(ALICE_KEYS.signing_seed)
    recipient = encode_recipient(recipient_of(ALICE_KEYS.identity_seed))
    alice = Member(ALICE, "alice", "caseworker", triage=True, recipient=recipient, public=public)
    return Roster(DESK, 1, "-", 1, encode_recipient(recipient_of(SEEDS["desk"])), (alice,))


def seal_everything() -> dict[str, Any]:
    """Do what ``seal`` of tests/js/twin.js does."""
    sent = seal_report(
        Draft(**DRAFT, who_for="me"), Desk(DESK, 1, recipient_of(SEEDS["desk"])), REPORTER
    )
    box = open_key_file(sent.parts["key_box"], SEEDS["reporter"], sent.case, BoxHolder())
    signing, identity = ALICE_KEYS.signing_seed, ALICE_KEYS.identity_seed
    holder = DeskHolder(DESK, 1)
    granted = open_key_file(sent.parts["key_desk"], SEEDS["desk"], sent.case, holder)
    taken = take_case(granted, ALICE, signing, {ALICE: recipient_of(identity)})[ALICE]
    own = open_key_file(taken, identity, sent.case, AccountHolder(ALICE))
    said: dict[str, Any] = {"text": DRAFT["answers"]["story"], "day": DAY}
    after = [sha256(sent.parts["report"])]
    message = seal_message(box, SEEDS["author"], by="reporter", after=after, **said)
    answer = seal_message(own, signing, by="staff", after=[message.sha256], **said)
    mine = AccountHolder(ALICE)
    staff = {ALICE: verification_key(signing)}
    trusted = TrustedCase.of_account(taken, identity, sent.case, ALICE, staff)
    note = seal_act(trusted, signing, "note", said)
    desk_key = DeskKeyFile(DESK, {1: SEEDS["desk"]}, mine, mine)
    salt = seed("twins salt")[:16]
    session = recipient_of(accounts.session_seed(SEEDS["half"], salt))
    files = sent.parts | {
        "taken": taken,
        "message": message.data,
        "answer": answer.data,
        "note": note.data,
        "desk_key": make_desk_key_file(desk_key, signing, recipient_of(identity)),
        "seed": accounts.seal_seed_file(ALICE, SEEDS["account"], recipient_of(SEEDS["unlock"])),
        "vault": seal_vault(Memory(SEEN, pin_of(first_roster())), ALICE_KEYS.vault_seed),
    }
    stored = accounts.seal_seed_file(ALICE, SEEDS["account"], session)
    return {
        "meta": sent.meta,
        "rows": [vars(each.row) for each in (message, answer, note)],
        "files": {name: b64encode(data).decode() for name, data in files.items()},
        "session": f"{b64u(salt)}.{b64u(stored)}",
        "roster": sign_roster(first_roster(), ALICE, signing),
    }


def open_everything(sealed: dict[str, Any]) -> dict[str, Any]:
    """Do what ``open`` of tests/js/twin.js does."""
    files = {name: b64decode(text) for name, text in sealed["files"].items()}
    case, ids = sealed["meta"]["case"], sealed["meta"]["ids"]
    walk = walk_roster([sealed["roster"]], DESK)
    identity = ALICE_KEYS.identity_seed
    taken = open_key_file(files["taken"], identity, case, AccountHolder(ALICE))
    verify_key_file(taken, verification_key(ALICE_KEYS.signing_seed))
    box = open_key_file(files["key_box"], SEEDS["reporter"], case, BoxHolder())
    reader = Reader(
        case,
        taken.epochs,
        taken.author,
        notes=taken.notes,
        desk_seed=SEEDS["desk"],
        staff=walk.staff_keys(),
        pinned={"report": taken.report, "contact": taken.contact},
    )
    report, summary, contact = (
        reader.read(Row(case, ids[kind], kind, 0, "reporter"), files[kind])
        for kind in ("report", "summary", "contact")
    )
    verify_key_file(box, box.author)
    written = [
        reader.read(Row(**row), files[name])
        for row, name in zip(sealed["rows"], ("message", "answer", "note"), strict=True)
    ]
    desk_key = open_desk_key_file(files["desk_key"], identity, ALICE, walk)
    salt, stored = sealed["session"].split(".")
    session = accounts.session_seed(SEEDS["half"], parse_b64u(salt, 16))
    stored_seed = accounts.open_seed_file(parse_b64u(stored, 2_683), session, ALICE)
    account_seed = accounts.open_seed_file(files["seed"], SEEDS["unlock"], ALICE)
    memory = open_vault(files["vault"], ALICE_KEYS.vault_seed)
    return {
        "bodies": [frame.body for frame in (report, summary, contact, *written)],
        "missing": [parent for frame in written for parent in reader.missing_parents(frame)],
        "reporter": encode_recipient(taken.reporter),
        "desk_seed": b64encode(desk_key.epochs[1]).decode(),
        "account_seed": b64encode(account_seed).decode(),
        "session_seed": b64encode(stored_seed).decode(),
        "memory": {"state": memory.state, "pin": memory.pin and memory.pin._asdict()},
        "roster_pin": walk.pin._asdict(),
    }


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """What is in the files, whoever sealed them."""
    verdict = {**VERDICT, "lang": "zh-Hans"}
    report = {
        "answers": DRAFT["answers"],
        "at": DRAFT["at"],
        "desk": encode_recipient(recipient_of(SEEDS["desk"])),
        "form": 1,
        "server_at": None,
    }
    summary = {
        "avoid": True,
        "country": "FR",
        "dates": DRAFT["dates"],
        "kinds": ["documents"],
        "who_for": "me",
    }
    message = {"day": DAY, "text": DRAFT["answers"]["story"]}
    contact = {"answers": DRAFT["contact"]}
    pin = pin_of(first_roster())._asdict()
    account = b64encode(SEEDS["account"]).decode()
    return {
        "bodies": [report | verdict, summary | verdict, contact, message, message, message],
        "missing": [],
        "reporter": encode_recipient(recipient_of(SEEDS["reporter"])),
        "desk_seed": b64encode(SEEDS["desk"]).decode(),
        "account_seed": account,
        "session_seed": account,
        "memory": {"state": "seen", "pin": pin},
        "roster_pin": pin,
    }


def test_python_opens_what_the_browser_code_sealed(expected: dict[str, Any]) -> None:
    sealed = run_node("seal", draft=DRAFT | {"whoFor": "me"})
    assert open_everything(sealed) == expected
    assert sealed["roster"] == sign_roster(first_roster(), ALICE, ALICE_KEYS.signing_seed)


def test_the_browser_code_opens_what_python_sealed(expected: dict[str, Any]) -> None:
    assert run_node("open", **seal_everything()) == expected


def test_both_send_the_same_fields_and_the_same_lengths() -> None:
    theirs, ours = run_node("seal", draft=DRAFT | {"whoFor": "me"}), seal_everything()
    assert theirs["meta"].keys() == ours["meta"].keys()
    for name in ("desk", "desk_epoch", "form", "level", "token", "v"):
        assert theirs["meta"][name] == ours["meta"][name]
    lengths = [{name: len(text) for name, text in each["files"].items()} for each in (theirs, ours)]
    assert lengths[0] == lengths[1]
