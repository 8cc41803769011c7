"""What every view says of itself: who may use it, and what it logs.

A view without both declarations is never served (``intake.web.staff.guards``), and a test walks the
route map. ``@logged`` names the events a view appends; ``@unlogged`` says why it needs none.
"""

from collections.abc import Callable
from typing import TypeVar

from intake.log.events import Event
from intake.store.models.accounts import ROLES

View = TypeVar("View", bound=Callable[..., object])

PUBLIC = frozenset({"public"})
STAFF = frozenset(ROLES)
PUBLIC_LOG = "public log"  # Everybody, in an instance whose settings say so.


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


def logged(*events: Event) -> Callable[[View], View]:
    """This view appends one of these events before it serves or changes anything."""
    return lambda view: _mark(view, "events", events)


def unlogged(reason: str) -> Callable[[View], View]:
    """This view appends nothing; the reason is for readers of the code and the route test."""
    return lambda view: _mark(view, "unlogged_because", reason)


def allowed_roles(view: object) -> frozenset[str] | None:
    """Return who may use a view, or None when it does not say both things it must."""
    events = getattr(view, "events", None)
    reason = getattr(view, "unlogged_because", None)
    if (events is None) == (reason is None):
        return None
    roles: frozenset[str] | None = getattr(view, "allowed", None)
    return roles
