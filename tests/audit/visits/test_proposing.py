"""The lines that a visit prints for the page of witnesses take nobody's word away."""

import pytest

from intake.crypto.tlog.cosignature import witness_key
from intake.crypto.tlog.note import encode_vkey
from intake.crypto.tlog.witnesses.policy import VISITS, parse_policy
from intake.log.events import Log
from intake.verify.report import VerifyError
from intake.verify.visit.proposing import Proposal, has_witness, propose_witness
from tests.log.golden import golden_vkey

LOG = f"log {golden_vkey(Log.ACCESS)}\n"


def vkey(name: str) -> str:
    return encode_vkey(witness_key(name, name.encode().ljust(32, b".")))


def proposed(lines: str, name: str = "mine") -> Proposal:
    """Return what is proposed beside these lines, as they are served."""
    return propose_witness((LOG + lines).encode(), name, vkey(name))


def test_two_auditors_one_after_the_other_both_count() -> None:
    first = proposed("quorum none\n", "first")
    assert first.text == f"witness first {vkey('first')}\ngroup visits 1 first\nquorum visits\n"
    assert first.effect == "1 of 1 who visit must have signed"
    second = proposed(first.text, "second")
    assert second.text == (
        f"witness first {vkey('first')}\nwitness second {vkey('second')}\n"
        "group visits 1 first second\nquorum visits\n"
    )
    assert second.effect == "1 of 2 who visit must have signed"
    policy = parse_policy(second.text.encode())
    assert policy.is_met({"first"})
    assert policy.is_met({"second"})


@pytest.mark.parametrize("group", ["group outside 1 ngo\nquorum outside\n", "quorum ngo\n"])
def test_witnesses_that_are_asked_each_hour_stay_the_quorum(group: str) -> None:
    lines = f"# who is asked\nwitness ngo {vkey('ngo')} https://ngo.example/w\n{group}"
    found = proposed(lines)
    assert found.text == f"{lines}witness mine {vkey('mine')}\n"
    assert not parse_policy(found.text.encode()).is_met({"mine"})
    assert "the quorum stays" in found.effect
    assert "is not one of those" in found.effect


def test_a_group_of_visits_below_another_quorum_gets_one_more() -> None:
    lines = (
        f"witness ngo {vkey('ngo')}\nwitness old {vkey('old')}\n"
        "group visits 1 old\ngroup both all ngo visits\nquorum both\n"
    )
    found = proposed(lines)
    assert "group visits 1 old mine\ngroup both all ngo visits\nquorum both\n" in found.text
    assert parse_policy(found.text.encode()).is_met({"ngo", "mine"})
    assert "the quorum stays “both”" in found.effect


@pytest.mark.parametrize(
    "lines",
    [
        f"witness {VISITS} {vkey('other')}\nquorum none\n",
        f"witness {VISITS} {vkey('other')}\nquorum {VISITS}\n",
    ],
)
def test_where_the_name_is_somebodys_nothing_else_is_changed(lines: str) -> None:
    found = proposed(lines)
    assert found.text == f"{lines}witness mine {vkey('mine')}\n"
    assert "the quorum stays" in found.effect


def test_what_is_no_policy_or_has_that_name_is_said_so() -> None:
    for lines in ("", "nonsense\n", f"witness mine {vkey('other')}\nquorum mine\n"):
        with pytest.raises(VerifyError, match=r"policy\.txt"):
            proposed(lines)


def test_a_policy_that_names_the_key_needs_nothing() -> None:
    assert has_witness(proposed("quorum none\n").text.encode(), vkey("mine"))
    assert not has_witness(LOG.encode(), vkey("mine"))
