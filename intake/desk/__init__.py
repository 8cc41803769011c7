"""The desk: the queue, opening and taking a case, answering, status, export."""

from intake.desk.views import bp

blueprints = (bp,)
