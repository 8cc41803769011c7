"""The language of staff pages: of the address, else of the session, else the browser's own."""

import json

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.form.languages import SOURCE, STAFF
from intake.store.models import Account, StaffSession
from intake.verify.speech import ENGLISH, SPEECH
from intake.web.services import services_of
from intake.web.staff.sessions import token_hash
from intake.web.words import i18n
from tests.people import People, Person

ENGLISH_PAGE, FRENCH_PAGE = '<html lang="en" dir="ltr"', '<html lang="fr" dir="ltr"'


def opened(people: People, path: str, prefers: str = "") -> str:
    headers = {"Accept-Language": prefers} if prefers else {}
    answer = people.client().get(path, headers=headers)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("path", "prefers", "begins"),
    [
        ("/sign-in", "", ENGLISH_PAGE),
        ("/sign-in", "fr-BE,fr;q=0.9,en;q=0.5", FRENCH_PAGE),
        ("/sign-in", "nl,bo;q=0.9", ENGLISH_PAGE),
        ("/sign-in", "x;q=?,\x7f", ENGLISH_PAGE),
        ("/sign-in/fr", "en", FRENCH_PAGE),
        ("/sign-in/en", "fr", ENGLISH_PAGE),
        ("/enrol/fr", "", FRENCH_PAGE),
        ("/en/help", "fr", ENGLISH_PAGE),  # No public page asks the browser.
    ],
)
def test_before_signing_in_it_is_of_the_address_or_the_browser(
    people: People, path: str, prefers: str, begins: str
) -> None:
    assert begins in opened(people, path, prefers)


def test_a_language_that_staff_pages_are_not_written_in_has_no_address(people: People) -> None:
    assert people.client().get("/sign-in/zh-Hans").status_code == 404


def test_the_page_names_the_script_of_its_language_and_pins_it(people: People) -> None:
    answer = people.client().get("/sign-in/fr")
    script = services_of(people.app).assets["staff.fr.js"]
    assert f'src="{script.url}" integrity="{script.integrity}"' in answer.text
    assert f"script-src '{script.integrity}'" in answer.headers["Content-Security-Policy"]
    assert services_of(people.app).assets["staff.js"].url not in answer.text


def stored(person: Person) -> dict[str, str]:
    hashed = token_hash(person.client.get_cookie("__Host-intake").value)  # type: ignore[union-attr]
    with services_of(person.people.app).database.reading() as db:
        data: dict[str, str] = json.loads(db.get_one(StaffSession, hashed).data)
    return data


def choose(person: Person, lang: object) -> TestResponse:
    return person.post("/session/language", {"lang": lang})


def test_it_is_chosen_for_the_session_and_kept_in_its_row_alone(people: People) -> None:
    gita = people.new("gita", "administrator")
    assert stored(gita)["lang"] == "en"
    page = gita.client.get("/session/language", headers={"Accept-Language": "fr"}).text
    assert ENGLISH_PAGE in page
    assert '<button type="button" lang="fr" data-lang="fr" disabled>Français</button>' in page
    assert choose(gita, "fr").status_code == 204
    assert stored(gita)["lang"] == "fr"
    assert FRENCH_PAGE in gita.client.get("/admin/").text
    refused = gita.client.get("/desk/overview/data")
    assert refused.get_json()["message"] == "Ce n’est pas pour votre rôle."
    with services_of(people.app).database.reading() as db:
        assert "fr" not in map(str, db.execute(select(Account.__table__)).one())


DRAFT = "Draft translation. Two native speakers have not checked it yet."
HTML = {"Accept": "text/html"}
#: Of each role some pages, the desk's, and one that is not there.
PAGES = {
    "administrator": ("/admin/", "/admin/vouching", "/admin/witnesses", "/admin/nothing"),
    "auditor": ("/audit/", "/audit/inquiries/", "/audit/statements/", "/audit/names/"),
    "caseworker": ("/desk/", f"/desk/{'0' * 32}", "/desk/exports", "/desk/inquiries", "/audit/"),
}


@pytest.mark.parametrize("role", PAGES)
def test_what_no_two_have_read_says_so_on_every_page(people: People, role: str) -> None:
    person = people.new("gita", role, triage=role == "caseworker")
    pages = (*PAGES[role], "/session/language")
    for lang in STAFF:
        assert choose(person, lang).status_code == 204
        told = [person.client.get(path, headers=HTML).text for path in pages]
        told += [opened(people, f"/{path}/{lang}") for path in ("sign-in", "enrol")]
        for page in told:
            says = (page.count(DRAFT), page.count(str(i18n.translate(lang, DRAFT))))
            assert says == ((0, 0) if lang == SOURCE else (1, 1)), page[:200]


def test_an_invitation_leads_to_a_page_in_the_language_of_who_invites(people: People) -> None:
    gita = people.new("gita", "administrator")
    asked = {"role": "auditor", "triage": False}
    begins = []
    for lang, username in (("en", "audra"), ("fr", "alma")):
        assert choose(gita, lang).status_code == 204
        answer = gita.post("/admin/invite", {**asked, "username": username})
        begins.append(answer.get_json()["link"].partition("#")[0])
    assert begins == ["/enrol", "/enrol/fr"]


@pytest.mark.parametrize("lang", ["zh-Hans", "FR", "", None, 1, ["fr"], "fr" * 9])
def test_no_other_is(people: People, lang: object) -> None:
    gita = people.new("gita", "administrator")
    answer = choose(gita, lang)
    assert (answer.status_code, answer.get_json()["error"]) == (422, "lang")
    assert stored(gita)["lang"] == "en"


def test_what_the_rooms_below_say_is_english_once_the_page_has_answered(people: People) -> None:
    audra = people.new("audra", "auditor")
    assert choose(audra, "fr").status_code == 204
    page = audra.client.get("/audit/").text
    assert "Intact autant que cette machine peut le dire." in page or "Pas encore lu" in page
    assert SPEECH.get() is ENGLISH


def test_a_text_that_is_missing_stands_in_english_and_says_so(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {text: each for text, each in i18n.catalogue("fr").items() if text != "User name"}
    monkeypatch.setattr(i18n, "catalogue", lambda _tag: said)
    assert '<label for="username" lang="en">User name</label>' in opened(people, "/sign-in/fr")
