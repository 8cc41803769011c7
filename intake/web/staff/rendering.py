"""Staff pages and the multipart answers their scripts read."""

import json
from collections.abc import Callable, Mapping

from flask import Response, make_response, render_template, session

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.web import wire
from intake.web.headers import CSP, staff_policy
from intake.web.services import services
from intake.web.staff.sessions import Session
from intake.web.words.i18n import language
from intake.web.words.staff import ROLES
from intake.web.words.words import in_language

HOME = {**dict.fromkeys(DESK_ROLES, "/desk/"), "auditor": "/audit/"}


def staff_page(template: str, page: str, *, bare: bool = False, **context: object) -> Response:
    """Return a staff page (see ``templates/staff.html`` for its context).

    Args:
        template: Path of the template.
        page: Which module of ``pages/staff.js`` runs.
        bare: Without the frame of who is signed in.
        context: What the template names beside the common context.
    """
    found = services()
    text = render_template(
        template,
        page=page,
        role_words=in_language(ROLES, language()),
        account=session.actor if isinstance(session, Session) and not bare else None,
        idle_minutes=found.config.settings.idle_minutes,
        asset=found.assets.__getitem__,
        **context,
    )
    response = make_response(text)
    response.headers[CSP] = staff_policy(found.assets["staff.js"].integrity)
    return response


def desk_page() -> Response:
    """Return the desk's one document (see ``templates/desk/desk.html``)."""
    found = services()
    text = render_template(
        "desk/desk.html",
        idle_minutes=found.config.settings.idle_minutes,
        asset=found.assets.__getitem__,
    )
    response = make_response(text)
    response.headers[CSP] = staff_policy(found.assets["desk.js"].integrity)
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
