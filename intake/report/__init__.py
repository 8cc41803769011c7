"""Sending a report, and the public pages around it."""

from intake.report.constant import bp as pages
from intake.report.views import bp as views

blueprints = (pages, views)
