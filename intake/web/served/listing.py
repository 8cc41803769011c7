"""Making the list of constant pages: each is asked of this application as anybody would ask.

A page says of itself that it is one (``declared.constant``): none can be left out by forgetting it
here, and what stands in the list is what leaves, policy included.
"""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import Client

from intake.form.languages import LANGUAGES
from intake.form.urgency.duty import find_duty
from intake.verify.pages.pagelist import NOTHING, PageList, Thing, encode_pages
from intake.verify.pages.rounds import POLICY, hash_text
from intake.web.declared import is_constant
from intake.web.files.packed import PackedBytes, pack
from intake.web.services import Services, services_of

TEXT = {"Content-Type": "text/plain; charset=utf-8"}
AGENTS = {"page": "", "wechat": "MicroMessenger"}


def list_pages(app: Flask) -> PackedBytes:
    """Return the list as it is now, made when the desk or its hours changed."""
    running = services_of(app)
    desk, duty = running.desk(), find_duty(running.answering, running.clock())
    edition = desk.epoch if desk else 0, duty
    return running.packed.page("pages", edition, lambda: pack(_make(app, running), TEXT))


def _make(app: Flask, running: Services) -> bytes:
    desk, duty = running.desk(), find_duty(running.answering, running.clock())
    state = f"{'here' if duty.here else 'away'} {duty.day or NOTHING} {duty.hour}"
    things = (*_pages(app), *_files(app, running))
    origin = running.config.settings.origin
    return encode_pages(PageList(origin, desk.epoch if desk else 0, state, things))


def _pages(app: Flask) -> Iterator[Thing]:
    client = Client(app)
    for path in sorted(constant_paths(app)):
        for kind, agent in AGENTS.items():
            answer = client.get(path, headers={"User-Agent": agent})
            yield _thing(kind, path, answer.headers.get(POLICY), answer.get_data())


def _files(app: Flask, running: Services) -> Iterator[Thing]:
    client = Client(app)
    for asset in running.assets.by_file.values():
        answer = client.get(asset.url)
        yield _thing("file", asset.url, answer.headers.get(POLICY), answer.get_data())


def _thing(kind: str, path: str, policy: str | None, body: bytes) -> Thing:
    found = NOTHING if policy is None else hash_text(policy.encode())
    return Thing(kind, found, hash_text(body), len(body), path)


def constant_paths(app: Flask) -> Iterator[str]:
    """Yield the path of every constant page, in every language."""
    for rule in app.url_map.iter_rules():
        if is_constant(app.view_functions[rule.endpoint]):
            yield from _paths(app, rule)


def _paths(app: Flask, rule: Rule) -> Iterator[str]:
    urls = app.url_map.bind("localhost")
    for values in [{"lang": tag} for tag in LANGUAGES] if rule.arguments else [{}]:
        yield urls.build(rule.endpoint, values)
