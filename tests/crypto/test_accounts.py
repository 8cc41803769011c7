import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.crypto.age.file import seal_file
from intake.crypto.age.hybrid import parse_recipient, recipient_of
from intake.crypto.case.objects import Untrusted
from intake.crypto.passwords import stretch_passphrase
from intake.crypto.roster import accounts
from intake.crypto.roster.vault import open_vault
from tests.vectors.fixtures import ALICE, file_named, recipient, seed, vectors


@pytest.mark.parametrize("vector", vectors("accounts", "account"))
def test_three_keys_follow_from_an_account_seed(vector: dict[str, str]) -> None:
    keys = accounts.derive_account(bytes.fromhex(vector["account_seed"]))
    assert keys.identity_seed.hex() == vector["identity_seed"]
    assert keys.signing_seed.hex() == vector["signing_seed"]
    assert keys.vault_seed.hex() == vector["vault_seed"]
    assert len({keys.identity_seed, keys.signing_seed, keys.vault_seed}) == 3


@pytest.mark.parametrize("vector", vectors("accounts", "login"))
def test_what_is_sent_at_sign_in_and_what_unlocks_differ(vector: dict[str, str]) -> None:
    salt = accounts.passphrase_salt(
        vector["origin"], vector["user_name"], bytes.fromhex(vector["server_salt"])
    )
    assert salt.hex() == vector["salt"]
    keys = accounts.derive_login(stretch_passphrase(vector["passphrase"], salt))
    assert keys.auth_secret.hex() == vector["auth_secret"]
    assert keys.unlock_seed.hex() == vector["unlock_seed"]
    assert keys.auth_secret != keys.unlock_seed


def test_the_salt_differs_by_instance_name_and_server_bytes() -> None:
    salts = {
        accounts.passphrase_salt(*parts)
        for parts in (
            ("a.example", "alice", bytes(16)),
            ("b.example", "alice", bytes(16)),
            ("a.example", "alicf", bytes(16)),
            ("a.example", "alice", b"\x01" * 16),
        )
    }
    assert len(salts) == 4


@pytest.mark.parametrize("vector", vectors("accounts", "unknown_name"))
def test_a_name_that_does_not_exist_has_a_salt_that_never_changes(vector: dict[str, str]) -> None:
    server_key = bytes.fromhex(vector["server_key"])
    salt = accounts.unknown_name_salt(server_key, vector["user_name"])
    assert salt.hex() == vector["server_salt"]
    assert len(salt) == 16
    assert accounts.unknown_name_salt(server_key, "nobody2") != salt


@pytest.mark.parametrize("vector", vectors("accounts", "session"))
def test_a_session_needs_both_halves(vector: dict[str, str]) -> None:
    half, salt = bytes.fromhex(vector["server_half"]), bytes.fromhex(vector["salt"])
    assert accounts.session_seed(half, salt).hex() == vector["seed"]
    assert accounts.session_seed(half, bytes(16)).hex() != vector["seed"]
    assert accounts.session_seed(bytes(32), salt).hex() != vector["seed"]


@pytest.mark.parametrize("vector", vectors("accounts", "seed_file"), ids=lambda v: v["name"])
def test_a_seed_file_gives_the_seed_of_its_account(vector: dict[str, str]) -> None:
    data, unlock = file_named(vector["file"]), bytes.fromhex(vector["unlock_seed"])
    if "error" in vector:
        with pytest.raises(Untrusted) as refused:
            accounts.open_seed_file(data, unlock, vector["account"])
        assert refused.value.reason == vector["error"]
    else:
        opened = accounts.open_seed_file(data, unlock, vector["account"])
        assert opened.hex() == vector["account_seed"]
        again = accounts.seal_seed_file(vector["account"], opened, recipient_of(unlock))
        assert len(again) == len(data)
        assert accounts.open_seed_file(again, unlock, vector["account"]) == opened


def test_a_passphrase_that_is_wrong_is_told_apart_from_damage() -> None:
    data = file_named("account seed")
    for hostile, unlock, reason in (
        (data, seed("wrong"), "wrong_identity"),
        (data[:-1], seed("unlock"), "not_age"),
        (b"", seed("unlock"), "not_age"),
    ):
        with pytest.raises(Untrusted) as refused:
            accounts.open_seed_file(hostile, unlock, ALICE)
        assert refused.value.reason == reason


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=100))
def test_hostile_text_raises_nothing_but_refused(data: bytes) -> None:
    sealed = seal_file(data.ljust(1_024), recipient("unlock"))
    with pytest.raises(Untrusted):
        accounts.open_seed_file(sealed, seed("unlock"), ALICE)
    with pytest.raises(Untrusted):
        open_vault(sealed, seed("unlock"))


@pytest.mark.parametrize("vector", vectors("accounts", "safety"), ids=lambda v: v["user_name"])
def test_a_safety_number_is_thirty_digits_over_name_and_keys(vector: dict[str, str]) -> None:
    public_recipient = parse_recipient(vector["recipient_text"])
    key = bytes.fromhex(vector["verification_key"])
    number = accounts.safety_number(vector["desk"], vector["user_name"], public_recipient, key)
    assert number == vector["number"]
    assert [len(group) for group in number.split(" ")] == [5] * 6
    for other in (
        accounts.safety_number("0" * 32, vector["user_name"], public_recipient, key),
        accounts.safety_number(vector["desk"], "mallory", public_recipient, key),
        accounts.safety_number(vector["desk"], vector["user_name"], recipient("carol"), key),
        accounts.safety_number(vector["desk"], vector["user_name"], public_recipient, bytes(32)),
    ):
        assert other != number


@pytest.mark.parametrize("vector", vectors("accounts", "roster_safety"))
def test_a_roster_has_a_safety_number_too(vector: dict[str, str]) -> None:
    assert accounts.roster_safety_number(bytes.fromhex(vector["roster_hash"])) == vector["number"]
