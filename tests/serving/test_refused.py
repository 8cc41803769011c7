"""What is no clear request is refused by a real `intake serve`, in words that repeat nothing."""

import pytest

from intake.serving.http.bounds import LINGER_BYTES
from intake.web.headers import COMMON
from tests.load.targets import Target
from tests.oversized import TOO_LONG
from tests.serving.raw import Reply, ask, connect, read_all

FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
POST = "POST /en/form HTTP/1.1\r\nHost: localhost\r\n" + FORM
GET = "GET /en/help HTTP/1.1\r\nHost: localhost\r\n"
UNCLEAR = {
    "two hosts": GET + "Host: planted.invalid\r\n\r\n",
    "no host": "GET /en/help HTTP/1.1\r\n\r\n",
    "no host in 1.0": "GET /en/help HTTP/1.0\r\n\r\n",
    "a host that is none": "GET /en/help HTTP/1.1\r\nHost: planted/..\r\n\r\n",
    "a whole address": "GET http://localhost/planted HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a broken address": "GET http://[planted HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "another host's path": "GET //planted.invalid/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a star": "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "NUL in the path": "GET /planted%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "line end in the path": "GET /%0d%0aplanted HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no slash": "GET planted HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "length and chunks": POST + "Content-Length: 5\r\n" + CHUNKED + "\r\n0\r\n\r\n",
    "chunks and length": POST + CHUNKED + "Content-Length: 5\r\n\r\n0\r\n\r\n",
    "chunks in 1.0": POST.replace("1.1", "1.0") + CHUNKED + "\r\n0\r\n\r\n",
    "another coding": POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "two codings": POST + CHUNKED + CHUNKED + "\r\n0\r\n\r\n",
    "a coding on a folded line": POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "a chunk's size": POST + CHUNKED + "\r\nplanted\r\na\r\n0\r\n\r\n",
    "a negative chunk": POST + CHUNKED + "\r\n-1\r\na\r\n0\r\n\r\n",
    "a chunk's end": POST + CHUNKED + "\r\n1\r\nplanted\r\n0\r\n\r\n",
    "a chunk's long line": POST + CHUNKED + "\r\n1;" + "x" * 70_000,
    "a long trailer": POST + CHUNKED + "\r\n0\r\n" + "X: planted\r\n" * 9_000,
    "a negative length": POST + "Content-Length: -5\r\n\r\nabcde",
    "a length with a sign": POST + "Content-Length: +5\r\n\r\nabcde",
    "two lengths": POST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
    "a length of 5,000 digits": POST + "Content-Length: " + "9" * 5_000 + "\r\n\r\nabcde",
    "a folded line": GET + "X: a\r\n planted\r\n\r\n",
    "a line without a colon": GET + "planted\r\n\r\n",
    "a space before the colon": GET + "X : planted\r\n\r\n",
    "a bare line feed": GET + "X: a\nplanted: b\r\n\r\n",
    "NUL in a header": GET + "X: \0planted\r\n\r\n",
    "a small method": "get /en/help HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": "GET /en/help\r\n\r\n",
    "HTTP/9.9": "GET /en/help HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "no HTTP at all": "planted\r\n\r\n",
}


def assert_says_nothing(reply: Reply) -> None:
    assert set(reply.headers) == {name.lower() for name in COMMON} | {
        *("content-type", "content-length", "date", "connection")
    } - ({"connection"} - set(reply.headers))
    assert b"planted" not in reply.body


@pytest.mark.parametrize("name", UNCLEAR)
def test_what_is_no_clear_request_is_400_and_repeats_nothing(served: Target, name: str) -> None:
    reply = ask(served.port, UNCLEAR[name].encode("latin-1"))
    assert reply.status == 400
    assert reply.body == b"Bad Request\n"
    assert_says_nothing(reply)


def test_a_refused_head_request_is_answered_with_a_head_only(served: Target) -> None:
    reply = ask(served.port, b"HEAD /planted%00 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert (reply.status, reply.body) == (400, b"")
    assert reply.headers["content-length"] == str(len(b"Bad Request\n"))


def test_who_goes_on_sending_after_a_refusal_is_listened_to_for_so_long_only(
    served: Target,
) -> None:
    with connect(served.port) as wire:
        wire.sendall(UNCLEAR["no HTTP at all"].encode())
        assert Reply.parse(read_all(wire)).status == 400
        with pytest.raises(ConnectionError):
            wire.sendall(bytes(16 * LINGER_BYTES))


def test_a_head_that_is_too_long_is_refused(served: Target) -> None:
    reply = ask(served.port, (GET + "X: " + "planted" * 3_000 + "\r\n\r\n").encode())
    assert reply.status == 431
    assert_says_nothing(reply)


BELIEVED = (
    *("SCRIPT_NAME: /x", "Script-Name: /x", "PATH_INFO: /desk/", "Path-Info: /desk/"),
    *("SERVER_NAME: planted", "REMOTE_ADDR: 10.9.8.7", "REMOTE_USER: planted", "HTTPS: on"),
    *("Forwarded: for=10.9.8.7;host=planted;proto=https", "X-Forwarded-For: 10.9.8.7"),
    *("X-Forwarded-Proto: https", "X-Forwarded-Host: planted", "X-Forwarded-Prefix: /x"),
    *(
        "X-Forwarded-Port: 1",
        "X-Real-IP: 10.9.8.7",
        "X-Original-URL: /desk/",
        "X-Rewrite-URL: /desk/",
    ),
    "X-HTTP-Method-Override: DELETE",
)


@pytest.mark.parametrize("path", ["/en/help", "/desk/", "/x/desk/", "/sign-in", "/health"])
def test_a_header_that_a_proxy_might_add_changes_nothing(served: Target, path: str) -> None:
    plain = ask(served.port, served.request("GET", path, "Connection: close"))
    for line in BELIEVED:
        reply = ask(served.port, served.request("GET", path, "Connection: close", line))
        kept = reply.headers | {"date": plain.headers["date"]}
        assert (reply.status, kept, reply.body) == (plain.status, plain.headers, plain.body), line
    assert plain.status != 404 or path == "/x/desk/"


def test_chunks_in_order_reach_the_application(served: Target) -> None:
    whole = ask(served.port, (POST + "Connection: close\r\nContent-Length: 3\r\n\r\na=1").encode())
    body = "1\r\na\r\n2;x=y\r\n=1\r\n0\r\nX: trailer\r\n\r\n"
    chunked = ask(served.port, (POST + "Connection: close\r\n" + CHUNKED + "\r\n" + body).encode())
    assert (chunked.status, chunked.body) == (whole.status, whole.body)


def test_a_body_above_a_views_limit_gets_the_page_and_above_ours_still_an_answer(
    served: Target,
) -> None:
    kind = "Content-Type: application/x-www-form-urlencoded"
    page = ask(served.port, served.request("POST", "/zh-Hans/plain", kind, body=b"a" * TOO_LONG))
    assert page.status == 413
    assert '<html lang="zh-Hans"' in page.body.decode()
    for size in (1_100_000, 5_000_000):
        reply = ask(served.port, served.request("POST", "/en/form", kind, body=b"a" * size))
        assert reply.status == 413
        assert_says_nothing(reply)


def test_a_chunked_body_that_is_too_long_gets_an_answer_too(served: Target) -> None:
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    reply = ask(served.port, (POST + CHUNKED + "\r\n").encode() + chunk * 20 + b"0\r\n\r\n")
    assert reply.status == 413


def test_of_many_requests_in_one_packet_one_is_answered(served: Target) -> None:
    with connect(served.port) as wire:
        wire.sendall((GET + "\r\n").encode() * 500)
        answers = read_all(wire)
    assert answers.count(b"HTTP/1.1 200 ") == 1
    assert b"\r\nConnection: close\r\n" in answers


def test_requests_one_after_the_other_share_a_connection(served: Target) -> None:
    with connect(served.port) as wire:
        for _ in range(3):
            wire.sendall((GET + "Expect: 100-continue\r\n\r\n").encode())
            answer = b""
            while not answer.endswith(b"</html>\n") and not answer.endswith(b"</html>"):
                answer += wire.recv(65_536)
            assert answer.startswith(b"HTTP/1.1 200 ")


def test_nothing_that_was_refused_reached_the_log(served: Target) -> None:
    assert served.errors is not None
    for data in UNCLEAR.values():
        ask(served.port, data.encode("latin-1"))
    assert served.errors.read_text() == ""
