"""Questions about people and their rights, and about who reads the log."""

from tests.admin.stored import entries, pseudonym_of
from tests.audit.asking.reading import ask, pass_hour
from tests.audit.inquiring.asking import answer, make_room, waiting
from tests.audit.inquiring.asking import ask as ask_holder
from tests.people import People, Person


def test_who_changed_people_and_keys(people: People, ben: Person, audra: Person) -> None:
    adam = people.new("adam", "administrator")
    before = ask(people, audra, 8)
    kinds = {"user.create", "recipient.add"}
    assert {entries(people)[index]["e"] for index in before.entries} >= kinds
    assert adam.post("/admin/suspend", {"account": ben.id}).status_code == 204
    after = ask(people, audra, 8)
    assert len(after.entries) == len(before.entries) + 1
    assert "1 × suspended an account" in after.answer
    assert "suspended an account" not in before.answer
    assert after.planned == ["user.role", "key.rotate", "template.change"]


def test_who_may_act_and_whose_rights_ended(people: People, ben: Person, audra: Person) -> None:
    adam = people.new("adam", "administrator")
    assert ask(people, audra, 9).answer == "No account of this quarter is listed yet."
    pass_hour(people, adam, audra)
    assert ask(people, audra, 9).answer.startswith(
        "4 accounts may act in this quarter: 2 × caseworker, "
    )
    assert adam.post("/admin/suspend", {"account": ben.id}).status_code == 204
    page = ask(people, audra, 9)
    assert page.answer.startswith("3 accounts may act in this quarter: 1 × ")
    assert "1 account was disabled or suspended." in page.answer
    assert page.entries
    assert adam.post("/admin/resume", {"account": ben.id}).status_code == 204
    assert ask(people, audra, 9).answer.startswith("4 accounts may act in this quarter")


def test_who_looked_at_lists_and_that_search_is_nowhere(
    people: People, anna: Person, audra: Person
) -> None:
    assert ask(people, audra, 7).answer == "Nobody looked at a list."
    assert anna.client.get("/desk/mark").status_code == 200
    page = ask(people, audra, 7)
    assert "The log holds no searches: they run in the browser" in page.answer
    assert "in 1 hour, each counted for each person, by 1 person" in page.answer
    assert page.planned == ["case.search"]
    assert len(page.entries) == 1


def test_who_read_the_log_and_oneself_among_them(people: People, audra: Person) -> None:
    other = people.new("abel", "auditor")
    assert other.client.get("/audit/").status_code == 200
    ask(people, audra, 20)
    page, mine = ask(people, audra, 20), pseudonym_of(people, audra.id)
    looks = [each["a"] for each in entries(people) if each["e"].startswith("audit.")]
    assert page.answer == f"{len(looks)} entries by 2 people; {looks.count(mine)} of them yours."
    assert 2 <= looks.count(mine) < len(looks) == len(page.entries)


def test_asking_who_holds_a_case_and_answering_is_reading_too(people: People) -> None:
    room = make_room(people)
    before = ask(people, room.audra, 20)
    assert ask_holder(room).status_code == 204
    [(inquiry_id, _)] = waiting(room.anna)
    assert answer(room.anna, inquiry_id).status_code == 204
    after = ask(people, room.audra, 20)
    kinds = [entries(people)[index]["e"] for index in after.entries]
    assert [kinds.count(kind) for kind in ("audit.inquiry", "audit.answer")] == [1, 1]
    assert len(after.entries) == len(before.entries) + 3  # Its own look among them.
