"""Which work is expensive: all of it is listed, has a room, and gives way to everybody else's."""

import ast
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.routing import Rule

from intake.cli import main
from intake.commands.instance import serve
from intake.web.admission.gently import NICE, gently
from intake.web.admission.rooms import LEAST_THREADS, ROOMS, room_of
from intake.web.words.i18n import LANG
from tests.desks import desk
from tests.people import HOME
from tests.web.admission.asking import FORM, JSON, full

__all__ = ["desk"]

# The engine plays no part in this.
pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("desk"),
]

EXPENSIVE = {"derive", "hash_auth_secret", "verify_auth_secret", "stretch_passphrase"}
EXPENSIVE |= {"pbkdf2_hmac", "PasswordHasher", "hash_secret_raw"}
#: Where the server names what takes a core for a moment, each inside a room and given to `gently`.
USES = {
    "auth/enrolling.py": {"hash_auth_secret"},
    "auth/signing_in.py": {"verify_auth_secret"},
    "box/plain.py": {"derive"},
    "report/plain.py": {"derive"},
}
AT_THE_START = {"auth/signing_in.py": {"hash_auth_secret"}}
SERVED = ("report", "box", "desk", "audit", "admin", "auth", "web", "case", "roster", "log")


def named(nodes: Iterable[ast.AST]) -> set[str]:
    """What is expensive among names that are used, not imported."""
    found = {str(getattr(node, "id", getattr(node, "attr", ""))) for node in nodes}
    return found & EXPENSIVE


def test_no_other_part_of_the_server_does_expensive_work_and_none_without_giving_way() -> None:
    source = Path(__file__).parents[3] / "intake"
    gentle: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for path in (path for room in SERVED for path in (source / room).rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        handed = [call.args[0] for call in calls if getattr(call.func, "id", "") == "gently"]
        used = [node for node in nodes if isinstance(node, ast.Name | ast.Attribute)]
        name = path.relative_to(source).as_posix()
        gentle[name] = named(handed)
        others[name] = named(node for node in used if node not in handed)
    assert {name: found for name, found in gentle.items() if found} == USES
    assert {name: found for name, found in others.items() if found} == AT_THE_START


def test_all_rooms_together_are_smaller_than_half_of_the_threads() -> None:
    places = sum(room.places for room in ROOMS)
    threads = next(option for option in serve.params if option.name == "threads")
    assert isinstance(threads.default, int)
    assert places < LEAST_THREADS / 2 <= threads.default / 2


def test_the_server_does_not_start_with_fewer_threads() -> None:
    refused = CliRunner().invoke(main, ["serve", "--threads", str(LEAST_THREADS - 1)])
    assert refused.exit_code == 2
    assert str(LEAST_THREADS) in refused.output


def test_a_table_tells_for_every_address_which_room_it_asks_for(app: Flask) -> None:
    kinds = (FORM, JSON, "multipart/form-data; boundary=x")
    found: dict[str, set[tuple[str, str]]] = {room.code: set() for room in ROOMS}
    client = app.test_client()
    paths = [rule.rule.replace(LANG, "/en") for rule in posted(app)]
    assert len(paths) > 10
    with full(*ROOMS):
        for path in paths:
            for kind in kinds:
                answer = client.post(path, content_type=kind, headers={"Origin": HOME})
                room = room_of("POST", path, kind, b"")
                if room:
                    assert answer.status_code == 503, (path, kind)
                    found[room.code].add((path, kind))
                elif not any(room_of("POST", path, each, b"") for each in kinds):
                    assert answer.status_code != 503, (path, kind)
        assert client.post("/en/form", content_type=kinds[2]).status_code == 400  # Sealed.
    for claimed in ("many_emergencies", "many_urgent_codes"):
        assert found.pop(claimed) == set()  # Nothing is claimed here.
    assert found == {
        "many_sign_ins": {("/sign-in", JSON), ("/enrol", JSON)},
        "many_codes": {("/en/box", FORM), ("/en/box/plain", FORM)},
        "many_reports": {("/en/form", FORM), ("/en/plain", FORM)},
    }


def posted(app: Flask) -> list[Rule]:
    """Every rule that takes a POST, apart from those of one case or person."""
    rules = app.url_map.iter_rules()
    return [rule for rule in rules if "POST" in (rule.methods or ()) and rule.arguments <= {"lang"}]


def test_expensive_work_gives_way_to_everybody_elses() -> None:
    if sys.platform == "linux":
        assert gently(_urgency) == NICE
    assert _urgency() < NICE


def _urgency() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_what_gives_way_returns_and_raises_as_it_would_otherwise() -> None:
    assert gently(int, "2a", base=16) == 42
    with pytest.raises(ValueError, match="invalid literal"):
        gently(int, "words")
