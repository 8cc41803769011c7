"""The blueprint that every address of signing in and enrolment hangs on."""

from flask import Blueprint, current_app
from flask.sansio.blueprints import BlueprintSetupState

from intake.auth.failures import Failures

bp = Blueprint("auth", __name__)


@bp.record_once
def _begin(state: BlueprintSetupState) -> None:
    state.app.extensions["intake.failures"] = Failures()


def failures() -> Failures:
    """Return how many sign-ins failed in this process since the log said so."""
    found: Failures = current_app.extensions["intake.failures"]
    return found
