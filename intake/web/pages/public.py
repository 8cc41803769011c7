"""Renders public pages: constant ones once, the others per request and uncompressed.

Every public page carries its style inline and names it by hash in its policy. A constant page
exists twice: the second one, with a note on top, is for WeChat's own browser, which is told by the
user agent; that is never logged (DOMAIN 5.5).
"""

from collections.abc import Hashable, Mapping

from flask import Response, make_response, render_template, request
from markupsafe import Markup

from intake.form.languages import KNOWN
from intake.form.loading.readers import drafts
from intake.web.files.packed import PackedBytes, answer, pack, squeeze
from intake.web.headers import CSP, plain_policy, public_policy
from intake.web.pages.styles.sheets import sheets_of
from intake.web.services import services
from intake.web.words.english import mark_english
from intake.web.words.i18n import gap, language

HTML = "text/html; charset=utf-8"
#: The scripts of a page by the name of its first, in the order in which they run.
SCRIPTS = {"": (), "form.js": ("form.js", "sealing.js"), "box.js": ("box.js", "proving.js")}
#: As long as a page waits for its script, no button is in sight that would do nothing.
WAITING = {"form.js": "", "box.js": "#wait~button{visibility:hidden}"}
#: What a browser without scripts adds: nothing waits for one, and the form is another page.
NO_SCRIPT = {
    "form.js": "#wait,#form{display:none}",
    "box.js": "#wait,.js{display:none}#wait~button{visibility:visible}",
}


def in_wechat() -> bool:
    """Tell whether WeChat's own browser asks."""
    return "MicroMessenger" in request.headers.get("User-Agent", "")


def constant_page(
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    edition: Hashable = None,
    script: str = "",
    style: str = "",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a page that is the same for everyone, packed; rendered once per edition.

    Args:
        template: Its template.
        context: What the template needs; must depend on language and edition only.
        edition: What may change it while the program runs, such as the desk's epoch.
        script: The first script it loads, such as ``form.js``; none if empty.
        style: CSS of this page alone.
        status: HTTP status.
        headers: More headers.
    """
    wechat = in_wechat()

    def make() -> PackedBytes:
        html, policy = _render(template, context or {}, style, script=script, wechat=wechat)
        fields = {"Content-Type": HTML, CSP: policy, **(headers or {})}
        return pack(squeeze(html).encode(), fields, status)

    key = template, language(), wechat, _below()
    return answer(services().packed.page(key, edition, make))


def personal_page(
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
    style: str = "",
    multiple: int = 1,
) -> Response:
    """Return a page without script that holds something of this request; never compressed.

    Its length is made a multiple of ``multiple`` bytes by spaces at its end.
    """
    html, policy = _render(template, context, style, script="", wechat=in_wechat())
    body = html.encode()
    response = make_response(body + b" " * (-len(body) % multiple), status)
    response.headers[CSP] = policy
    return response


def error_page(status: int, text: str, *, numbers: bool = False) -> Response:
    """Return the page that says what did not work, for anybody, in the language of the path.

    Args:
        status: HTTP status.
        text: What happened.
        numbers: Whether it says whom to call, too.
    """
    context = {"text": text, "status": status, "is_urgent": numbers}
    return personal_page("errors/error.html", context, status=status)


def _render(
    template: str, context: Mapping[str, object], style: str, *, script: str, wechat: bool
) -> tuple[str, str]:
    """Return HTML and its policy."""
    assets = services().assets
    style = sheets_of(assets, template, language()) + style + WAITING.get(script, "")
    html = render_template(
        template,
        **page_words(),
        others=[(tag, each.name, _below()) for tag, each in KNOWN.items() if tag != language()],
        style=style,
        no_script_style=NO_SCRIPT.get(script, ""),
        scripts=[assets[name] for name in SCRIPTS[script]],
        wechat=wechat,
        **context,
    )
    html = mark_english(html, KNOWN[language()].dir)
    if not script:
        return html, plain_policy([style])
    hashes = [assets[name].integrity for name in SCRIPTS[script]]
    return html, public_policy([style, NO_SCRIPT[script]], hashes)


def page_words() -> dict[str, object]:
    """Return what every part of a page may ask of its language.

    ``drafts`` names the pages that no two native speakers have read.
    """
    tag = language()
    return {
        "lang": tag,
        "is_rtl": KNOWN[tag].dir == "rtl",
        "gap": gap(),
        "for_scripts": _for_scripts(tag),
        "drafts": drafts(tag),
        "emergency": services().emergency,
    }


def _for_scripts(tag: str) -> Markup:
    """Return what scripts must know of a language where it is not what they take for granted."""
    between = KNOWN[tag].gap
    return Markup(' data-gap="{}"').format(between) if between != " " else Markup("")


def _below() -> str:
    """Return what stands below the language in the address: the same page in another language."""
    return request.path.removeprefix(f"/{language()}/") if request.url_rule else ""
