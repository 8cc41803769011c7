"""What a reporter does besides sending a sealed report: without JavaScript, and coming back."""

import re
from collections.abc import Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.receipts import parse_receipt
from intake.crypto.case.sealing.messages import seal_message
from intake.crypto.encoding import b64u, encode_json
from intake.web import wire
from tests.people import Reporter

FORM = "application/x-www-form-urlencoded"


def add_message(
    reporter: Reporter, text: str, day: str = "2026-10-24", *, level: str = ""
) -> TestResponse:
    """Seal a message under any day, and send it; it may claim a level."""
    case = TrustedCase.of_reporter(reporter.box()[1]["key"], reporter.keys, reporter.sending.case)
    author = reporter.keys.author_seed
    sealed = seal_message(case.key_file, author, by="reporter", text=text, day=day)
    meta = {
        "epoch": sealed.row.epoch,
        "id": sealed.row.id,
        "sha256": sealed.sha256,
        "token": b64u(reporter.keys.token),
        "v": 1,
        **({"level": level} if level else {}),
    }
    body, kind = wire.encode_multipart({"meta": encode_json(meta), "message": sealed.data})
    return reporter.client.post("/en/box/message", data=body, content_type=kind)


def send_plain(
    client: FlaskClient, answers: Mapping[str, str], lang: str = "en"
) -> tuple[TestResponse, str]:
    """Send answers as a browser without JavaScript does; return the answer and the receipt."""
    fields = {"danger_now": "no", "form_version": "3", "plain": "1", **answers}
    answer = client.post(f"/{lang}/plain", data=fields, content_type=FORM)
    drawn = re.search(r'name="code" value="([0-9]{28})"', answer.get_data(as_text=True))
    if drawn:
        again = fields | {"code": drawn[1]}
        answer = client.post(f"/{lang}/plain", data=again, content_type=FORM)
    found = re.search(r'id="?receipt-code"?[^>]*>([0-9 ]+)<', answer.get_data(as_text=True))
    return answer, parse_receipt(found[1]) if found else ""


def come_back_plain(
    client: FlaskClient, code: str, message: str = "", *, lang: str = "en", **more: str
) -> TestResponse:
    """Type the code into the box without JavaScript, with a message if there is one."""
    fields = {"code": code, "message": message, "plain": "1", **more}
    return client.post(f"/{lang}/box/plain", data=fields, content_type=FORM)
