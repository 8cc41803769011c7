"""An auditor asks who holds a case, in a browser: sealed there, answered, and opened there."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from intake.audit.passing.following import Follower
from intake.crypto.age.hybrid import encode_recipient
from intake.crypto.case.inquiries import new_proof
from intake.crypto.encoding import b64u
from intake.crypto.roster.accounts import auditor_safety_number, keys_safety_number
from intake.crypto.roster.vouch import sign_vouch, verify_vouch
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.store.models import Account, Inquiry
from intake.web.services import services_of
from tests.audit.inquiring.asking import Room, make_room, page_of, read, seal, waiting
from tests.audit.inquiring.asking import answer as answer_by_script
from tests.desk.listed import put
from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import judged, pictures
from tests.e2e.staffing import come_in, enter_desk, visit

OTHER_REF = f'data-ref="{"0" * 32}"'


def follow(live: Live) -> None:
    """Sign what was logged, and let the side tables take it in."""
    running = services_of(live.people.app)
    running.signer.checkpoint(running.database, Log.ACCESS)
    follower = Follower(running.database, running.signer)
    while not follower.tick():
        pass


def number_of(room: Room) -> str:
    """The number of the members' keys, as a member reads it aloud."""
    return keys_safety_number(each.recipient for each in room.anna.walk().newest.members)


def ask(page: Page, room: Room, words: str) -> None:
    """Ask from the form as it is filled, with the number that words take."""
    page.select_option("[name=asks]", "entitled")
    page.fill("[name=words]", words)
    page.fill("[name=number]", number_of(room) if words else "")
    with page.expect_navigation():
        page.click("[data-does=inquire]")
    page.wait_for_selector("[data-inquiry]")


def test_an_auditor_asks_about_an_opening_the_holder_answers_and_the_auditor_reads_it(
    live: Live, new_page: NewPage
) -> None:
    room = make_room(live.people)
    opening = room.entries_of(room.carl)[0]
    follow(live)
    page, desk = new_page(), new_page()
    come_in(page, room.audra, f"/audit/access/{opening}")
    ask_about_entry(page, room, opening)
    assert "read it" not in page_of(room.audra), "the server holds it sealed"
    come_in(desk, room.anna, "/desk/notices")
    answer(desk)
    visit(page, "/audit/inquiries/")
    read_answer(page)
    assert room.case not in page.content()


def ask_about_entry(page: Page, room: Room, opening: int) -> None:
    """Come from an entry, mistype, and ask; nothing typed is lost on the way."""
    page.get_by_role("link", name="Ask who holds the case about this").click()
    expect(page.locator("[name=case]")).to_have_value(room.ref)
    expect(page.locator("[name=entries]")).to_have_value(str(opening))
    assert judged(page, "inquiries-empty") == []
    page.fill("[name=entries]", "99999")
    page.fill("[name=words]", "Why did they read it?")
    page.fill("[name=number]", number_of(room))
    page.click("[data-does=inquire]")
    expect(page.locator("[data-says=ask-problem]")).to_have_text("Choose a question.")
    page.select_option("[name=asks]", "entitled")
    page.click("[data-does=inquire]")
    expect(page.locator("[data-says=ask-problem]")).to_contain_text(
        "Each entry must be one of this case"
    )
    expect(page.locator("[name=words]")).to_have_value("Why did they read it?")
    page.fill("[name=entries]", str(opening))
    ask(page, room, "Why did they read it?")
    expect(page.locator("[data-inquiry] [data-says=asked]")).to_have_text("Why did they read it?")


def answer(desk: Page) -> None:
    """Come from the line on every staff page, read, and answer by keyboard."""
    desk.get_by_role("link", name="Read and answer").click()
    expect(desk.locator("[data-says=asked]")).to_have_text("Why did they read it?")
    assert judged(desk, "inquiries-asked") == []
    pictures(desk, "inquiries-asked")
    desk.click("[data-does=answer]")
    expect(desk.locator("[data-says=problem]")).to_have_text("Choose an answer.")
    desk.select_option("[name=answer]", "stood_in")
    desk.fill("[name=words]", "I was ill that day.")
    desk.focus("[name=words]")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Nobody asks you anything.")).to_be_visible()


def read_answer(page: Page) -> None:
    """Read code and words of what was answered."""
    expect(page.locator("[data-says=answered]")).to_have_text("I was ill that day.")
    expect(page.get_by_text("Somebody stood in for who holds it")).to_be_visible()
    expect(page.locator("[data-says=proof]")).to_have_text(
        "Written by who could read your question."
    )
    assert judged(page, "inquiries-answered") == []
    pictures(page, "inquiries-answered")


def test_whom_it_is_about_sees_nothing_and_the_one_after_reads_no_words(
    live: Live, new_page: NewPage
) -> None:
    room = make_room(live.people)
    entries = room.entries_of(room.anna)
    page, desk = new_page(), new_page()
    come_in(page, room.audra, f"/audit/inquiries/?case={room.ref}&entries={entries[0]}")
    ask(page, room, "Did anna have to?")
    come_in(desk, room.anna, "/desk/inquiries")
    expect(desk.get_by_text("Nobody asks you anything.")).to_be_visible()
    assert judged(desk, "inquiries-none") == []
    put(live.people, room.case, cover=None)  # Carl covers no more: a supervisor is asked.
    supervisor = new_page()
    come_in(supervisor, room.susi, "/desk/inquiries")
    expect(supervisor.get_by_text("sealed to them, and you cannot read them")).to_be_visible()
    expect(supervisor.locator("[name=words]")).to_have_count(0)
    assert judged(supervisor, "inquiries-moved") == []
    visit(page, "/audit/inquiries/")
    expect(page.get_by_text("They cannot read your words")).to_be_visible()
    supervisor.select_option("[name=answer]", "not_known")
    supervisor.click("[data-does=answer]")
    expect(supervisor.get_by_text("Nobody asks you anything.")).to_be_visible()
    visit(page, "/audit/inquiries/")
    expect(page.get_by_text("By code alone")).to_be_visible()


def key_of(room: Room) -> str:
    """Another auditor's key, for which a member has signed as well."""
    other = room.people.new("olga", "auditor")
    room.anna.vouch(other)
    with services_of(room.people.app).database.reading() as db:
        row = db.get_one(Account, other.id)
        return f'data-key="{row.recipient}" data-vouch="{b64u(row.vouch or b"")}"'


@pytest.mark.parametrize("what", ["asks", "ref", "key"])
def test_what_is_altered_on_the_way_is_said_and_not_answered_in_words(
    live: Live, new_page: NewPage, what: str
) -> None:
    room: Room = make_room(live.people)
    page, desk = new_page(), new_page()
    come_in(page, room.audra, f"/audit/inquiries/?case={room.ref}")
    ask(page, room, "As it was sealed.")
    shown, as_if = {
        "asks": (r'data-asks="\w+"', 'data-asks="other"'),
        "ref": (r'data-ref="\w+"', OTHER_REF),
        "key": (r'data-key="\w+" data-vouch="[\w-]+"', key_of(room)),
    }[what]

    def serve(route: Route) -> None:
        got = route.fetch()
        route.fulfill(response=got, body=re.sub(shown, as_if, got.text()))

    desk.route("**/desk/inquiries", serve)
    come_in(desk, room.anna, "/desk/inquiries")
    expect(desk.locator("[data-says=problem]")).to_contain_text("is not what the auditor sealed")
    expect(desk.locator("[data-says=asked]")).to_be_hidden()
    expect(desk.locator("[name=words]")).to_be_hidden()


@pytest.mark.parametrize(
    ("shown", "as_if"), [(r'data-asks="\w+"', 'data-asks="other"'), (r'data-ref="\w+"', OTHER_REF)]
)
def test_a_question_that_is_shown_as_another_is_not_believed(
    live: Live, new_page: NewPage, shown: str, as_if: str
) -> None:
    """Whoever owns the machine shows the answer to one question as that to another."""
    room, page = make_room(live.people), new_page()
    come_in(page, room.audra, f"/audit/inquiries/?case={room.ref}")
    ask(page, room, "As it was sealed.")
    [(inquiry_id, file)] = waiting(room.anna)
    said = seal(read(room.anna, file), room.audra, "All is well.")
    assert answer_by_script(room.anna, inquiry_id, words=said).status_code == 204

    def serve(route: Route) -> None:
        got = route.fetch()
        route.fulfill(response=got, body=re.sub(shown, as_if, got.text()))

    page.route("**/audit/inquiries/", serve)
    visit(page, "/audit/inquiries/")
    expect(page.locator("[data-says=asked]")).to_contain_text("not the question that you sealed")
    expect(page.locator("[data-says=answered]")).to_be_hidden()


def test_who_answered_a_question_without_words_is_not_shown(live: Live, new_page: NewPage) -> None:
    """It was sealed to keys that nobody compared: this machine may have read its secret."""
    room, page = make_room(live.people), new_page()
    come_in(page, room.audra, f"/audit/inquiries/?case={room.ref}")
    ask(page, room, "")
    [(inquiry_id, file)] = waiting(room.anna)
    said = seal(read(room.anna, file), room.audra, "All is well.")
    assert answer_by_script(room.anna, inquiry_id, words=said).status_code == 204
    visit(page, "/audit/inquiries/")
    expect(page.locator("[data-says=proof]")).to_contain_text("nothing shows who wrote this")


def test_what_another_wrote_in_the_place_of_who_was_asked_is_not_believed(
    live: Live, new_page: NewPage
) -> None:
    """Whoever owns the machine knows the auditor's key, and not what the question held."""
    room = make_room(live.people)
    page = new_page()
    come_in(page, room.audra, f"/audit/inquiries/?case={room.ref}")
    ask(page, room, "As it was sealed.")
    [(inquiry_id, file)] = waiting(room.anna)
    asked = read(room.anna, file)  # What the browser sealed opens in the other program, too.
    assert asked.words == "As it was sealed."
    forged = asked._replace(proof=new_proof())
    other_code, unproved = "not_known", "Do not rely on it"
    for question, code, says in (
        (forged, "casework", unproved),
        (asked, other_code, unproved),  # True words beside another code.
        (asked, "casework", "Written by who could read"),
    ):
        words = seal(question, room.audra, "All is well.", code)
        with services_of(live.app).database.session() as db:
            Act(db, SYSTEM, live.clock()).log(Event.SYS_START, facts={})
            row = db.get_one(Inquiry, inquiry_id)
            row.answer, row.answer_words, row.answered_as = "casework", words, "assignee"
            row.answered_at, row.answer_idx = live.clock(), row.idx
            db.commit()
        visit(page, "/audit/inquiries/")
        expect(page.locator("[data-says=proof]")).to_contain_text(says)


def test_the_desk_says_that_an_auditor_asks(live: Live, new_page: NewPage) -> None:
    room = make_room(live.people)
    page, desk = new_page(), new_page()
    come_in(page, room.audra, f"/audit/inquiries/?case={room.ref}")
    ask(page, room, "")
    enter_desk(desk, room.anna)
    assert judged(desk, "inquiries-desk") == []
    pictures(desk, "inquiries-desk")
    desk.get_by_role("link", name="Read and answer").click()
    expect(desk.locator("[data-inquiry]")).to_have_count(1)
    other = new_page()
    enter_desk(other, room.carl)
    expect(other.get_by_role("link", name="Read and answer")).to_have_count(0)


def test_no_words_leave_for_keys_of_another_number(live: Live, new_page: NewPage) -> None:
    """Whoever owns the machine names a key of their own."""
    room = make_room(live.people)
    page = new_page()
    come_in(page, room.audra, f"/audit/inquiries/?case={room.ref}")
    page.select_option("[name=asks]", "entitled")
    page.fill("[name=words]", "Why did they read it?")
    page.click("[data-does=inquire]")
    problem = page.locator("[data-says=ask-problem]")
    expect(problem).to_contain_text("a member read to you")
    page.fill("[name=number]", number_of(room))

    def serve(route: Route) -> None:
        answer = route.fetch()
        keys = sorted([*answer.json()["keys"][1:], encode_recipient(room.audra.recipient)])
        route.fulfill(response=answer, json=answer.json() | {"keys": keys})

    page.route("**/audit/inquiries/keys", serve)
    page.click("[data-does=inquire]")
    expect(problem).to_contain_text("have another number. Nothing was sent")
    expect(page.locator("[name=words]")).to_have_value("Why did they read it?")
    assert judged(page, "inquiries-other-keys") == []
    assert waiting(room.anna) == []
    page.unroute("**/audit/inquiries/keys")
    with page.expect_navigation():
        page.click("[data-does=inquire]")
    expect(page.locator("[name=number]")).to_have_value(number_of(room))  # For the next question.
    assert len(waiting(room.anna)) == 1


def test_no_words_are_answered_to_a_key_that_nobody_signed_for(
    live: Live, new_page: NewPage
) -> None:
    """Neither to one that carl signed for, who only holds cases, nor to one that nobody did."""
    room = make_room(live.people)
    page = new_page()
    come_in(page, room.audra, f"/audit/inquiries/?case={room.ref}")
    ask(page, room, "Why did they read it?")
    carl, desk = room.carl, new_page()
    signed = sign_vouch(carl.id, room.audra.recipient, carl.keys.signing_seed)
    come_in(desk, room.anna, "/desk/notices")
    for vouch in (signed, None):
        with services_of(live.app).database.session() as db:
            Act(db, SYSTEM, live.clock()).log(Event.SYS_START, facts={})
            db.get_one(Account, room.audra.id).vouch = vouch
            db.commit()
        visit(desk, "/desk/inquiries")
        expect(desk.locator("[data-says=voucher]")).to_contain_text("Nobody on the desk's list")
        expect(desk.locator("[name=words]")).to_be_hidden()
    assert judged(desk, "inquiries-not-vouched") == []
    desk.select_option("[name=answer]", "casework")
    desk.click("[data-does=answer]")
    expect(desk.get_by_text("Nobody asks you anything.")).to_be_visible()
    visit(page, "/audit/inquiries/")
    expect(page.get_by_text("By code alone")).to_be_visible()


def test_a_member_signs_for_the_key_of_which_the_auditor_reads_the_number(
    live: Live, new_page: NewPage
) -> None:
    room = make_room(live.people)
    abel = live.people.new("abel", "auditor")
    own, desk = new_page(), new_page()
    come_in(own, abel, "/admin/vouching")
    number = auditor_safety_number(abel.recipient)
    expect(own.locator("[data-says=own-number]")).to_have_text(number.replace(" ", ""))
    assert judged(own, "vouching-auditor") == []
    come_in(desk, room.anna, "/admin/vouching")
    shown = desk.locator("[data-newcomer=abel] [data-says=number]")
    expect(shown).to_have_text(number.replace(" ", ""))
    keys = desk.locator("[data-says=keys-number]")
    expect(keys).to_have_text(number_of(room).replace(" ", ""))
    assert judged(desk, "vouching-member") == []
    pictures(desk, "vouching-member")
    desk.click("[data-newcomer=abel] [data-does=vouch]")
    expect(desk.get_by_text("Nobody waits for you.")).to_be_visible()
    with services_of(live.app).database.reading() as db:
        signed = db.get_one(Account, abel.id).vouch or b""
    assert verify_vouch(signed, abel.recipient, room.anna.walk().newest).user_name == "anna"
