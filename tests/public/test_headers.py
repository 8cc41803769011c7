"""Every security header of every public answer, pinned."""

import base64
import hashlib
import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.web.services import services_of

pytestmark = pytest.mark.usefixtures("desk")

FORM = "application/x-www-form-urlencoded"
COMMON = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(),geolocation=(),microphone=(),payment=(),usb=()",
    "Strict-Transport-Security": "max-age=63072000",
}
SCRIPTED = ["/en/form", "/zh-Hans/form", "/en/box", "/zh-Hans/box"]
PLAIN = [
    "/",
    "/en/",
    "/zh-Hans/",
    "/en/plain",
    "/zh-Hans/plain",
    "/en/box/plain",
    "/en/exit",
    "/en/access",
]
KEPT = ["/en/help", "/zh-Hans/help"]
MISSING = ["/en/nothing", "/xx/form", "/zh-Hans/form/more"]
NOTHING = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'"


def get(app: Flask, path: str) -> TestResponse:
    return app.test_client().get(path, headers={"Accept": "text/html"})


def hash_of(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def styles_in(page: str) -> list[str]:
    return re.findall(r"<style>(.*?)</style>", page, re.DOTALL)


@pytest.mark.parametrize("path", [*SCRIPTED, *PLAIN, *KEPT, *MISSING])
def test_the_common_headers_are_on_every_page(app: Flask, path: str) -> None:
    headers = get(app, path).headers
    assert {name: headers.get(name) for name in COMMON} == COMMON
    kept = "public, max-age=86400" if path in KEPT else "no-store"
    assert headers["Cache-Control"] == kept


@pytest.mark.parametrize("path", [*SCRIPTED, *PLAIN, *KEPT, *MISSING])
def test_no_public_page_knows_a_cookie(app: Flask, path: str) -> None:
    client = app.test_client()
    client.set_cookie("__Host-intake", "x" * 43)
    headers = client.get(path).headers
    assert "Set-Cookie" not in headers
    assert headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"


@pytest.mark.parametrize("path", SCRIPTED)
def test_a_page_with_scripts_allows_those_and_its_own_styles_only(app: Flask, path: str) -> None:
    response = get(app, path)
    names = ("form.js", "sealing.js") if path.endswith("form") else ("box.js", "proving.js")
    scripts = [services_of(app).assets[name].integrity for name in names]
    sources = " ".join(f"'{script}'" for script in scripts)
    styles = " ".join(hash_of(style) for style in styles_in(response.text))
    assert response.headers["Content-Security-Policy"] == (
        f"default-src 'none';script-src {sources};style-src {styles};connect-src 'self';"
        "img-src data:;form-action 'self';base-uri 'none';frame-ancestors 'none';"
        "require-trusted-types-for 'script';trusted-types 'none'"
    )
    assert (
        re.findall('<script type="module" src="[^"]*" integrity="([^"]*)"', response.text)
        == scripts
    )
    assert response.text.count("<script") == len(scripts)


@pytest.mark.parametrize("path", [*PLAIN, *KEPT, *MISSING])
def test_a_page_without_a_script_allows_none(app: Flask, path: str) -> None:
    response = get(app, path)
    [style] = styles_in(response.text)
    assert response.headers["Content-Security-Policy"] == (
        f"default-src 'none';style-src {hash_of(style)};img-src data:;form-action 'self';"
        "base-uri 'none';frame-ancestors 'none';require-trusted-types-for 'script'"
    )
    assert "<script" not in response.text


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/en/form", "plain=1&form_version=3&danger_now=no&story=x", 200),
        ("/en/form", "plain=1", 422),
        ("/en/form", "x=1", 400),
        ("/en/box", "plain=1&code=1", 404),
        ("/zh-Hans/box/plain", "code=1", 400),
    ],
)
def test_answers_to_a_plain_post_are_pages_that_are_never_packed_or_kept(
    app: Flask, path: str, body: str, status: int
) -> None:
    response = app.test_client().post(
        path, data=body, content_type=FORM, headers={"Accept-Encoding": "br, gzip"}
    )
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    assert {name: response.headers.get(name) for name in COMMON} == COMMON
    for name in ("Content-Encoding", "Set-Cookie", "Vary"):
        assert name not in response.headers
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert [hash_of(s) for s in styles_in(response.text)] == re.findall(
        r"'sha256-[^']*'", response.headers["Content-Security-Policy"]
    )


@pytest.mark.parametrize("path", ["/en/form", "/en/box/open", "/en/box/message"])
def test_answers_to_a_script_allow_nothing(app: Flask, path: str) -> None:
    response = app.test_client().post(path, data=b"{}", content_type="application/json")
    assert 400 <= response.status_code < 500
    assert response.headers["Content-Security-Policy"] == NOTHING
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert set(response.get_json()) == {"error", "message"}


def test_a_built_file_may_be_kept_for_ever_and_is_what_its_name_says(app: Flask) -> None:
    assets = services_of(app).assets
    for asset in assets.by_file.values():
        response = get(app, asset.url)
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert {name: response.headers.get(name) for name in COMMON} == COMMON
        digest = base64.b64encode(hashlib.sha256(response.data).digest()).decode()
        assert asset.integrity == f"sha256-{digest}"
    assert get(app, "/static/manifest.json").status_code == 404
    assert get(app, "/static/..%2fassets.py").status_code == 404


def test_only_the_worker_may_compile_webassembly(app: Flask) -> None:
    assets = services_of(app).assets
    allowed = {
        name
        for name, asset in assets.by_name.items()
        if "wasm-unsafe-eval" in get(app, asset.url).headers["Content-Security-Policy"]
    }
    assert allowed == {"argon2.js"}


def test_the_worker_that_holds_the_desks_keys_may_load_nothing_and_send_nothing(app: Flask) -> None:
    worker = services_of(app).assets["deskkeys.js"]
    policy = get(app, worker.url).headers["Content-Security-Policy"]
    assert policy.split(";")[0] == "default-src 'none'"
    assert not re.search(r"(connect|script|worker|child)-src", policy)
