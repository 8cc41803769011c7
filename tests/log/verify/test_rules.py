"""The offline check refuses a signed entry that breaks the rules of its log."""

from pathlib import Path

import pytest

from intake.log.events import Log
from intake.verify.folder import LogFolder
from tests.log.golden import (
    LEAVES,
    MORE,
    copy_of_70,
    golden_vkey,
    lay_out,
    publish,
    signed,
)
from tests.log.verify.copies import found


@pytest.mark.parametrize(
    ("leaf", "kind"),
    [
        (b'{"e":"report.open","t":1790004200,"v":2}', "syntax"),
        (b'{"e":"report.opened","t":1790004200,"v":1}', "syntax"),
        (b'{"e":"report.received","t":1790004200,"v":1}', "syntax"),
        (b'{"t":1790004200,"e":"report.open","v":1}', "syntax"),
        (b'{"e":"report.open", "t":1790004200,"v":1}', "syntax"),
        (b'{"a":"alice","e":"report.open","t":1790004200,"v":1}', "syntax"),
        (b'{"e":"auth.ok","f":{"report":"' + b"A" * 43 + b'"},"t":1790004200,"v":1}', "syntax"),
        (b"", "syntax"),
        (b"free words", "syntax"),
        (b'{"e":"report.open","t":1790004019,"v":1}', "clock"),
    ],
)
def test_a_signed_entry_that_breaks_the_rules_is_found(
    tmp_path: Path, leaf: bytes, kind: str
) -> None:
    leaves = [*LEAVES, leaf, *MORE]
    publish(tmp_path, leaves, signed(leaves))
    assert found(tmp_path) == [(kind, 70)]


def test_an_entry_that_waited_two_minutes_is_no_finding(tmp_path: Path) -> None:
    leaves = [*LEAVES, b'{"e":"report.open","t":1790004020,"v":1}', *MORE]
    publish(tmp_path, leaves, signed(leaves))
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    "leaf",
    [
        b'{"e":"message.received","t":86401,"v":1}',
        b'{"a":"3f9c0a7be1d24c55","e":"message.received","t":86400,"v":1}',
        b'{"e":"auth.ok","t":86400,"v":1}',
    ],
)
def test_the_intake_log_holds_days_and_no_actors(tmp_path: Path, leaf: bytes) -> None:
    copy_of_70(tmp_path)
    leaves = [b'{"e":"pad","t":86400,"v":1}', leaf]
    log, vkey = LogFolder(tmp_path, Log.INTAKE), golden_vkey(Log.INTAKE)
    lay_out(log, leaves, signed(leaves, Log.INTAKE), vkey)
    assert found(tmp_path) == [("syntax", 1)]
