"""Staff pages in French, in a browser: signing in, answering a case, the auditor's first page."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.conftest import Live, NewPage
from tests.e2e.measuring import judged, picture, pictures
from tests.e2e.staff.test_states import held
from tests.e2e.staffing import come_in, counted, enter_desk, open_case, sign_in, visit
from tests.people import Person

REPLY = "Nous avons lu votre message. Gardez vos papiers chez vous."


@pytest.fixture
def ben(live: Live, anna: Person) -> Person:
    member = live.people.new("ben", "caseworker", triage=True)
    assert anna.admit(member).status_code == 201
    return member


#: What a style sheet writes before a cell, on a phone, with a colon that touches its word.
COLONS = """() => [...document.querySelectorAll("*")]
  .map((it) => getComputedStyle(it, "::before").content)
  .filter((content) => /[^\\s]:/.test(content))"""


def speak_french(page: Page, path: str) -> None:
    """Choose French as somebody does who is signed in, then go on."""
    visit(page, "/session/language")
    page.click("button[data-lang=fr]")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    visit(page, path)


@pytest.mark.usefixtures("full_strength")
def test_a_member_signs_in_in_french_and_answers_a_case(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    case = held(live, anna, ben, "urgent")
    page = new_page(bypass_csp=True)  # axe-core comes as text.
    visit(page, "/sign-in")
    page.click("a[hreflang=fr]")
    page.wait_for_url("**/sign-in/fr")
    expect(page.locator("#enter")).to_have_text("Connexion")
    wrong = judged(page, "fr-sign-in")
    sign_in(page, anna)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    if page.locator("[data-state=pin]").is_visible():
        page.check("[name=same_number]")
        page.click("[data-does=pin]")
    expect(page.locator("[data-state=list]")).to_be_visible()
    wrong += judged(page, "fr-desk")
    open_case(page, case, "casework")
    page.get_by_label("Réponse à la personne, en anglais").fill(REPLY)
    page.click("[data-does=reply]")
    expect(page.locator("[data-message]").last).to_contain_text(REPLY)
    wrong += judged(page, "fr-case")
    visit(page, "/desk/notices")
    expect(page.locator("h1")).to_have_text("Avis et absence")
    page.click("#lock")
    page.wait_for_url("**/sign-in/fr")
    expect(page.locator("#locked")).to_contain_text("Verrouillé.")
    assert not wrong, "\n".join(wrong)


def test_a_newcomer_is_led_through_enrolment_in_french(live: Live, new_page: NewPage) -> None:
    page = new_page(bypass_csp=True)
    visit(page, f"/enrol/fr#{live.people.invite('dora', 'auditor')}")
    expect(page.locator("h1")).to_have_text("Créer votre compte")
    wrong = judged(page, "fr-enrol")
    page.click("[data-does=written]")
    wrong += judged(page, "fr-enrol-words")
    assert page.locator("[lang=en]:not([data-unread] *)").count() == 0
    assert not wrong, "\n".join(wrong)


def test_what_is_typed_is_not_lost_to_another_language_unasked(new_page: NewPage) -> None:
    asked: list[str] = []
    page = new_page()
    visit(page, "/sign-in")

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.fill("[name=username]", "anna")
    page.click("a[hreflang=fr]")
    expect(page.locator("[name=username]")).to_have_value("anna")
    assert asked == ["confirm"]


def test_auditor_administrator_and_supervisor_read_their_first_pages_in_french(
    live: Live, anna: Person, ben: Person, new_page: NewPage
) -> None:
    held(live, anna, ben, "emergency")
    audra, gita = counted(anna, "audra", "auditor"), counted(anna, "gita", "administrator")
    susi = live.people.new("susi", "supervisor")
    assert anna.admit(susi, ben).status_code == 201
    wrong = []
    for person, path, title in (
        (audra, "/audit/", "Ce qui s’est passé"),
        (audra, "/audit/questions/", "Vingt questions"),
        (gita, "/admin/", "Comptes"),
        (susi, "/desk/overview", "Vue d’ensemble"),
        (audra, "/audit/names/", "Noms"),
        (gita, "/admin/witnesses", "Témoins des journaux"),
        (anna, "/admin/people", "Personnes de cette permanence"),
    ):
        page = new_page(bypass_csp=True)
        come_in(page, person)
        speak_french(page, path)
        expect(page.locator("h1")).to_have_text(title)
        assert page.locator("[lang=en]:not([data-unread] *)").count() == 0
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate(COLONS) == []
        name = f"fr{path.replace('/', '-')}"
        wrong += judged(page, name)
        pictures(page, name)
    assert not wrong, "\n".join(wrong)


#: Of the desk's bar: its height in lines of its own, and how far Lock is from its end.
BAR = """() => {
  const [bar, lock] = [".bar", "#lock"].map((it) =>
    document.querySelector(it).getBoundingClientRect());
  return [Math.round(bar.height / 48), Math.round(bar.right - lock.right) < 12];
}"""


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_the_bar_is_one_line_and_lock_at_its_end_on_a_narrow_one_too(
    live: Live, anna: Person, ben: Person, new_page: NewPage, width: int
) -> None:
    held(live, anna, ben, "emergency")
    page = new_page(viewport={"width": width, "height": 740})
    enter_desk(page, anna)
    speak_french(page, "/desk/")
    expect(page.locator("[data-checked]")).to_be_visible()
    picture(page, f"fr-bar-{width}")
    assert page.evaluate(BAR) == [1 if width > 320 else 2, True]


def test_from_the_desk_one_comes_to_another_language_and_each_page_says_that_it_is_a_draft(
    anna: Person, new_page: NewPage
) -> None:
    page = new_page()
    enter_desk(page, anna)
    expect(page.locator("[data-unread]")).to_have_count(0)
    page.click("footer a[href='/session/language']")
    expect(page.locator("li a", has_text="Sign-in page in French")).to_be_visible()
    page.click("button[data-lang=fr]")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("li a", has_text="Page de connexion en français")).to_be_visible()
    for path in ("/session/language", "/desk/", "/desk/notices", "/sign-in/fr"):
        visit(page, path)
        expect(page.locator("[data-unread]")).to_contain_text("Traduction provisoire.")
        expect(page.locator("[data-unread] [lang=en]")).to_contain_text("Draft translation.")
