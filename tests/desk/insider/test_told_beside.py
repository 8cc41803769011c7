"""What a client tells beside what it sealed is not believed: hashes, places, members."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest

from intake.client.browser import Denied
from intake.client.member.account.person import OpenSession
from intake.client.member.cases.acts import Acts
from intake.client.member.cases.casework import hand_in_taking
from intake.crypto.encoding import b64u
from tests.desk.listed import put_person
from tests.desk.stored import report, row_of, three
from tests.people import Opened, People, Person

OTHER = b64u(bytes(32))


def lying(person: Person, told: Mapping[str, object]) -> OpenSession:
    """Somebody unlocked whose client tells this beside everything that it sends."""
    own = person.unlocked()
    parts, json = own.browser.send_parts, own.browser.send_json

    def send_parts(path: str, meta: Any, files: Any) -> object:  # noqa: ANN401 - as it is sent
        return parts(path, {**meta, **told}, files)

    def send_json(path: str, body: Any) -> object:  # noqa: ANN401 - as it is sent
        return json(path, {**body, **told})

    own.browser.send_parts = send_parts  # type: ignore[method-assign, assignment]
    own.browser.send_json = send_json  # type: ignore[method-assign, assignment]
    return own


def refused(act: Callable[[], object]) -> tuple[int, str]:
    """Status and code with which something is refused."""
    with pytest.raises(Denied) as denied:
        act()
    return denied.value.status, denied.value.code


def acting(person: Person, opened: Opened, told: Mapping[str, object]) -> Acts:
    return Acts(lying(person, told), opened.trusted, opened.meta)


@pytest.mark.parametrize("file", ["report", "contact"])
def test_who_has_read_another_report_or_contact_gives_nobody_a_key(
    people: People, file: str
) -> None:
    anna, bert, cara = three(people)
    case, told = report(people), {file: OTHER}
    opened = anna.open(case)
    own = lying(anna, told)
    taking = partial(hand_in_taking, own, opened.trusted, bert.id, bert.recipient)
    assert refused(taking) == (422, "hashes")
    assert row_of(people, case).assignee is None
    anna.hold(case, bert)
    held = anna.open(case, "casework")
    assert anna.do(held, lambda acts: acts.set_aside("junk")).status_code == 201
    [proposal] = anna.open(case, "casework").meta["proposals"]
    acts, to = acting(anna, held, told), (cara.id, cara.recipient)
    assert refused(acts.confirm) == (422, "hashes")
    assert refused(lambda: acts.hand_over(*to, "assignee", "what to know")) == (422, "hashes")
    assert refused(lambda: acts.let_in(*to, proposal)) == (422, "hashes")
    assert refused(lambda: acts.give_desk_key(anna.walk())) == (422, "hashes")


@pytest.mark.parametrize("place", ["aside", "on_it", "level", "id"])
def test_no_other_column_is_handed_over_as_a_place(people: People, place: str) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    acts = acting(anna, anna.open(case, "casework"), {"place": place})
    tried = refused(lambda: acts.hand_over(cara.id, cara.recipient, "cover", "what to know"))
    assert tried == (422, "place")


def test_nobody_holds_a_case_in_both_places(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    acts = acting(anna, anna.open(case, "casework"), {})
    tried = refused(lambda: acts.hand_over(bert.id, bert.recipient, "assignee", "what to know"))
    assert tried == (422, "to")


@pytest.mark.parametrize("how", ["suspended", "kept away", "nobody"])
def test_a_case_is_given_to_nobody_who_cannot_hold_it(people: People, how: str) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    opened, to = anna.open(case), (bert.id, bert.recipient)
    if how == "suspended":
        assert anna.post("/admin/suspend", {"account": bert.id}).status_code == 204
    elif how == "kept away":
        put_person(people, case, bert, excluded=True)
    else:
        to = ("0" * 32, bert.recipient)
    own = lying(anna, {})
    taking = partial(hand_in_taking, own, opened.trusted, cara.id, cara.recipient, to)
    assert refused(taking) == (422, "assignee")


@pytest.mark.parametrize(
    "told",
    [
        {"members": ["0" * 32]},
        {"named": False},
        {"unsure": True},
    ],
    ids=["an account that is none", "nobody is named", "who cannot tell"],
)
def test_a_case_is_kept_only_from_accounts_there_are_and_only_where_some_are_named(
    people: People, told: dict[str, object]
) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    acts = acting(anna, anna.open(case, "casework"), told)
    assert refused(lambda: acts.exclude([cara.id], named=True)) == (422, "members")
    assert anna.open(case, "casework").meta["excluded"] == []


def test_nothing_is_taken_for_done_because_its_id_is_stored_already(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    assert anna.do(opened, lambda acts: acts.note("a note")).status_code == 201
    for stored in anna.open(case, "casework").meta["objects"]:
        acts = acting(anna, opened, {"id": stored["id"]})
        assert refused(lambda acts=acts: acts.pause("unsafe_to_contact")) == (  # type: ignore[misc]
            *(409, "conflict"),
        )
    assert row_of(people, case).paused == 0


@pytest.mark.parametrize("told", [{"epoch": 1}, {"sha256": OTHER}], ids=["epoch", "hash"])
def test_what_is_not_what_was_said_of_it_is_not_stored(
    people: People, told: dict[str, object]
) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    acts = acting(anna, anna.open(case, "casework"), told)
    assert refused(lambda: acts.note("a note")) == (422, "damaged")
