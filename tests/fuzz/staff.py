"""Addresses of the staff, asked by somebody who is not signed in."""

from random import Random

from tests.fuzz.cases import Case, Subject, hostile_bytes
from tests.fuzz.paths import fill

PLACES = ("/desk", "/admin", "/audit", "/roster", "/vault", "/waiting", "/session")
COOKIES = ("session", "__Host-session", "intake", "csrf_token")


def make(random: Random, subject: Subject) -> Case:
    """Return a request with a session, a token and an origin that are made up."""
    places = [each for each in subject.addresses if each[1].startswith(PLACES)]
    method, rule = random.choice(places)
    body = hostile_bytes(random)
    lines = [
        f"Cookie: {random.choice(COOKIES)}={random.choice(['A' * 43, 'x', '', 'é' * 30])}",
        f"X-CSRFToken: {'A' * random.choice([0, 43, 500])}",
        f"Origin: http://{subject.host}",
        f"Accept: {random.choice(['text/html', '*/*', 'application/json'])}",
        f"Content-Type: {random.choice(['application/json', 'multipart/form-data; boundary=x'])}",
    ]
    if method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    head = subject.head(method, fill(random, rule), *lines)
    return Case("staff", head if method == "GET" else head + body)
