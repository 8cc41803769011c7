"""The language of staff pages: of the path, else of the session, else the one the browser prefers.

It is kept in the row of the session and goes with it: no account says which language its person
reads, and no cookie but the session's is needed.
"""

from flask import request, session

from intake.errors import Refused
from intake.form.languages import SOURCE, STAFF
from intake.web.staff.sessions import LANG, STAFF_PATHS
from intake.web.words.i18n import language, speak


def find_language(said: str | None) -> str:
    """Return the language of a page whose path does not begin with one.

    Args:
        said: What the path says further on, if it does.
    """
    if request.path.split("/")[1] not in STAFF_PATHS:
        return SOURCE
    chosen = said or session.get(LANG)
    if chosen in STAFF:
        return str(chosen)
    return request.accept_languages.best_match(STAFF, SOURCE) or SOURCE


def speak_as(asked: str | None) -> str:
    """Answer in the language that a page says it is in, from here on; return which it is.

    Args:
        asked: A tag; None for a client that has no page.

    Raises:
        Refused: ``lang``: staff pages are not written in it.
    """
    if asked is not None:
        if asked not in STAFF:
            raise Refused("lang")
        speak(asked)
    return language()


def keep_language(asked: str) -> None:
    """Keep another language in the session of this request.

    Raises:
        Refused: As for ``speak_as``.
    """
    session[LANG] = speak_as(asked)
