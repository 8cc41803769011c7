"""An auditor: looks at the pages of the log, and copies it as somebody who is signed in."""

from urllib.parse import urlencode

from intake.client.browser import Browser, Denied
from intake.verify.mirror.sources import SourceError, TooLongError


def read_page(browser: Browser, **filters: str) -> str:
    """Return a page of the log; ``actor``, ``case`` and ``event`` are what its form asks."""
    return browser.get(f"/audit/entries?{urlencode(filters)}" if filters else "/audit/").text


class BrowserSource:
    """What stands below ``/log/``, asked with whatever session the browser has."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def read(self, path: str, most: int, /) -> bytes | None:
        """Return what stands at a path below ``log/``; None if the server says 404."""
        try:
            body = self._browser.get(f"/log/{path}").body
        except Denied as denied:
            if denied.status == 404:
                return None
            raise SourceError(f"{path}: the server answers {denied.status}") from None
        if len(body) > most:
            raise TooLongError(path, most)
        return body

    def details(self, _log: str, _n: int, /) -> bytes | None:
        """Return None: details are not served below ``/log/``."""
        return None
