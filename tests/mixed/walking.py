"""Reports full of strings, on both ways in, read back in box and desk and out of an export."""

import io
import json
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from random import Random
from urllib.parse import urlencode

from flask import Flask

from intake.box.contents import open_box
from intake.box.services import get_box
from intake.crypto.case.objects import open_frame
from intake.crypto.case.receipts import derive, parse_receipt
from intake.crypto.case.sealing.sending import Draft
from intake.form.given.answers import collect_answers
from intake.form.questions.structure import Form
from intake.web.services import services_of
from tests.mixed.finding import BLANK
from tests.people import Opened, People, Person
from tests.report.checking import FORM, press

#: Choices that show every question with a text.
WHEN = {
    "danger_now": "no",
    "kinds": ["harassment", "family_call", "documents", "forced_return", "other"],
    "d_where": "shop",
    "d_holder": "employer",
    "last_when": "week",
    "o_kind": "office",
    "c_mode": "also",
    "c_channel": "phone",
    **{f"ident_kind_{time}": "other" for time in range(1, 6)},
}

LONGEST = 150  # Characters of a string, and its newline.

Sent = Mapping[str, str]


def fill(form: Form, waiting: Iterator[str], random: Random) -> tuple[dict[str, str], int]:
    """Return a text for each question that takes one, and how many strings are in them.

    One, a few or as many as fit stand in each, a line for each: a text comes through unchanged if
    every string does.
    """
    texts: dict[str, str] = {}
    count = 0
    for question in (each for each in form.questions.values() if each.max):
        lines = _lines(waiting, random.choice([1, 3, question.max]), question.max)
        if lines:
            texts[question.id] = "\n".join(lines)
            count += len(lines)
    return texts, count


def _lines(waiting: Iterator[str], most: int, room: int) -> list[str]:
    lines: list[str] = []
    left = room - LONGEST
    for text in islice(waiting, most):
        lines.append(text)
        left -= len(text) + 1
        if left < 0:
            break
    return lines


def as_read(text: str) -> str:
    """Return what the form takes of a field: newlines as LF, without the blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(BLANK)


def send_plain(app: Flask, sent: Sent) -> str:
    """Post the form as a page without a script does; return the code."""
    version = services_of(app).form.version
    fields = {"plain": "1", "form_version": str(version), **WHEN, **sent}
    body = urlencode(fields, doseq=True)
    page = press(app, app.test_client().post("/en/form", data=body, content_type=FORM))
    html = page.get_data(as_text=True)
    return parse_receipt(html.split('id="receipt-code"')[1].split(">", 1)[1].split("<", 1)[0])


def send_sealed(people: People, sent: Sent) -> str:
    """Seal what the form reads, as a page with a script does; return the code."""
    form = services_of(people.app).form
    given = [*((name, value) for name, those in WHEN.items() for value in _listed(those))]
    answers = collect_answers(form, [*given, *sent.items()])
    places = {name: form.questions[name].object for name in answers}

    def change(draft: Draft) -> Draft:
        report = {name: each for name, each in answers.items() if places[name] == "report"}
        contact = {name: each for name, each in answers.items() if places[name] == "contact"}
        return replace(draft, answers=report, contact=contact)

    reporter = people.reporter(change=change)
    answer = reporter.send()
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return reporter.receipt


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def read_box(app: Flask, code: str) -> tuple[str, Sent]:
    """Come back with the code; return the case and its answers."""
    running = services_of(app)
    keys = derive(code, running.config.keys.salt)
    with running.database.reading() as db:
        box = get_box(db, keys.token)
        assert box
        case = box.case.id
    contents = open_box(box, keys)
    assert contents
    assert not contents.unreadable
    return case, texts_in(contents.answers)


def read_desk(opened: Opened) -> Sent:
    """Return the answers that a member reads."""
    return _answers_of([frame for frame in opened.frames if frame])


def read_export(anna: Person, case: str, opened: Opened) -> Sent:
    """Take the files of a case out and open them with nothing but age and the keys of the case."""
    tar = anna.export(case).data
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        files = {each.name: archive.extractfile(each) for each in archive}
        read = {name: file.read() for name, file in files.items() if file}
    objects = json.loads(read["manifest.json"])["objects"]
    (seed,) = opened.key_file.epochs.values()
    kinds = ("report", "contact")
    return _answers_of(
        [open_frame(read[o["file"]], seed, o["kind"]) for o in objects if o["kind"] in kinds]
    )


def _answers_of(frames: Sequence[object]) -> Sent:
    found: dict[str, object] = {}
    for frame in frames:
        found |= getattr(frame, "body", {}).get("answers", {})
    return texts_in(found)


def texts_in(answers: Mapping[str, object]) -> dict[str, str]:
    """Return the answers that are one text."""
    return {name: text for name, text in answers.items() if isinstance(text, str)}


def walk(people: People, anna: Person, strings: Sequence[str], random: Random) -> list[str]:
    """Send all strings, half of the reports on each way; return what came back otherwise."""
    waiting, wrong = iter(strings), list[str]()
    form = services_of(people.app).form
    while True:
        texts, count = fill(form, waiting, random)
        if not count:
            return wrong
        plainly = random.random() < 0.5
        code = send_plain(people.app, texts) if plainly else send_sealed(people, texts)
        case, box = read_box(people.app, code)
        opened = anna.open(case)
        places = {"box": box, "desk": read_desk(opened), "export": read_export(anna, case, opened)}
        way = "without a script" if plainly else "sealed"
        for place, found in places.items():
            wrong += [
                f"{way}, {place}, {name}: {text!a} is {found.get(name)!a}"
                for name, text in texts.items()
                if found.get(name, "") != as_read(text)
            ]
