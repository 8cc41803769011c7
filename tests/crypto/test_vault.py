"""What a client remembers of the roster: read in both versions, written in the second."""

from typing import Any

import pytest

from intake.crypto.age.file import open_file
from intake.crypto.case.objects import Untrusted
from intake.crypto.encoding import EncodingError, b64u
from intake.crypto.roster.vault import (
    COMPARED,
    NONE,
    NOTHING_SEEN,
    SEEN,
    Memory,
    Pin,
    open_vault,
    seal_vault,
)
from tests.vectors.fixtures import file_named, seed, vectors

VECTORS = vectors("accounts", "vault")
PIN = Pin(b64u(seed("roster hash")), 3)


def remembered(vector: dict[str, Any]) -> Memory:
    pin = vector["memory"]["pin"]
    return Memory(vector["memory"]["state"], pin and Pin(**pin))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["name"])
def test_a_vault_gives_what_was_remembered(vector: dict[str, Any]) -> None:
    data, vault_seed = file_named(vector["file"]), bytes.fromhex(vector["vault_seed"])
    if "error" in vector:
        with pytest.raises(Untrusted) as refused:
            open_vault(data, vault_seed)
        assert refused.value.reason == vector["error"]
    else:
        assert open_vault(data, vault_seed) == remembered(vector)


@pytest.mark.parametrize("memory", [NOTHING_SEEN, Memory(SEEN, PIN), Memory(COMPARED, PIN)])
def test_what_is_written_is_version_2_and_read_back_alike(memory: Memory) -> None:
    data = seal_vault(memory, seed("vault"))
    assert open_file(data, seed("vault")).rstrip().endswith(b'"v":2}')
    assert len(data) == 1_627 + 16 + 1_024 + 16  # However much is remembered.
    assert open_vault(data, seed("vault")) == memory


@pytest.mark.parametrize(
    "memory",
    [
        Memory(NONE, PIN),
        Memory(SEEN, None),
        Memory(COMPARED, None),
        Memory("trusted", PIN),
        Memory(SEEN, Pin("short", 1)),
        Memory(SEEN, Pin(PIN.roster, 0)),
    ],
)
def test_nothing_is_sealed_that_could_not_be_read_back(memory: Memory) -> None:
    with pytest.raises(EncodingError):
        seal_vault(memory, seed("vault"))
