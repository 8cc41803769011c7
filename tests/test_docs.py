"""What the documents say is so: tests, commands, settings, addresses and links they name exist."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import click
import pytest
from flask import Flask

from intake.cli import main
from intake.config import Settings
from intake.web.declared import BY_TOKEN, PUBLIC, PUBLIC_LOG, STAFF, allowed_roles, token_scope
from tests.promises.routes import plain_rule

ROOT = Path(__file__).resolve().parent.parent
MODEL = (ROOT / "docs" / "THREAT_MODEL.md").read_text()
ADDRESSES = (ROOT / "docs" / "ADDRESSES.md").read_text()
README = (ROOT / "README.md").read_text()
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")]
NODE_ID = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
TEST_FILE = re.compile(r"`(tests/[\w/.]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)\)")
VARIABLE = re.compile(r"\bINTAKE_[A-Z_]+\b")


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def promises() -> dict[str, str]:
    """The promises of the threat model: number to text."""
    section = MODEL.partition("## The seven promises")[2].partition("\n## ")[0]
    parts = re.split(r"^### Promise (\d)\. ", section, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        yield f"{before}{name}"
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")


def test_the_seven_promises_are_claims_and_each_names_tests_that_hold_it() -> None:
    assert sorted(promises()) == list("1234567")
    for number, text in promises().items():
        assert len(NODE_ID.findall(text)) >= 4, number


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = NODE_ID.findall(MODEL)
    assert len(named) > 60
    missing = [f"{path}::{name}" for path, name in named if name not in functions_of(path)]
    assert missing == []


def test_every_file_of_tests_that_a_document_names_exists() -> None:
    for document in DOCUMENTS:
        for path in TEST_FILE.findall(document.read_text()):
            assert (ROOT / path).exists(), (document.name, path)


def test_what_is_not_promised_and_not_built_is_said() -> None:
    for heading in ("Who attacks", "What is trusted", "Not promised", "Not built yet"):
        assert len(MODEL.partition(f"## {heading}\n")[2].partition("\n## ")[0]) > 500, heading


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text()):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_every_command_stands_in_the_readme() -> None:
    for name in commands(main):
        assert re.search(rf"`[^`\n]*\b{name}\b", README), name


def test_every_setting_stands_in_the_readme_and_no_other() -> None:
    table = README.partition("| Setting |")[2].partition("\n\n")[0]
    cells = [row.split("|") for row in table.splitlines()[2:]]
    named = {
        name: where.strip()
        for _, names, where, *_ in cells
        for name in re.findall(r"`(\w+)`", names)
    }
    in_file = {name for name, where in named.items() if "intake.toml" in where}
    assert in_file == {field.name for field in fields(Settings)}
    sources = [path.read_text() for path in (ROOT / "intake").rglob("*.py")]
    variables = {name for text in sources for name in VARIABLE.findall(text)}
    assert {name for name, where in named.items() if where == "environment"} == variables | {"PORT"}


def test_every_make_target_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^    |=\S+ )make ([a-z-]+)", README, re.MULTILINE))
    assert {"run", "test", "bench"} <= named <= targets


def test_every_address_stands_in_the_documents_with_its_people_and_its_events(app: Flask) -> None:
    rows = re.findall(r"^\| `(\w+) ([^`]+)` \| ([^|]+) \| ([^|]+) \|", ADDRESSES, re.MULTILINE)
    written = {(method, path): (who, events) for method, path, who, events in rows}
    assert len(rows) == len(written)
    assert written == dict(_addresses(app))


def _addresses(app: Flask) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        who, events = _people(view), getattr(view, "events", ())
        logged = ", ".join(f"`{event}`" for event in events) or "–"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield (method, plain_rule(rule.rule)), (who, logged)


def _people(view: object) -> str:
    roles = allowed_roles(view) or frozenset()
    if roles == BY_TOKEN:
        return "a visit's token" + (" with details" if token_scope(view) == "details" else "")
    if roles == PUBLIC:
        return "everybody"
    if roles == STAFF:
        return "all staff"
    names = ", ".join(sorted(roles - {PUBLIC_LOG}))
    if token_scope(view):
        names += ", a visit's token"
    return f"{names}, or everybody where `public` is set" if PUBLIC_LOG in roles else names
