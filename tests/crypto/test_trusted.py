"""The one door to a case refuses every tampering; tests/js/trusted.test.js says the same."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import intake
from intake.crypto.case.holders import AccountHolder, Reporter, parse_holder
from intake.crypto.case.keyfiles import KeyFile, make_key_file
from intake.crypto.case.objects import Untrusted, row_of
from intake.crypto.case.reading.trusted import CaseIdTrust, RosterTrust, Trust, TrustedCase
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.messages import seal_message
from tests.vectors.fixtures import ALICE, BOB, DESK, file_named, public, recipient, seed, vectors
from tests.vectors.make_case import CASE, make_frame, make_key

ROOT = Path(intake.__file__).parent
TESTS = Path(__file__).parent.parent
STAFF = {ALICE: public("alice signing")}
OWN = AccountHolder(ALICE)
RECEIPT = ReporterKeys(seed("reporter"), bytes(32), seed("author"))


def through_door(vector: Mapping[str, str], trust: Trust | None = None) -> TrustedCase:
    identity = bytes.fromhex(vector["seed"])
    data = file_named(vector["file"])
    return TrustedCase(
        data, identity, vector["case"], parse_holder(vector["for"]), trust or RosterTrust(STAFF)
    )


def refusal(vector: Mapping[str, str], trust: Trust | None = None) -> str:
    with pytest.raises(Untrusted) as refused:
        through_door(vector, trust)
    return refused.value.reason


VECTORS = {vector["name"]: vector for vector in vectors("keys", "key_file")}


@pytest.mark.parametrize("vector", VECTORS.values(), ids=lambda v: v["name"])
def test_the_door_opens_every_good_key_file_of_the_vectors_and_no_other(
    vector: dict[str, str],
) -> None:
    if "error" in vector:
        assert refusal(vector) == vector["error"]
    else:
        assert through_door(vector).case == vector["case"]


def test_a_maker_who_is_no_member_or_signed_with_another_key_is_nobody() -> None:
    assert refusal(VECTORS["taken"], RosterTrust({})) == "bad_signature"
    assert refusal(VECTORS["taken"], RosterTrust({ALICE: public("author")})) == "bad_signature"
    other = replace(RECEIPT, author_seed=seed("alice signing"))
    with pytest.raises(Untrusted) as refused:
        TrustedCase.of_reporter(file_named("key box"), other, CASE)
    assert refused.value.reason == "bad_signature"


def test_another_case_or_holder_than_the_readers_own_is_refused_whatever_the_server_says() -> None:
    taken, desk = VECTORS["taken"], VECTORS["desk"]
    assert refusal(taken | {"case": "0" * 32}) == "bad_case"
    assert refusal(taken | {"for": f"account:{BOB}"}) == "bad_holder"
    with pytest.raises(Untrusted) as refused:
        TrustedCase.of_desk(file_named("key desk"), seed("desk"), CASE, (DESK, 2), STAFF)
    assert refused.value.reason == "bad_holder"
    assert refusal(desk | {"for": "box"}) == "bad_holder"


def forged(**changes: object) -> bytes:
    """Return a key file that alice, a member, made for herself, with something else in it."""
    genuine = make_key(holder=OWN, by=OWN)
    changed = replace(genuine, **changes)  # type: ignore[arg-type]  # Fields of KeyFile.
    return make_key_file(changed, seed("alice signing"), recipient("alice"))


def test_a_member_who_puts_another_epoch_0_in_has_the_whole_file_refused() -> None:
    with pytest.raises(Untrusted) as refused:
        TrustedCase.of_account(forged(epochs={0: seed("guess")}), seed("alice"), CASE, ALICE, STAFF)
    assert refused.value.reason == "bad_case"


def test_a_member_who_names_another_report_than_the_first_has_it_refused() -> None:
    case = TrustedCase.of_account(forged(report="A" * 43), seed("alice"), CASE, ALICE, STAFF)
    with pytest.raises(Untrusted) as refused:
        case.read(row_of(make_frame("report")), file_named("object report"))
    assert refused.value.reason == "bad_hash"


@pytest.mark.parametrize("name", ["desk", "taken"])
def test_what_staff_wrote_is_read_when_a_member_signed_it_and_else_refused(name: str) -> None:
    case = through_door(VECTORS[name])
    for who, reason in ((seed("alice signing"), ""), (seed("bob signing"), "bad_signature")):
        sealed = seal_message(case.key_file, who, by="staff", text="hello", day="2026-11-20")
        if reason:
            with pytest.raises(Untrusted) as refused:
                case.read(sealed.row, sealed.data)
            assert refused.value.reason == reason
        else:
            case.read(sealed.row, sealed.data)
            assert case.signers[sealed.row.id] == ALICE


def test_with_nobody_to_believe_only_what_the_case_id_proves_is_read() -> None:
    # Whoever forged the file put notes, a later epoch and a hash of their own in; none counts.
    hostile = forged(
        epochs={0: seed("case"), 1: seed("guess")}, notes={0: seed("guess")}, report="A" * 43
    )
    case = TrustedCase(hostile, seed("alice"), CASE, OWN, CaseIdTrust())
    assert not case.is_maker_known
    assert not case.opens("note")
    assert case.read(row_of(make_frame("report")), file_named("object report")).kind == "report"
    later = replace(row_of(make_frame("message")), epoch=1)
    with pytest.raises(Untrusted) as refused:
        case.read(later, file_named("object message"))
    assert refused.value.reason == "wrong_identity"


def test_a_false_signature_of_the_reporter_opens_nothing_with_or_without_a_roster() -> None:
    assert refusal(VECTORS["forged"], CaseIdTrust()) == "bad_signature"
    wrong = make_key_file(key_of_reporter(), seed("alice signing"), recipient("alice"))
    with pytest.raises(Untrusted) as refused:
        TrustedCase(wrong, seed("alice"), CASE, OWN, CaseIdTrust())
    assert refused.value.reason == "bad_signature"


def key_of_reporter() -> KeyFile:
    return make_key(holder=OWN, by=Reporter())


#: What the door is made of; whoever takes a part of it alone has left a step out.
PARTS = {"open_key_file", "verify_key_file", "maker_key", "Reader"}
BROWSER_PARTS = {"openKeyFile", "verifyKeyFile", "makerKey", "newReader"}
DOOR = ROOT / "crypto" / "case"
BROWSER_DOOR = ROOT / "static" / "js" / "crypto" / "case"
MADE_IN = ("keyfiles", "reading/reader", "reading/trusted")
DOOR_MADE_IN = {DOOR / f"{name}.py" for name in MADE_IN}
BROWSER_MADE_IN = {BROWSER_DOOR / f"{name}.js" for name in MADE_IN}


def imported(path: Path) -> Iterator[str]:
    """Give every name that a module imports or reaches through another module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_nobody_uses_a_part_of_the_door_alone() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if path not in DOOR_MADE_IN and PARTS & {*imported(path)}
    }
    assert users == set()
    players = [
        *(TESTS / "promises").glob("*.py"),
        *(TESTS / "people").glob("*.py"),
        TESTS / "bench/sealing.py",
    ]
    assert {path for path in players if PARTS & {*imported(path)}} == set()
    door = DOOR / "reading" / "trusted.py"
    assert {*imported(door)} >= PARTS  # The names are those of today.


def test_no_module_of_the_browser_uses_a_part_of_the_door_alone() -> None:
    js = ROOT / "static" / "js"
    users = {}
    for path in js.rglob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        names = set(re.findall(r"\w+", code)) & BROWSER_PARTS
        if path == BROWSER_DOOR / "reading" / "trusted.js":
            assert names == BROWSER_PARTS  # The names are those of today.
        elif path not in BROWSER_MADE_IN:
            users[path.relative_to(js).as_posix()] = names
    assert {path: names for path, names in users.items() if names} == {}
