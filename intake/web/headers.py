"""Security headers: one Content-Security-Policy per kind of page, the rest alike for every answer.

- ``public_policy``: a constant page with its own style and its scripts, all by hash only.
- ``plain_policy``: a page without any script; its form may be sent.
- ``staff_policy``: staff pages; one script by hash, styles from files of ours, no form at all.
- ``WORKERS``: what each worker may do. That of Argon2 alone may compile WebAssembly; the one that
  holds the desk's keys may load nothing and send nothing.
- ``NOTHING``: everything that is not a page.

Nothing may be framed, nothing is sent to another host, no string becomes HTML or code
(Trusted Types), and nothing is kept except what says so itself.
"""

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Response

CSP = "Content-Security-Policy"
NOTHING = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'"
WORKERS = {
    "argon2.js": "default-src 'none';script-src 'wasm-unsafe-eval';frame-ancestors 'none'",
    "deskkeys.js": NOTHING,
}
TYPES = "require-trusted-types-for 'script'"
#: No message of ours leaves with an address, and no device is asked for.
DENIED = "camera=(),geolocation=(),microphone=(),payment=(),usb=()"

COMMON = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": DENIED,
    "Strict-Transport-Security": "max-age=63072000",
    "Cache-Control": "no-store",
    CSP: NOTHING,
}


def source_hash(text: str) -> str:
    """Return the CSP source of an inline style: its SHA-256 in quotes."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def public_policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Return the policy of a public page.

    Args:
        styles: The texts of its inline styles.
        scripts: Subresource integrity of each of its scripts, such as ``sha256-…``.
    """
    sources = " ".join(f"'{script}'" for script in scripts)
    return (
        f"default-src 'none';script-src {sources};style-src {_hashes(styles)};"
        f"connect-src 'self';img-src data:;form-action 'self';base-uri 'none';"
        f"frame-ancestors 'none';{TYPES};trusted-types 'none'"
    )


def plain_policy(styles: Iterable[str]) -> str:
    """Return the policy of a page that runs no script at all."""
    return (
        f"default-src 'none';style-src {_hashes(styles)};img-src data:;"
        f"form-action 'self';base-uri 'none';frame-ancestors 'none';{TYPES}"
    )


def staff_policy(script: str, *, has_form: bool = False) -> str:
    """Return the policy of a staff page.

    Args:
        script: Subresource integrity of its one script. Styles come from files of ours, because
            browsers take hashes for inline styles only.
        has_form: Whether it holds a form that asks for one of our pages; of others none is sent.
    """
    action = "'self'" if has_form else "'none'"
    return (
        f"default-src 'none';script-src '{script}';style-src 'self';worker-src 'self';"
        f"connect-src 'self';img-src 'self' data:;form-action {action};base-uri 'none';"
        f"frame-ancestors 'none';{TYPES};trusted-types intake-worker"
    )


def _own_path(location: str) -> str:
    """Return where a redirect leads, on this host: what a request calls the host is not repeated.

    One slash at the beginning, since two would name another host.
    """
    parts = urlsplit(location)
    return "/" + parts.path.lstrip("/\\") + (f"?{parts.query}" if parts.query else "")


def _hashes(styles: Iterable[str]) -> str:
    return " ".join(source_hash(style) for style in styles) or "'none'"


def init_headers(app: Flask) -> None:
    """Put the common headers on every answer; what an answer says itself stays."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        if response.location:
            response.location = _own_path(response.location)
        said = {name.lower() for name, _ in response.headers}
        for name, value in COMMON.items():
            if name.lower() not in said:
                response.headers.add(name, value)
        return response
