"""The pages that are the same for everybody: language choice, start, help, exit."""

from flask import Blueprint, Response

from intake.form.languages import NAMES
from intake.web.declared import public, unlogged
from intake.web.pages.public import constant_page
from intake.web.services import services
from intake.web.words.i18n import LANG, language

bp = Blueprint("pages", __name__)
WHY = "the same bytes for everyone; visits are never logged"
#: For screen readers alone.
UNSEEN = ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
HELP_KEPT = "public, max-age=86400"  # A day: it must open again without a network.


@bp.get("/")
@public
@unlogged(WHY)
def choose() -> Response:
    """Offer the languages; the browser's own list is not asked."""
    return constant_page("report/choose.html", {"names": NAMES})


@bp.get(f"{LANG}/")
@public
@unlogged(WHY)
def start() -> Response:
    """Say what this is and where to go."""
    return constant_page("report/start.html")


@bp.get(f"{LANG}/help")
@public
@unlogged(WHY)
def danger() -> Response:
    """Show whom to call and what to say; the one page a browser may keep."""
    running = services()
    context = {"emergency": running.emergency, "tag": language()}
    style = running.assets["help.css"].text
    headers = {"Cache-Control": HELP_KEPT}
    return constant_page("help/help.html", context, style=style, headers=headers)


@bp.get(f"{LANG}/exit")
@public
@unlogged(WHY)
def leave() -> Response:
    """Show an empty page: nothing on it tells where one has been, or that one has left."""
    return constant_page("report/exit.html", style=UNSEEN)
