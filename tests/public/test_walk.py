"""One report in every language, without a script: written, sent, read back, in its direction."""

import re
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.form.languages import KNOWN
from intake.web.services import services_of
from intake.web.words.i18n import translate
from tests.report.checking import FORM, press
from tests.report.test_plain import code_in

pytestmark = pytest.mark.usefixtures("desk")
STORY = "他们说 “+31 6 1234” — پاسپورتۇم، བོད་ཡིག <en>x</en> & more"


def post(app: Flask, path: str, **fields: str) -> TestResponse:
    body = urlencode({"plain": "1", **fields})
    return app.test_client().post(path, data=body, content_type=FORM)


def looks_right(page: TestResponse, tag: str) -> bool:
    """Tell whether a page is in its language and direction, and leads to itself in all others."""
    known, text = KNOWN[tag], page.text
    linked = re.findall(r'<a href="/([\w-]+)/[^"]*" lang="([\w-]+)"', text)
    assert f'<html lang="{tag}" dir="{known.dir}"' in text
    linked = [(to, name) for to, name in linked if to == name]  # Others are texts in English.
    assert linked == [(other, other) for other in KNOWN if other != tag]
    assert "<en>" not in text.replace("&lt;en&gt;", "")
    return page.status_code == 200


@pytest.mark.parametrize("tag", KNOWN)
def test_a_report_is_written_sent_and_read_back_in_every_language(app: Flask, tag: str) -> None:
    client = app.test_client()
    for name in ("", "help", "form", "plain", "plain/other", "box", "box/plain", "check", "access"):
        assert looks_right(client.get(f"/{tag}/{name}"), tag)
    version = str(services_of(app).form.version)
    told = {"danger_now": "no", "kinds": "documents", "d_pickup_rough": "tomorrow", "story": STORY}
    check = post(app, f"/{tag}/plain", form_version=version, **told)
    assert looks_right(check, tag)
    assert translate(tag, "Check your answers") in check.text
    sent = press(app, check, tag)
    assert looks_right(sent, tag)
    box = post(app, f"/{tag}/box/plain", code=code_in(sent))
    assert looks_right(box, tag)
    assert "&lt;en&gt;x&lt;/en&gt; &amp; more" in box.text
    assert "—" in box.text


@pytest.mark.parametrize("tag", KNOWN)
def test_another_language_leads_to_the_same_page(app: Flask, tag: str) -> None:
    for name in ("form", "help", "plain", "box", "check", "access"):
        page = app.test_client().get(f"/{tag}/{name}").text
        for other in KNOWN:
            assert (f'href="/{other}/{name}" lang="{other}"' in page) is (other != tag), name


def test_where_there_is_no_page_another_language_leads_to_its_start(app: Flask) -> None:
    page = app.test_client().get("/en/nothing", headers={"Accept": "text/html"}).text
    assert 'href="/zh-Hans/" lang="zh-Hans"' in page
