"""The pages that this program serves everybody: what a list that leaves one out does not hide."""

from intake.form.languages import LANGUAGES

PAGES = ("", "help", "form", "plain", "plain/other", "box", "box/plain", "check", "access", "exit")
"""Below each language; a test holds them against the program."""

EXPECTED = frozenset({"/", *(f"/{tag}/{name}" for tag in LANGUAGES for name in PAGES)})
"""Every path."""
