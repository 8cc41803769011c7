"""Who witnesses the logs is two people's decision, and it stands in the log with both."""

import html
import re

import pytest
from werkzeug.test import TestResponse

from intake.crypto.tlog.cosignature import witness_key
from intake.crypto.tlog.note import encode_vkey
from intake.log.events import Log
from intake.log.witnesses.standing import NOBODY, text_hash
from intake.store.models import WitnessPolicy
from intake.web.services import services_of
from tests.admin.stored import code_of, count, details, entries, pseudonym_of
from tests.people import People, Person

VKEY = encode_vkey(witness_key("w1.example", b"w" * 32))
POLICY = f"witness w1 {VKEY} https://w1.example/p\nquorum w1\n"
AGREED = {"hash": text_hash(POLICY)}


def propose(person: Person, text: str = POLICY) -> TestResponse:
    return person.post("/admin/witnesses", {"policy": text})


def served(person: Person) -> str:
    return person.client.get("/log/access/policy.txt").get_data(as_text=True)


@pytest.fixture
def anna(people: People) -> Person:
    """Who begins the desk."""
    return people.new("anna", "caseworker", triage=True)


@pytest.fixture
def adam(anna: Person) -> Person:
    """An administrator who counts."""
    return newcomer(anna, "adam", "administrator")


@pytest.fixture
def audra(anna: Person) -> Person:
    """An auditor who counts."""
    return newcomer(anna, "audra", "auditor")


def newcomer(anna: Person, username: str, role: str) -> Person:
    """Somebody new for whom anna vouched."""
    made = anna.people.new(username, role)
    anna.vouch(made)
    return made


def test_two_people_enter_a_witness_and_both_stand_in_the_log(
    people: People, adam: Person, audra: Person
) -> None:
    assert propose(adam).get_json() == {"stands": False}
    assert served(audra).endswith(f"\n{NOBODY}")  # Nothing stands before the second has agreed.
    assert details(people)[-1] == {"policy": "proposed"}
    assert entries(people)[-1]["f"] == {"new": text_hash(POLICY)}
    assert audra.post("/admin/witnesses/agree", AGREED).status_code == 204
    vkey = services_of(people.app).signer.vkey(Log.ACCESS)
    assert served(audra) == f"log {vkey}\n{POLICY}"
    assert details(people)[-1] == {"approver": pseudonym_of(people, adam.id), "policy": "agreed"}
    entry = entries(people)[-1]
    assert (entry["e"], entry["a"]) == ("config.change", pseudonym_of(people, audra.id))
    assert entry["f"] == {"new": text_hash(POLICY), "old": text_hash(NOBODY)}
    assert count(people, WitnessPolicy) == [1]


def test_nobody_agrees_to_their_own_proposal_or_to_what_they_did_not_read(
    people: People, adam: Person, audra: Person
) -> None:
    assert propose(adam).status_code == 201
    before = len(entries(people))
    assert code_of(adam.post("/admin/witnesses/agree", AGREED)) == (422, "own_policy")
    other = {"hash": text_hash("quorum none\n")}
    assert code_of(audra.post("/admin/witnesses/agree", other)) == (404, "proposal")
    assert served(audra).endswith(f"\n{NOBODY}")
    assert len(entries(people)) == before
    assert propose(audra).status_code == 201  # Hers takes the place of his.
    assert [each["policy"] for each in details(people)[-2:]] == ["withdrawn", "proposed"]
    assert code_of(audra.post("/admin/witnesses/agree", AGREED)) == (422, "own_policy")
    assert adam.post("/admin/witnesses/agree", AGREED).status_code == 204
    assert code_of(adam.post("/admin/witnesses/agree", AGREED)) == (404, "proposal")
    assert code_of(propose(adam)) == (409, "policy_stands")


def test_who_agrees_reads_which_lines_go_and_which_come(adam: Person, audra: Person) -> None:
    """Nine witnesses out of ten look like all of them."""
    others = "".join(
        f"witness w{n} {encode_vkey(witness_key(f'w{n}.example', bytes([n]) * 32))}\n"
        for n in range(2, 5)
    )
    stands = f"witness w1 {VKEY}\n{others}group all 2 w1 w2 w3 w4\nquorum all\n"
    wanted = f"{others}group most 2 w2 w3 w4\nquorum most\n"
    propose(adam, stands)
    assert audra.post("/admin/witnesses/agree", {"hash": text_hash(stands)}).status_code == 204
    propose(adam, wanted)
    page = html.unescape(audra.client.get("/admin/witnesses").get_data(as_text=True))
    changes = re.search(r'<pre [^>]*data-says="changes">(.*?)</pre>', page, re.DOTALL)
    assert changes
    assert [line for line in changes[1].split("\n") if not line.startswith("  witness w")] == [
        f"− witness w1 {VKEY}",
        "− group all 2 w1 w2 w3 w4",
        "− quorum all",
        "+ group most 2 w2 w3 w4",
        "+ quorum most",
    ]
    assert len(changes[1].split("\n")) == 8
    assert "Signatures of these witnesses count no more: w1<" in page
    assert "The quorum is to be “most” instead of “all”." in page
    propose(adam, f"{stands}# a word\n")
    page = audra.client.get("/admin/witnesses").get_data(as_text=True)
    assert "\n+ # a word</pre>" in page
    assert 'data-says="leaving"' not in page
    assert 'data-says="quorum"' not in page
    another = encode_vkey(witness_key("w1.example", bytes([9]) * 32))
    propose(adam, stands.replace(VKEY, another))
    page = audra.client.get("/admin/witnesses").get_data(as_text=True)
    assert "count no more: w1<" in page, "another key under the same name is another witness"


def test_a_supervisor_can_be_the_second_and_a_caseworker_cannot(
    people: People, anna: Person, adam: Person
) -> None:
    susi, bert = people.new("susi", "supervisor"), people.new("bert", "caseworker")
    assert anna.admit(susi).status_code == 201
    assert propose(adam).get_json() == {"stands": False}
    assert bert.post("/admin/witnesses/agree", AGREED).status_code == 403
    assert susi.post("/admin/witnesses/agree", AGREED).status_code == 204


def test_where_nobody_else_could_agree_one_does_it_alone_and_the_log_says_so(
    people: People, adam: Person
) -> None:
    assert propose(adam).get_json() == {"stands": True}
    assert details(people)[-1] == {"policy": "agreed", "reason": "alone"}
    assert count(people, WitnessPolicy) == [1]


def test_whose_rights_ended_is_no_second_person_and_proposes_nothing(
    people: People, anna: Person, adam: Person, audra: Person
) -> None:
    eve, _ = newcomer(anna, "eve", "administrator"), people.new("zoe", "administrator")
    assert propose(eve).status_code == 201
    assert adam.post("/admin/suspend", {"account": eve.id}).status_code == 204
    assert code_of(audra.post("/admin/witnesses/agree", AGREED)) == (422, "proposer_gone")
    assert audra.post("/admin/witnesses", method="DELETE").status_code == 204


def test_who_is_disabled_is_nobody_who_could_agree(adam: Person, audra: Person) -> None:
    assert adam.post("/admin/disable", {"account": audra.id}).status_code == 204
    assert propose(adam).get_json() == {"stands": True}


def test_what_waits_can_be_ended_by_any_of_them(
    people: People, adam: Person, audra: Person
) -> None:
    assert code_of(audra.post("/admin/witnesses", method="DELETE")) == (404, "proposal")
    assert propose(adam).status_code == 201
    assert audra.post("/admin/witnesses", method="DELETE").status_code == 204
    assert count(people, WitnessPolicy) == [0]
    assert details(people)[-1] == {"policy": "withdrawn"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nonsense\n", "policy"),
        ("quorum none", "policy"),
        ("quorum w1\n", "policy"),
        (f"log {VKEY}\nquorum none\n", "policy"),
        ("", "policy"),
        ("# " + "x" * 12_000 + "\nquorum none\n", "policy"),
        (f"witness w1 {VKEY} http://w1.example\nquorum w1\n", "policy_url"),
        (NOBODY, "policy_stands"),
    ],
    ids=["words", "no end", "no witness", "a log", "nothing", "too long", "in clear", "the same"],
)
def test_what_is_no_policy_is_refused_and_leaves_nothing(
    people: People, adam: Person, audra: Person, text: str, code: str
) -> None:
    before = len(entries(people))
    assert code_of(propose(adam, text))[1] == code
    assert (count(people, WitnessPolicy), len(entries(people))) == ([0], before)
    assert "Waits" not in audra.client.get("/admin/witnesses").get_data(as_text=True)


def test_the_page_shows_what_stands_what_waits_and_who_may_agree(
    adam: Person, audra: Person
) -> None:
    assert propose(adam).status_code == 201
    own, others = (
        each.client.get("/admin/witnesses").get_data(as_text=True) for each in (adam, audra)
    )
    for page in (own, others):
        assert NOBODY in page
        assert page.count(VKEY.replace("+", "&#43;")) + page.count(VKEY) == 2
        assert 'data-does="withdraw"' in page
    assert ('data-does="agree"' in own, 'data-does="agree"' in others) == (False, True)
