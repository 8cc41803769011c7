"""Auditors: what was done, by whom and why, with proofs; never what a case contains."""

from intake.audit import visiting
from intake.audit.asking.views import bp as questions_bp
from intake.audit.inquiring.views import bp as inquiring_bp
from intake.audit.log_views import bp as log_bp
from intake.audit.naming.views import bp as names_bp
from intake.audit.room.views import bp as room_bp
from intake.audit.stating.views import bp as statements_bp
from intake.audit.views import bp

__all__ = ["blueprints", "visiting"]

blueprints = (bp, log_bp, names_bp, inquiring_bp, room_bp, questions_bp, statements_bp)
