"""What a reporter does in a browser, for the journeys."""

from playwright.sync_api import Page

from tests.e2e.conftest import READY
from tests.spoken import FEW

#: Papers taken in a shop, and the airport; a plate and a number stand in it as people write them.
STORY = {
    "en": "They took my passport in a shop.",
    "zh-Hans": "他们在一家店里拿走了我的护照。",
    "zh-Hant": "他們在一間舖頭拿走了我的護照。車牌 AB 123，電話 +31 6 1234。",
    "ug": "ئۇلار بىر دۇكاندا پاسپورتۇمنى ئېلىۋالدى. ماشىنا 12-AB-3، تېلېفون +31 6 1234.",
    "bo": "ཁོ་ཚོས་ཚོང་ཁང་ཞིག་ཏུ་ངའི་ལག་ཁྱེར་བླངས་སོང་། AB-123 +31 6 1234",
    "fr": "Ils ont pris mon passeport dans un magasin. Rendez-vous à l’aéroport\u00a0!",
    "nl": "Ze hebben mijn paspoort in een winkel afgepakt.",
    "de": "Sie haben mir in einem Laden den Pass weggenommen.",
}
#: Family at home that was made to call.
CALLS = {
    "en": "The police sat beside my mother when she called.",
    "zh-Hans": "妈妈打电话的时候，警察就坐在旁边。",
    "zh-Hant": "媽媽打電話的時候，公安就坐在旁邊。",
    "ug": "ئانام تېلېفون قىلغاندا، ساقچىلار يېنىدا ئولتۇرۇپتۇ.",
    "bo": "ང་ཡི་ཨ་མས་ཁ་པར་བཏང་དུས་ཉེན་རྟོག་པ་འགྲམ་དུ་བསྡད་འདུག",
    "fr": "La police était assise à côté de ma mère quand elle a appelé.",
    "nl": "De politie zat naast mijn moeder toen ze belde.",
    "de": "Die Polizei saß neben meiner Mutter, als sie anrief.",
}
MORE = {
    "en": "They called again.",
    "zh-Hans": "又打电话来了。",
    "zh-Hant": "他們又打電話來了。",
    "ug": "ئۇلار يەنە تېلېفون قىلدى.",
    "bo": "ཁོ་ཚོས་ཡང་བསྐྱར་ཁ་པར་བཏང་བྱུང་།",
    "fr": "Ils ont rappelé.",
    "nl": "Ze hebben weer gebeld.",
    "de": "Sie haben wieder angerufen.",
}
ANSWER = {
    "en": "Please do not go there alone.",
    "zh-Hans": "请不要一个人去。",
    "zh-Hant": "請不要一個人去。",
    "ug": "ئۇ يەرگە يالغۇز بارماڭ. بىزگە +32 2 123 45 67 گە تېلېفون قىلىڭ.",
    "bo": "དེར་གཅིག་པུར་མ་འགྲོ།",
    "fr": "N’y allez pas seul, s’il vous plaît.",
    "nl": "Ga daar alstublieft niet alleen heen.",
    "de": "Bitte gehen Sie nicht allein dorthin.",
}
#: Where the language changes words alone; the whole of both stories is told in each of STORY.
LANGUAGES = FEW[:2]


def ready(page: Page) -> None:
    """Wait until the page's script has taken over."""
    page.wait_for_selector(READY, state="attached")


def go_on_to(page: Page, name: str) -> None:
    """Press "next" until a field is in sight."""
    while page.locator(f"[name={name}]").first.is_hidden():
        page.click("[name=next]")


def tell_story(page: Page, lang: str, kind: str, story: str) -> None:
    """Begin a report with JavaScript: what kind of thing happened, and in words."""
    page.goto(f"/{lang}/form")
    ready(page)
    page.check("[name=danger_now][value=no]")
    page.click("[name=next]")
    page.click("[name=next]")
    page.check(f"[name=kinds][value={kind}]")
    go_on_to(page, "story")
    page.fill("[name=story]", story)


def fill_screens(page: Page, lang: str, day: str, story: str = "") -> None:
    """Answer what the tests look at, with JavaScript, and go on to the last screen."""
    tell_story(page, lang, "documents", story or STORY[lang])
    go_on_to(page, "d_pickup")
    page.fill("[name=d_pickup]", day)
    page.fill("[name=d_pickup_time]", "11:35")
    page.click("[data-move=end]")


def fill_plain(page: Page, lang: str, day: str, path: str = "form") -> None:
    """Fill the form in without JavaScript; the page that wants a script leads to the other."""
    page.goto(f"/{lang}/{path}")
    if path == "form":
        page.click("noscript a")
    page.check("[name=danger_now][value=no]")
    page.check("[name=kinds][value=documents]")
    page.fill("[name=story]", STORY[lang])
    page.click("#g-documents > summary")
    page.fill("[name=d_pickup]", day)
    page.fill("[name=d_pickup_time]", "11:35")


def send(page: Page) -> str:
    """Press send, without JavaScript once more on the page that shows it all; return the code."""
    page.click("[name=send]")
    page.wait_for_selector("#receipt-code, #check")
    if page.locator("#check").count():
        page.click("[name=send]")
    return page.inner_text("#receipt-code")


def open_box(page: Page, lang: str, code: str) -> None:
    """Come back with the code, whichever way this browser can."""
    page.goto(f"/{lang}/box")
    page.fill("[name=code]", code)
    page.click("[name=send]")
    page.wait_for_selector("textarea[name=message]")
