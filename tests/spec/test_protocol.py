"""Addresses, bodies and answers of both protocols are as they are written (C24)."""

import inspect
import json
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from intake.web.declared import PUBLIC, allowed_roles
from intake.web.staff.sessions import STAFF_PATHS
from tests.box.test_proofs import publish
from tests.desk.listed import propose
from tests.people import People, parts_of
from tests.promises.routes import plain_rule
from tests.spec.documents import DESK, WIRE, section
from tests.spec.fields import taken_by, written

#: What is asked here has nothing to do with the database.
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def staff_rules(app: Flask) -> Iterator[tuple[str, Callable[..., object]]]:
    """Addresses that scripts of the staff ask: all that change something, and answers in JSON."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.rule.split("/")[1] not in STAFF_PATHS - {"log", "audit"}:
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            source = inspect.getsource(inspect.unwrap(view))
            if method != "GET" or not re.search(r"(staff|desk)_page\(", source):
                yield f"{method} {plain_rule(rule.rule)}", view


@ONE_ENGINE
def test_every_address_of_the_staff_stands_in_the_protocol_with_the_fields_of_its_body(
    app: Flask,
) -> None:
    rows = re.findall(r"^\| `(\w+ /[^`]*)` \| ([^|]+) \|", section(DESK, 2), re.MULTILINE)
    expected = {address: taken_by(view) for address, view in staff_rules(app)}
    assert {address: written(cell) for address, cell in rows} == expected


@ONE_ENGINE
def test_addresses_used_before_there_is_a_session_are_named(app: Flask) -> None:
    public = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or set())
        and rule.rule.split("/")[1] in STAFF_PATHS
        and allowed_roles(app.view_functions[rule.endpoint]) == PUBLIC
    }
    said = re.search(r"the four addresses used.*?\(([^)]+)\)", DESK, re.DOTALL)
    assert said
    assert set(re.findall(r"`([^`]+)`", said[1])) == public


def keys_of(value: object) -> set[str]:
    """Every name in a JSON value, but for those of maps with names of their own."""
    if isinstance(value, list):
        return set().union(*map(keys_of, value))
    if not isinstance(value, dict):
        return set()
    inner = (keys_of(v) for name, v in value.items() if name not in {"times", "tags", "words"})
    return set(value).union(*inner)


def shown(text: str, opening: str) -> set[str]:
    """The names in the example after a line that begins with this, up to the end of its block."""
    block = text.partition(f"\n{opening}")[2].partition("\n```")[0]
    block = re.sub(r'"(times|tags|words)":\{[^{}]*\}', r'"\1":0', block.partition("\n200 ")[2])
    return set(re.findall(r'"(\w+)":', block))


@ONE_ENGINE
def test_answers_about_people_have_the_names_that_the_documents_show(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    bo = people.new("bo", "caseworker")
    token = people.invite("cai", "caseworker")
    told = anna.post("/enrol/start", {"token": token}).get_json()
    assert set(told) | set(told["desk"]) == shown(DESK, "POST /enrol/start")
    began = bo.post("/sign-in/start", {"username": "bo"}).get_json()
    assert set(began) == {"origin", "pass_salt"}
    signed_in = bo.sign_in().get_json()
    assert set(signed_in) == shown(DESK, "POST /sign-in ")
    chain = anna.client.get("/roster").get_json()
    assert set(chain) <= shown(DESK, "GET /roster")
    rows = anna.client.get("/admin/people/data").get_json()
    assert keys_of(rows) == shown(DESK, "GET /admin/people/data")


@ONE_ENGINE
def test_answers_about_cases_have_the_names_that_the_documents_show(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    bo = people.new("bo", "caseworker")
    anna.admit(bo)
    one, two = people.reporter(), people.reporter()
    sent = one.send().get_json()
    assert set(sent) == set(json.loads(section(WIRE, 3).partition("\n201 ")[2].split("\n")[0]))
    two.send()
    opened = anna.open(one.sending.case)
    objects_and_openings = shown(WIRE, "POST /<lang>/box/open") - {
        *("active_on", "next", "promise", "readers", "reads", "steps", "v")
    }
    told = shown(DESK, "POST /desk/<case id>/open")
    assert keys_of(opened.meta) == told | objects_and_openings
    anna.take(opened, bo)
    propose(people, one.sending.case, bo)
    page = anna.client.get("/desk/rows").get_json()
    assert keys_of(page) == shown(DESK, "GET /desk/rows")
    assert set(anna.client.get("/desk/mark").get_json()) == shown(DESK, "GET /desk/mark")
    publish(people.app)
    box, parts = parts_of(one.open())
    assert keys_of(box) == shown(WIRE, "POST /<lang>/box/open")
    proofs = WIRE.partition("\n**Proofs.**\n\n```")[2].partition("```")[0]
    assert keys_of(json.loads(parts["proofs"])) == set(re.findall(r'"(\w+)":', proofs))
