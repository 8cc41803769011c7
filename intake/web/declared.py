"""What every view says of itself: who may use it, and what it logs.

A view without both declarations is never served (``intake.web.staff.guards``), and a test walks the
route map. ``@logged`` names the events a view appends; ``@unlogged`` says why it needs none;
``@logged_hourly`` names the one that stands once for each account and clock hour, before anything
is served. ``@unattended`` says that pages ask for it on their own.
"""

from collections.abc import Callable
from typing import TypeVar

from intake.log.events import Event
from intake.store.models.accounts import ROLES

View = TypeVar("View", bound=Callable[..., object])

PUBLIC = frozenset({"public"})
STAFF = frozenset(ROLES)
PUBLIC_LOG = "public log"  # Everybody, in an instance whose settings say so.

BY_TOKEN = frozenset({"token"})  # Nobody but who shows the token of a visit.


def _mark(view: View, name: str, value: object) -> View:
    setattr(view, name, value)
    return view


def public(view: View) -> View:
    """Anybody may use this view; it neither reads nor sets a session."""
    return _mark(view, "allowed", PUBLIC)


def allow(*roles: str) -> Callable[[View], View]:
    """Only signed-in people with one of these roles may use this view."""
    unknown = set(roles) - STAFF - {PUBLIC_LOG}
    if unknown or not roles:
        raise ValueError(f"roles {sorted(unknown)}")
    return lambda view: _mark(view, "allowed", frozenset(roles))


def constant(view: View) -> View:
    """Everybody gets the same bytes of this page, in each of its editions; no visit is logged.

    It stands in the list of what everybody is served (``intake.web.served``).
    """
    because = unlogged("the same bytes for everyone; visits are never logged")
    return _mark(because(public(view)), "constant", True)


def is_constant(view: object) -> bool:
    """Tell whether a view shows a constant page."""
    return bool(getattr(view, "constant", False))


def by_token(scope: str, *, only: bool = False) -> Callable[[View], View]:
    """Who shows a visit's token of this scope may use this view, besides others or ``only`` they.

    Scopes: ``log``, which every token has, and ``details``.
    """

    def mark(view: View) -> View:
        return _mark(_mark(view, "allowed", BY_TOKEN) if only else view, "token_scope", scope)

    return mark


def token_scope(view: object) -> str | None:
    """Return which scope of a token opens a view; None if no token does."""
    scope: str | None = getattr(view, "token_scope", None)
    return scope


def logged(*events: Event) -> Callable[[View], View]:
    """This view appends one of these events before it serves or changes anything."""
    return lambda view: _mark(view, "events", events)


def unlogged(reason: str) -> Callable[[View], View]:
    """This view appends nothing; the reason is for readers of the code and the route test."""
    return lambda view: _mark(view, "unlogged_because", reason)


def logged_hourly(event: Event) -> Callable[[View], View]:
    """This view serves only under this account's entry of the clock hour; the first call makes it.

    What pages ask for on their own, as soon as there is something new, would otherwise date it.
    """
    return lambda view: _mark(logged(event)(view), "hourly", True)


def is_hourly(view: object) -> bool:
    """Tell whether a view serves under the entry of the hour."""
    return bool(getattr(view, "hourly", False))


def unattended(view: View) -> View:
    """A page asks for this on its own: that it does so is no sign of a person.

    It does not move the session's last use. That would keep alive what nobody uses any more, and,
    where a page fetches what has just arrived, date the arrival to the second.
    """
    return _mark(view, "unattended", True)


def is_unattended(view: object) -> bool:
    """Tell whether pages ask for this on their own."""
    return bool(getattr(view, "unattended", False))


def allowed_roles(view: object) -> frozenset[str] | None:
    """Return who may use a view, or None when it does not say both things it must."""
    events = getattr(view, "events", None)
    reason = getattr(view, "unlogged_because", None)
    if (events is None) == (reason is None):
        return None
    roles: frozenset[str] | None = getattr(view, "allowed", None)
    return roles
