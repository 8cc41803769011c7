"""Drafts and cards come back to whoever sealed them, to nobody else, and go when they must (D5)."""

from functools import partial

import pytest
from sqlalchemy import select

from intake.case.stored.kept import forget_kept
from intake.client.member.cases import keeping
from intake.crypto.encoding import b64u
from intake.crypto.padding import PaddingError
from intake.store.models import Card, Case, Draft
from intake.web.services import services_of
from tests.desk.stored import report, three, told
from tests.people import People, Person, parts_of

WORDS = "words of a draft"
MONTH = "2026-10"
BODY = {"country": "fr"}


def draft_of(person: Person, case: str) -> str:
    """What an opening gives back of somebody's draft; empty when there is none."""
    _, parts = parts_of(person.post(f"/desk/{case}/open", {"purpose": "triage"}))
    data = parts.get("draft")
    return keeping.open_draft(person.unlocked(), case, data) if data else ""


def stored(people: People) -> tuple[list[Draft], list[Card]]:
    with services_of(people.app).database.reading() as db:
        return list(db.scalars(select(Draft))), list(db.scalars(select(Card)))


def test_a_draft_comes_back_with_the_case_to_who_wrote_it_until_it_is_dropped(
    people: People,
) -> None:
    anna, _, cara = three(people)
    case, before = report(people), len(told(people))
    keeping.keep_draft(anna.unlocked(), case, "first words")
    keeping.keep_draft(anna.unlocked(), case, WORDS)
    assert len(told(people)) == before
    assert (draft_of(anna, case), draft_of(cara, case)) == (WORDS, "")
    keeping.drop_draft(cara.unlocked(), case)
    assert draft_of(anna, case) == WORDS
    keeping.drop_draft(anna.unlocked(), case)
    assert (draft_of(anna, case), stored(people)[0]) == ("", [])


def test_a_draft_is_kept_only_in_a_case_that_one_may_read_and_no_word_of_it_is_logged(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    before = len(told(people))
    for asked in (case, "0" * 32):
        answer = cara.act(partial(keeping.keep_draft, case=asked, text=WORDS))
        assert (answer.status_code, answer.get_json()["error"]) == (404, "case")
    assert (len(told(people)), stored(people)[0]) == (before, [])


def test_a_draft_has_one_of_three_lengths_whatever_is_typed(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case, lengths = report(people), set()
    for count in (1, 900, 3_000, 5_000, 12_000, 30_000, 61_000):
        keeping.keep_draft(anna.unlocked(), case, "x" * count)
        lengths.add(len(stored(people)[0][0].data))
    assert len(lengths) == 3
    with pytest.raises(PaddingError):
        keeping.keep_draft(anna.unlocked(), case, "x" * 62_000)


@pytest.mark.parametrize("what", ["draft", "cards"])
def test_what_is_no_sealed_file_of_its_length_is_not_kept(people: People, what: str) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    path = {"draft": f"/desk/{report(people)}/draft", "cards": f"/desk/cards/{MONTH}"}[what]
    vault = anna.client.get("/roster").get_json()["vault"]  # Sealed, and of another kind.
    for file in (b64u(b"words in clear"), vault):
        answer = anna.post(path, {what: file}, method="PUT")
        assert (answer.status_code, answer.get_json()["error"]) == (422, "damaged")
    assert stored(people) == ([], [])


def test_cards_come_back_month_by_month_to_who_sealed_them(people: People) -> None:
    anna, _, cara = three(people)
    card = ("a" * 32, b64u(bytes(32)), BODY)
    keeping.keep_cards(anna.unlocked(), MONTH, [])
    keeping.keep_cards(anna.unlocked(), MONTH, [card])
    keeping.keep_cards(anna.unlocked(), "2026-09", [card])
    assert keeping.read_cards(anna.unlocked()) == [card, card]
    assert keeping.read_cards(cara.unlocked()) == []


@pytest.mark.parametrize("month", ["2026-12", "2099-01"])
def test_no_cards_are_kept_for_a_month_that_has_not_come(people: People, month: str) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    answer = anna.act(lambda own: keeping.keep_cards(own, month, []))
    assert (answer.status_code, answer.get_json()["error"]) == (422, "month")


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "1999-01", "x"])
def test_what_is_no_month_is_no_address(people: People, month: str) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    answer = anna.act(lambda own: keeping.keep_cards(own, month, []))
    assert (answer.status_code, answer.get_json()["error"]) == (404, "not_found")


def test_cards_leave_under_the_entry_of_the_hour(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    before = len(told(people))
    keeping.read_cards(anna.unlocked())
    keeping.read_cards(anna.unlocked())
    assert [name for name, _, _ in told(people, before)] == ["case.watch"]


def test_whoever_loses_a_case_loses_what_they_keep_of_it_and_nobody_else_does(
    people: People,
) -> None:
    anna, _, cara = three(people)
    case = report(people)
    for who in (anna, cara):
        keeping.keep_draft(who.unlocked(), case, WORDS)
        keeping.keep_cards(who.unlocked(), MONTH, [])
        keeping.keep_cards(who.unlocked(), "2026-09", [])
    with services_of(people.app).database.session() as db:
        forget_kept(db, db.get_one(Case, case), [cara.id])
        db.commit()
    drafts, cards = stored(people)
    assert [row.account_id for row in drafts] == [anna.id]
    assert sorted((row.account_id == cara.id, row.month) for row in cards) == [
        *((False, "2026-09"), (False, MONTH), (True, "2026-09"))
    ]
