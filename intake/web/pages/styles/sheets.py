"""Which style sheets a public page carries: none with rules about what it cannot show.

Every public page has ``public.css``; beside it stand the sheet of its template and the sheet of the
script its language is written in, where there is one.
"""

from functools import cache
from typing import Final

from babel.core import get_global, parse_locale

from intake.web.files.assets import Assets

SHOWING = ("box.css",)
#: By template: what shows a code, answers or a box, and what goes by steps.
BESIDE: Final = {
    "report/choose.html": ("choose.css",),
    "report/form.html": ("steps.css", "box.css"),
    "report/check.html": SHOWING,
    "report/sent.html": SHOWING,
    "report/really.html": SHOWING,
    "report/access.html": SHOWING,
    "box/enter.html": SHOWING,
    "box/plain.html": SHOWING,
    "box/show.html": SHOWING,
}


def sheets_of(assets: Assets, template: str, tag: str) -> str:
    """Return the CSS of a template in a language (BCP 47)."""
    names = ["public.css", *BESIDE.get(template, ())]
    of_script = assets.by_name.get(f"{script_of(tag)}.css")
    return "".join(assets[name].text for name in names) + (of_script.text if of_script else "")


@cache
def script_of(tag: str) -> str:
    """Return the script that a language is written in (ISO 15924), as CLDR has it.

    It is empty where CLDR does not know.
    """
    language, _, script, _ = (*parse_locale(tag, sep="-"), None)[:4]
    likely = get_global("likely_subtags").get(language, tag)
    return script or parse_locale(likely)[2] or ""
