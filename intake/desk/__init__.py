"""The desk: the queue, opening and taking a case, answering, status, export."""

from intake.desk.exporting import views as exports
from intake.desk.inquiries import views as inquiries
from intake.desk.views import bp

__all__ = ["blueprints", "exports", "inquiries"]

blueprints = (bp,)
