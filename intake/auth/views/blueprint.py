"""The blueprint that every address of signing in and enrolment hangs on."""

from flask import Blueprint

bp = Blueprint("auth", __name__)
