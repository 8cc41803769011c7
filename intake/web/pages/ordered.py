"""Numbers, plates and addresses in words that run from right to left keep their own order.

Left to themselves the groups of a telephone number in Uyghur stand the other way round, and a plate
such as 12-AB too: read out or dialled they are others. The browser's twin is
``static/js/public/questions/ordered.js``; the desk takes ``RUN`` from the form.
"""

import re

from markupsafe import Markup

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
ONE = "[0-9A-Za-z\u0660-\u0669\u06f0-\u06f9]+"
#: What stands between two parts of one number; a full stop before a blank ends a sentence.
BETWEEN = r"(?:[-./:@_#&=?%+]+| \+?| ?\([0-9]+\) ?)"
RUN = re.compile(rf"(\+?{ONE}(?:{BETWEEN}{ONE})+|\+{ONE})")
RUNS = Markup('<bdi dir="ltr">{}</bdi>')


def in_order(text: str) -> Markup:
    """Return a text as HTML in which each such run goes from left to right by itself."""
    if not RIGHT_TO_LEFT.search(text):
        return Markup.escape(text)
    parts = RUN.split(text)  # Every second one is a run.
    return Markup("").join(RUNS.format(part) if at % 2 else part for at, part in enumerate(parts))
