"""Bodies in memory: what is read, what is refused, and that nothing touches a file."""

import io
import tempfile

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st

from intake.web.wire import (
    WireError,
    encode_multipart,
    parse_form,
    parse_multipart,
    read_body,
)
from tests.oversized import TOO_LONG

CHROMIUM = (
    b"------WebKitFormBoundaryX\r\n"
    b'Content-Disposition: form-data; name="meta"; filename="meta"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n"
    b'{"v":1}\r\n'
    b"------WebKitFormBoundaryX\r\n"
    b'Content-Disposition: form-data; name="message"; filename="message"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n"
    b"a\r\n\r\n--b\r\n"
    b"------WebKitFormBoundaryX--\r\n"
)
NAMES = ("meta", "message")
BOUNDARY = "----WebKitFormBoundaryX"


def test_a_body_as_browsers_write_it_is_read() -> None:
    parts = parse_multipart(CHROMIUM, BOUNDARY, NAMES)
    assert parts == {"meta": b'{"v":1}', "message": b"a\r\n\r\n--b"}


@given(st.dictionaries(st.from_regex(r"[0-9a-z_]{1,64}", fullmatch=True), st.binary(), min_size=1))
def test_what_is_written_is_read_back(parts: dict[str, bytes]) -> None:
    body, kind = encode_multipart(parts)
    assert parse_multipart(body, kind.partition("boundary=")[2], parts) == parts


@pytest.mark.parametrize(
    "body",
    [
        b"",
        CHROMIUM.replace(b"X--\r\n", b"X\r\n"),
        CHROMIUM[:-4],
        CHROMIUM[:100],
        b"preamble\r\n" + CHROMIUM,
        CHROMIUM + b"epilogue",
        CHROMIUM.replace(b"message", b"meta"),
        CHROMIUM.replace(b"message", b"other"),
        CHROMIUM.replace(b'name="message"; ', b""),
        CHROMIUM.replace(b"form-data", b"attachment"),
        CHROMIUM.replace(b"\r\n\r\n", b"\r\n"),
        CHROMIUM.replace(b"\r\n", b"\n"),
    ],
    ids=range(12),
)
def test_a_body_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(WireError, match="multipart"):
        parse_multipart(body, BOUNDARY, NAMES)


@pytest.mark.parametrize("boundary", ["", "a b", "ä", "x" * 71, "x\r\n"])
def test_a_boundary_that_is_none_is_refused(boundary: str) -> None:
    with pytest.raises(WireError, match="multipart"):
        parse_multipart(CHROMIUM, boundary, NAMES)


@given(st.binary(), st.text(), st.lists(st.text()))
def test_hostile_bytes_raise_the_one_error(body: bytes, boundary: str, names: list[str]) -> None:
    for parse in (parse_form, lambda data: parse_multipart(data, boundary, names)):
        try:
            parse(body)
        except WireError:
            continue


def test_a_form_keeps_every_value_and_blank_ones() -> None:
    fields = parse_form(b"a=1&b=%E4%BD%A0+%E5%A5%BD&a=2&c=&d=x%0D%0Ay%0Dz")
    assert fields == {"a": ["1", "2"], "b": ["你 好"], "c": [""], "d": ["x\ny\nz"]}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"a=%FF", "not_utf8"),
        (b"a=%ED%A0%80", "not_utf8"),  # Half a surrogate pair.
        (b"a=\xff", "not_utf8"),
        (b"a=%00", "nul"),
        (b"%00=a", "nul"),
        (b"&".join([b"a=1"] * 700), "too_many_fields"),
    ],
)
def test_a_form_that_is_no_text_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(WireError, match=code):
        parse_form(body)


def test_a_body_above_the_limit_is_refused_and_drained(app: Flask) -> None:
    stream = io.BytesIO(b"x" * 300_000)
    context = app.test_request_context(
        "/", method="POST", input_stream=stream, content_length=300_000
    )
    with context, pytest.raises(WireError, match="too_large"):
        read_body(request, 100_000)
    assert stream.tell() == 300_000


def test_a_form_of_a_megabyte_makes_no_temporary_file(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    client = app.test_client()
    fields = {"plain": "1", "story": "x" * TOO_LONG}
    assert client.post("/en/form", data=fields).status_code == 413
    body, kind = encode_multipart({"meta": b"x" * 1_000_000})
    assert client.post("/en/form", data=body, content_type=kind).status_code == 413
    with app.test_request_context("/", method="POST", data=body, content_type=kind) as context:
        assert len(context.request.files["meta"].read()) == 1_000_000
