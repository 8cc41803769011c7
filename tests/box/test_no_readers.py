"""Where nobody is left who could open a case, its box says so, in every way and language (D1)."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, update

from intake.crypto.case.holders import AccountHolder
from intake.store.models import Account, CasePerson, DeskKey, KeyFileRow
from intake.store.statements import table_of
from intake.web.services import services_of
from tests.desk.listed import put
from tests.desk.stored import report, three
from tests.people import People, Person, Reporter, parts_of
from tests.promises.reporting import add_message, come_back_plain

WORDS = {
    "en": "We can no longer read this report; only you can. Please write a new one.",
    "zh-Hans": "您的内容，我们已经没有人能打开，只有您自己还看得到。请再填一份新的表发给我们。",
}


def sent(people: People) -> Reporter:
    reporter = people.reporter("the story of a long case")
    assert reporter.send().status_code == 201
    return reporter


def past_the_guard(people: People, *statements: object) -> None:
    with services_of(people.app).database.engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


def without_desk_key(case: str) -> object:
    keys = table_of(KeyFileRow)
    return delete(keys).where(keys.c.case_id == case, keys.c.holder.startswith("desk:"))


def key_for(case: str, person: Person) -> object:
    row = {"case_id": case, "epoch": 0, "holder": str(AccountHolder(person.id))}
    return insert(table_of(KeyFileRow)).values(row | {"sha256": bytes(32), "data": b"none"})


def kept_away(case: str, person: Person) -> object:
    row = {"case_id": case, "account_id": person.id, "seen": 0, "confirmed": False}
    return insert(table_of(CasePerson)).values(row | {"excluded": True})


def disabled(person: Person) -> object:
    accounts = table_of(Account)
    return update(accounts).where(accounts.c.id == person.id).values(disabled=True)


def has_readers(reporter: Reporter) -> bool:
    meta, _ = parts_of(reporter.open())
    found: bool = meta["readers"]
    return found


LEFT: dict[str, Callable[[str, Person], list[object]]] = {
    "with a key file of their own": lambda _case, _bert: [],
    "disabled": lambda _case, bert: [disabled(bert)],
    "kept from it": lambda case, bert: [kept_away(case, bert)],
}


@pytest.mark.parametrize("bert_is", LEFT)
def test_a_box_knows_whether_somebody_is_left_who_could_open_it(
    people: People, bert_is: str
) -> None:
    _, bert, _ = three(people)
    reporter = sent(people)
    case = reporter.sending.case
    assert has_readers(reporter)
    past_the_guard(people, without_desk_key(case), key_for(case, bert))
    put(people, case, assignee=bert.id)
    past_the_guard(people, *LEFT[bert_is](case, bert))
    assert has_readers(reporter) is (bert_is == "with a key file of their own")


def test_the_desks_key_file_is_nothing_without_somebody_who_holds_the_desks_key(
    people: People,
) -> None:
    anna, _, cara = three(people)
    reporter = sent(people)
    held = table_of(DeskKey)
    past_the_guard(people, delete(held).where(held.c.account_id == anna.id))
    assert has_readers(reporter)
    past_the_guard(people, kept_away(reporter.sending.case, cara))
    assert not has_readers(reporter)


def test_who_is_kept_from_one_case_still_reads_the_others(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    kept, other = sent(people), sent(people)
    past_the_guard(people, kept_away(kept.sending.case, anna))
    assert (has_readers(kept), has_readers(other)) == (False, True)


@pytest.mark.parametrize("lang", WORDS)
def test_without_a_script_the_page_says_it_and_takes_nothing_more(
    people: People, lang: str
) -> None:
    people.new("anna", "caseworker", triage=True)
    reporter = sent(people)
    before = come_back_plain(people.client(), reporter.receipt, lang=lang).get_data(as_text=True)
    past_the_guard(people, without_desk_key(reporter.sending.case))
    after = come_back_plain(people.client(), reporter.receipt, lang=lang).get_data(as_text=True)
    assert [WORDS[lang] in page for page in (before, after)] == [False, True]
    assert ['name="message"' in page for page in (before, after)] == [True, False]
    assert "the story of a long case" in after


def test_a_message_that_nobody_could_open_is_refused_and_says_so(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    reporter = sent(people)
    assert add_message(reporter, "they called again").status_code == 201
    past_the_guard(people, without_desk_key(reporter.sending.case))
    refused = add_message(reporter, "they stand at the door")
    assert (refused.status_code, refused.get_json()["error"]) == (409, "no_readers")
    meta, _ = parts_of(reporter.open())
    assert [each["kind"] for each in meta["objects"]].count("message") == 1


@pytest.mark.parametrize("lang", WORDS)
def test_words_typed_before_the_last_reader_went_are_not_lost(people: People, lang: str) -> None:
    people.new("anna", "caseworker", triage=True)
    reporter = sent(people)
    past_the_guard(people, without_desk_key(reporter.sending.case))
    words = "they <stand> at the door"
    answer = come_back_plain(people.client(), reporter.receipt, words, lang=lang)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "they &lt;stand&gt; at the door</textarea>" in page
    assert WORDS[lang] in page
    assert re.search(r'<textarea[^>]* aria-labelledby="?kept"?[^>]* readonly', page)


def test_an_empty_number_looks_like_a_box_that_somebody_can_open(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    nobody = people.reporter("never sent")
    assert has_readers(nobody)


def test_what_nobody_can_open_still_stands_before_the_desk(people: People) -> None:
    anna, _, _ = three(people)
    case = report(people)
    past_the_guard(people, without_desk_key(case))
    rows = anna.client.get("/desk/rows").get_json()["rows"]
    assert [(row["case"], row["unreadable"]) for row in rows] == [(case, True)]
