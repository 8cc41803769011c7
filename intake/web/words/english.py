"""What a page says in English because its language does not say it: marked as English in the HTML.

A text that falls back (``intake.form.languages.InEnglish``) stands in ``<en>`` until the page is
whole. Nothing that somebody typed can look like it: what is typed is escaped.
"""

import re

ATTRIBUTES = r'((?:"[^"]*"|[^">])*)'
TAG = re.compile(rf"<(?!/?en>)[a-z]{ATTRIBUTES}>")
MARK = re.compile(r"</?en>")
#: The mark is all that an element holds: then the element itself says so.
ALONE = re.compile(rf"<([a-z][a-z0-9]*)\b{ATTRIBUTES}><en>([^<]*)</en></\1>")


def mark_english(html: str, direction: str) -> str:
    """Return a page or a part of one in which what is in English says so.

    Args:
        html: With the marks.
        direction: Of the page; in ``rtl`` English also says that it runs the other way.
    """
    if "<en>" not in html:
        return html
    said = ' lang="en"' + (' dir="ltr"' if direction == "rtl" else "")
    html = TAG.sub(lambda tag: MARK.sub("", tag[0]), html)  # An attribute cannot say it.
    html = ALONE.sub(lambda found: _named(found, said), html)
    return html.replace("<en>", f"<span{said}>").replace("</en>", "</span>")


def _named(found: re.Match[str], said: str) -> str:
    tag, attributes, text = found.groups()
    if " lang=" in attributes or " dir=" in attributes:
        return found[0]
    return f"<{tag}{attributes}{said}>{text}</{tag}>"
