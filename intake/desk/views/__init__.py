"""The desk's addresses, by job; see each service for what is logged."""

from intake.desk.views import acts, away, keeping, listing, notices, opening, pages
from intake.desk.views.blueprint import bp

__all__ = ["acts", "away", "bp", "keeping", "listing", "notices", "opening", "pages"]
