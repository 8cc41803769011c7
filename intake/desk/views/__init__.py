"""The desk's addresses, by job; see each service for what is logged."""

from intake.desk.views import acts, keeping, listing, notices, opening, pages
from intake.desk.views.blueprint import bp

__all__ = ["acts", "bp", "keeping", "listing", "notices", "opening", "pages"]
