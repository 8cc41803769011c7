"""The pages that are the same for everybody: language choice, start, help, check, exit."""

from flask import Blueprint, Response

from intake.crypto.roster.accounts import desk_safety_number
from intake.form.languages import KNOWN
from intake.form.urgency.duty import find_duty
from intake.web.declared import constant
from intake.web.pages.public import constant_page
from intake.web.services import services
from intake.web.words.i18n import LANG, format_day, language
from intake.web.words.promised import say_duty, say_staffed
from intake.web.words.words import BAR, in_language

bp = Blueprint("pages", __name__)
#: For screen readers alone.
UNSEEN = ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
HELP_KEPT = "public, max-age=86400"  # A day: it must open again without a network.


@bp.get("/")
@constant
def choose() -> Response:
    """Offer the languages; the browser's own list is not asked."""
    words = {tag: in_language(BAR, tag) for tag in KNOWN}
    return constant_page("report/choose.html", {"known": KNOWN, "words": words})


@bp.get(f"{LANG}/")
@constant
def start() -> Response:
    """Say what this is and where to go."""
    table = services().answering
    duty = find_duty(table, services().clock())
    return constant_page("report/start.html", {"duty": say_duty(table, duty)}, edition=duty)


@bp.get(f"{LANG}/help")
@constant
def danger() -> Response:
    """Show whom to call and what to say; the one page a browser may keep."""
    running = services()
    context = {"tag": language(), "staffed": say_staffed(running.answering)}
    style = running.assets["help.css"].text
    headers = {"Cache-Control": HELP_KEPT}
    return constant_page("help/help.html", context, style=style, headers=headers)


@bp.get(f"{LANG}/check")
@constant
def really() -> Response:
    """Say how to tell that this is really us, and what partners print of us."""
    running = services()
    desk = running.desk()
    number = desk_safety_number(desk.recipient) if desk else ""
    context = {"host": running.config.settings.origin.partition("/")[0], "number": number}
    return constant_page("report/really.html", context, edition=number)


@bp.get(f"{LANG}/access")
@constant
def access() -> Response:
    """Say what was done for accessibility, what is missing, and how to say that something is."""
    found = services().assessment
    context = {"day": format_day(found.day.isoformat()), "contact": found.contact}
    return constant_page("report/access.html", context)


@bp.get(f"{LANG}/exit")
@constant
def leave() -> Response:
    """Show an empty page: nothing on it tells where one has been, or that one has left."""
    return constant_page("report/exit.html", style=UNSEEN)
