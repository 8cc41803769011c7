"""Signing in, enrolment, sessions, the roster, and who may use which view."""

from intake.auth.views import bp

blueprints = (bp,)
