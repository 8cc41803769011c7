"""Who gets what at every address: the table of ``tests/promises/routes.py`` is exact."""

from dataclasses import replace

import pytest
from flask import Flask

from intake.app import create_app
from intake.client.member.cases.listing import fetch_summaries
from intake.web.declared import BY_TOKEN, PUBLIC, allowed_roles
from intake.web.services import services_of
from tests.people import HOME
from tests.promises.asking import ask, send
from tests.promises.office import WHO, Office, office
from tests.promises.routes import LANG, ROUTES, Route, plain_rule

__all__ = ["office"]


SAFE = {"GET", "HEAD", "OPTIONS"}
#: Pages and files of the public side: everybody gets the same bytes.
CONSTANT = [
    route
    for route in ROUTES
    if route.method == "GET" and route.rule.startswith((LANG, "/static", "/.well", "/health"))
] + [route for route in ROUTES if route.rule == "/"]


def served(app: Flask) -> set[tuple[str, str]]:
    """Every method and rule of the application, but for what Flask adds to a GET by itself."""
    rules = [(rule.methods or set(), plain_rule(rule.rule)) for rule in app.url_map.iter_rules()]
    return {(method, rule) for methods, rule in rules for method in methods - {"HEAD", "OPTIONS"}}


def guarded(app: Flask) -> list[Route]:
    """The lines whose view is for signed-in people only; no session opens what a token does."""
    adapter = app.url_map.bind("localhost")
    found = []
    for route in ROUTES:
        path = route.path.format(waiting="0" * 32, taken="0" * 32, asset="x", ref="0" * 32)
        endpoint, _ = adapter.match(path, method=route.method)
        if allowed_roles(app.view_functions[endpoint]) not in {PUBLIC, BY_TOKEN}:
            found.append(route)
    return found


def test_every_address_stands_in_the_table_and_nothing_else(office: Office) -> None:
    assert served(office.people.app) == {(route.method, route.rule) for route in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_everybody_gets_exactly_what_the_table_says(office: Office, route: Route) -> None:
    found = {who: ask(office, who, route).status_code for who in WHO}
    assert found == route.statuses


def test_a_head_request_opens_nothing_that_a_get_does_not(office: Office) -> None:
    for route in [each for each in ROUTES if each.method == "GET"]:
        path = route.path.format(**office.paths())
        for who in WHO:
            assert office.client(who).head(path).status_code == route.statuses[who], (who, path)


def test_a_change_needs_the_sessions_own_token(office: Office) -> None:
    for route in guarded(office.people.app):
        if route.method not in SAFE:
            allowed = next(who for who in WHO if route.statuses[who] not in {401, 403})
            path = route.path.format(**office.paths())
            other = office.persons["supervisor" if allowed == "triage" else "triage"]
            for token in ("", "guessed", other.csrf):
                headers = {"Origin": HOME, "X-CSRFToken": token}
                answer = send(office.client(allowed), route, path, headers)
                assert answer.status_code == 403, (str(route), token)


def test_a_change_asked_for_by_another_sites_page_is_refused(office: Office) -> None:
    routes = guarded(office.people.app) + [each for each in ROUTES if "sign-in" in each.rule]
    for route in [each for each in routes if each.method not in SAFE]:
        who = next(who for who in WHO if route.statuses[who] not in {401, 403})
        path, csrf = route.path.format(**office.paths()), office.persons[who].csrf
        for origin in ("https://evil.invalid", "null", "", "http://localhost.evil.invalid"):
            headers = {"Origin": origin, "X-CSRFToken": csrf}
            answer = send(office.client(who), route, path, headers)
            assert answer.status_code == 403, (str(route), origin)


def test_a_person_without_session_is_led_to_sign_in_and_a_script_gets_401(office: Office) -> None:
    client = office.people.client()
    page = client.get("/desk/", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["Location"]) == (303, "/sign-in")
    assert client.get("/desk/rows", headers={"Accept": "*/*"}).status_code == 401


@pytest.mark.parametrize("route", CONSTANT, ids=str)
def test_a_public_page_is_the_same_bytes_for_everyone_and_sets_no_cookie(
    office: Office, route: Route
) -> None:
    answers = [ask(office, who, route) for who in WHO]
    assert len({answer.data for answer in answers}) == 1
    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_no_public_address_sets_a_cookie(office: Office) -> None:
    hidden = guarded(office.people.app)
    for route in [each for each in ROUTES if each not in hidden]:
        assert "Set-Cookie" not in ask(office, "nobody", route).headers, str(route)


def test_a_newcomer_is_shown_no_case_no_key_and_nobody_else(office: Office) -> None:
    newcomer = office.persons["newcomer"]
    listed = newcomer.listed()
    assert (listed.rows, sum(listed.counts.values())) == ([], 0)
    assert newcomer.desk_key() is None
    accounts = newcomer.client.get("/admin/people/data").get_json()["accounts"]
    assert [account["username"] for account in accounts] == [newcomer.username]


def test_only_triage_members_get_summaries_and_the_desks_key(office: Office) -> None:
    waiting = office.waiting.sending.case
    triage = office.persons["triage"]
    assert waiting in {row["case"] for row in triage.listed().on("unassigned")}
    assert fetch_summaries(triage.unlocked(), [waiting])[1].keys() == {waiting}
    assert triage.desk_key()
    for who in ("caseworker", "supervisor"):
        person = office.persons[who]
        assert person.listed().on("unassigned") == []
        assert fetch_summaries(person.unlocked(), [waiting])[1] == {}
        assert person.desk_key() is None


def test_the_logs_are_open_to_everybody_only_where_the_instance_says_so(office: Office) -> None:
    running = services_of(office.people.app)
    settings = replace(running.config.settings, public=True)
    config = replace(running.config, settings=settings)
    other = create_app(config, clock=running.clock, database=running.database)
    assert other.test_client().get("/log/access/checkpoint").status_code == 200
    assert other.test_client().get("/audit/").status_code == 401


def test_a_disabled_account_is_out_at_once(office: Office) -> None:
    leaver = office.people.new("lena", "caseworker")
    assert leaver.client.get("/session/half").status_code == 200
    answer = office.persons["administrator"].post("/admin/disable", {"account": leaver.id})
    assert answer.status_code == 204
    assert leaver.client.get("/session/half").status_code == 401
    assert leaver.sign_in().status_code == 403
