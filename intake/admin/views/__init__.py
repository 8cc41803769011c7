"""Addresses of people, by job; see each service for what is logged."""

from intake.admin.views import accounts, invitations, members, vouching, witnesses
from intake.admin.views.blueprint import bp

__all__ = ["accounts", "bp", "invitations", "members", "vouching", "witnesses"]
