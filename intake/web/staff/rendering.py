"""Staff pages and the multipart answers their scripts read."""

import json
from collections.abc import Callable, Mapping

from flask import Response, make_response, render_template, session

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.form.languages import SOURCE, STAFF
from intake.form.loading.readers import is_staff_draft
from intake.web import wire
from intake.web.headers import CSP, staff_policy
from intake.web.services import services
from intake.web.staff.sessions import Session
from intake.web.words.english import mark_english
from intake.web.words.i18n import language
from intake.web.words.staff import ROLES
from intake.web.words.words import in_language

HOME = {**dict.fromkeys(DESK_ROLES, "/desk/"), "auditor": "/audit/"}


def staff_page(
    template: str, page: str, *, bare: bool = False, has_form: bool = False, **context: object
) -> Response:
    """Return a staff page (see ``templates/staff.html`` for its context).

    Args:
        template: Path of the template.
        page: Which module of ``pages/staff.js`` runs.
        bare: Without the frame of who is signed in.
        has_form: Whether it holds a form that asks for a page, and works without a script.
        context: What the template names beside the common context.
    """
    found, script = services(), script_name("staff")
    text = render_template(
        template,
        **_in_language(script),
        page=page,
        role_words=in_language(ROLES, language()),
        account=session.actor if isinstance(session, Session) and not bare else None,
        idle_minutes=found.config.settings.idle_minutes,
        asset=found.assets.__getitem__,
        **context,
    )
    return _answer(text, script, has_form=has_form)


def desk_page() -> Response:
    """Return the desk's one document (see ``templates/desk/desk.html``)."""
    found, script = services(), script_name("desk")
    text = render_template(
        "desk/desk.html",
        **_in_language(script),
        idle_minutes=found.config.settings.idle_minutes,
        asset=found.assets.__getitem__,
    )
    return _answer(text, script)


def script_name(name: str) -> str:
    """Return the name of a script of staff pages in the language of the page."""
    return f"{name}.js" if language() == SOURCE else f"{name}.{language()}.js"


def _in_language(script: str) -> dict[str, object]:
    is_rtl = STAFF[language()].dir == "rtl"
    draft = is_staff_draft(language())
    return {"lang": language(), "is_rtl": is_rtl, "draft": draft, "script_name": script}


def _answer(text: str, script: str, *, has_form: bool = False) -> Response:
    response = make_response(mark_english(text, STAFF[language()].dir))
    response.headers[CSP] = staff_policy(services().assets[script].integrity, has_form=has_form)
    return response


def multipart(meta: Mapping[str, object], parts: Mapping[str, bytes]) -> Response:
    """Return ``meta`` as JSON and the files beside it, as ``multipart/form-data``."""
    body, kind = wire.encode_multipart({"meta": json.dumps(meta).encode(), **parts})
    return Response(body, content_type=kind)


def streamed(
    meta: Mapping[str, object],
    parts: Mapping[str, bytes],
    later: Mapping[str, int],
    read: Callable[[str], bytes],
) -> Response:
    """Return the same; the parts named in ``later``, with their lengths, are read in their turn."""
    first = {"meta": json.dumps(meta).encode(), **parts}
    stream, length, kind = wire.stream_multipart(first, later, read)
    return Response(stream, content_type=kind, headers={"Content-Length": str(length)})


def home_of(role: str) -> str:
    """Return the first page of a role."""
    return HOME.get(role, "/admin/")
