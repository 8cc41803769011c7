"""Sign-in, enrolment and the session, as pages and as JSON for their scripts.

Before sign-in there is no session, so no token can lie in one: these requests must carry an equal
``Origin`` instead, and JSON, which no form of another site can send.
"""

from intake.auth.views import enrolling, roster, session, signing_in
from intake.auth.views.blueprint import bp

__all__ = ["bp", "enrolling", "roster", "session", "signing_in"]
