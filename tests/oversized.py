"""A post that is a byte longer than all that the fields of the page without a script allow."""

from pathlib import Path

from intake.form.loading.form import load_form
from intake.report.forms import largest_post

TOO_LONG = largest_post(load_form(Path("no own forms"))) + 1
