"""Whom to call, in one sentence, for who was refused and may not be able to wait."""

from intake.form.emergency import Emergency
from intake.web.words.i18n import gettext as _
from intake.web.words.i18n import language


def say_numbers(emergency: Emergency) -> str:
    """Return the first emergency number of every place, in the language of the page."""
    tag = language()
    said = [
        f"{place.name[tag]} {number.call}"
        for place in emergency.places
        for number in [each for each in place.numbers if each.kind == "emergency"][:1]
    ]
    return _("Somebody in danger now? Call: {numbers}").format(numbers=" · ".join(said))
