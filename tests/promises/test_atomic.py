"""An answered report is never lost, and one that is not answered leaves nothing half-written."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from intake.crypto.age.hybrid import new_seed, parse_recipient
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.sending import Desk, Draft, Sending, seal_report
from intake.crypto.encoding import encode_json
from intake.crypto.tlog.merkle import Frontier
from intake.log.events import Log
from intake.log.tree import log_size, tree_root
from intake.store.engine import Database
from intake.store.models import Case, KeyFileRow, LogEntry, SealedObject
from intake.web import wire
from intake.web.services import services_of
from tests.engines import ENGINES, database_on
from tests.people import People, Person, Reporter
from tests.promises.live import ROOT
from tests.promises.office import running
from tests.promises.reporting import add_message
from tests.strength import little_work
from tests.threads import at_once

POSTS = 32  # More than accepting a report has steps.
THREADS = 4


class Scene(NamedTuple):
    """An application with a desk, on one engine."""

    folder: Path
    url: str
    app: Flask
    people: People
    anna: Person

    @property
    def database(self) -> Database:
        return services_of(self.app).database


@pytest.fixture(scope="module", params=ENGINES)
def scene(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("atomic")
    with (
        database_on(request.param, request, folder) as url,
        little_work(),
        running(folder, url) as (app, clock),
    ):
        people = People(app, clock)
        yield Scene(folder, url, app, people, people.new("anna", "caseworker", triage=True))


def new_report(scene: Scene) -> tuple[Sending, bytes, str]:
    """Seal a report with keys that stand for a receipt's; return it and its post."""
    desk = services_of(scene.app).desk()
    assert desk is not None
    keys = ReporterKeys(new_seed(), new_seed(), new_seed())
    draft = Draft(
        answers={"danger_now": "no", "kinds": ["other"], "story": "a story"},
        contact={},
        avoid=False,
        country="",
        kinds=["other"],
        who_for="me",
        lang="en",
        at=scene.people.clock() // 3600 * 3600,
        form=services_of(scene.app).form.version,
        level="urgent",
        rules=[],
        tags=[],
        dates={},
    )
    sending = seal_report(draft, Desk(desk.id, desk.epoch, parse_recipient(desk.recipient)), keys)
    body, kind = wire.encode_multipart({"meta": encode_json(sending.meta), **sending.parts})
    return sending, body, kind


def stored(database: Database, sending: Sending) -> tuple[int, int, int, int]:
    """How much of a report is there: cases, sealed objects, key files, entries of the log."""
    case, hashes = sending.case, json.loads(encode_json(sending.meta["sha256"]))
    names = {hashes[part].encode() for part in ("report", "key_desk", "key_box")}
    with database.reading() as db:
        leaves = [leaf for leaf in db.scalars(select(LogEntry.leaf)) for n in names if n in leaf]
        return (
            db.scalar(select(func.count()).where(Case.id == case)) or 0,
            db.scalar(select(func.count()).where(SealedObject.case_id == case)) or 0,
            db.scalar(select(func.count()).where(KeyFileRow.case_id == case)) or 0,
            len(leaves),
        )


NOTHING, WHOLE = (0, 0, 0, 0), (1, 3, 2, 3)


def assert_the_log_is_whole(database: Database) -> None:
    with database.reading() as db:
        tree, count = Frontier(), log_size(db, Log.INTAKE)
        query = select(LogEntry.hash).where(LogEntry.log == Log.INTAKE).order_by(LogEntry.idx)
        hashes = db.scalars(query).all()
        for each in hashes:
            tree.push(each)
        assert (len(hashes), tree.root()) == (count, tree_root(db, Log.INTAKE, count))


def test_killed_at_any_step_a_report_is_there_whole_or_not_at_all(scene: Scene) -> None:
    reports = [new_report(scene) for _ in range(POSTS)]
    (scene.folder / "posts").mkdir()
    for at, (_, body, _) in enumerate(reports):
        (scene.folder / "posts" / f"{at:03}").write_bytes(body)
    command = [sys.executable, "-m", "tests.promises.faulty", str(scene.folder), scene.url]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
    steps = [json.loads(line) for line in ran.stdout.splitlines()]
    found = [stored(scene.database, sending) for sending, *_ in reports[: len(steps)]]
    commit = steps.index("before the commit")
    assert steps[commit:] == [
        "before the commit",
        "after the commit",
        "before the answer leaves",
        "survived",
    ]
    assert commit >= 5  # Statements: it is not all one.
    assert found == [NOTHING] * (commit + 1) + [WHOLE] * 3
    for at, (sending, body, kind) in enumerate(reports[: len(steps)]):
        again = scene.people.client().post("/en/form", data=body, content_type=kind)
        assert again.status_code == (201 if at <= commit else 200)
        assert stored(scene.database, sending) == WHOLE
    assert_the_log_is_whole(scene.database)


def test_an_answer_cut_after_the_commit_and_sent_again_is_one_report(scene: Scene) -> None:
    sending, body, kind = new_report(scene)
    inner, client = scene.app.wsgi_app, scene.people.client()

    def cut(environ: object, start_response: object) -> object:
        b"".join(inner(environ, start_response))  # type: ignore[arg-type]
        raise ConnectionResetError

    scene.app.wsgi_app = cut  # type: ignore[method-assign, assignment]
    with pytest.raises(ConnectionResetError):
        client.post("/en/form", data=body, content_type=kind)
    scene.app.wsgi_app = inner  # type: ignore[method-assign]
    answers = [client.post("/en/form", data=body, content_type=kind) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].data == answers[1].data
    assert stored(scene.database, sending) == WHOLE


def statuses(acts: Sequence[Callable[[], TestResponse]]) -> list[int]:
    """Ask for things at once; return the statuses, sorted."""
    return sorted(answer.status_code for answer in at_once(acts))


def posting(scene: Scene, body: bytes, kind: str) -> Callable[[], TestResponse]:
    return partial(scene.people.client().post, "/en/form", data=body, content_type=kind)


@pytest.mark.parametrize("times", [2, THREADS])
def test_the_same_report_sent_at_once_is_one_report(scene: Scene, times: int) -> None:
    for _ in range(5):
        sending, body, kind = new_report(scene)
        found = statuses([posting(scene, body, kind) for _ in range(times)])
        assert found == [200] * (times - 1) + [201]
        assert stored(scene.database, sending) == WHOLE
    assert_the_log_is_whole(scene.database)


def test_four_threads_send_reports_and_none_is_lost(scene: Scene) -> None:
    reports = [new_report(scene) for _ in range(THREADS * 4)]
    for at in range(0, len(reports), THREADS):
        acts = [posting(scene, body, kind) for _, body, kind in reports[at : at + THREADS]]
        assert statuses(acts) == [201] * THREADS
    assert {stored(scene.database, sending) for sending, *_ in reports} == {WHOLE}
    assert_the_log_is_whole(scene.database)


def test_the_same_token_with_other_bytes_is_refused_also_at_once(scene: Scene) -> None:
    (first, *_), (second, *_) = new_report(scene), new_report(scene)
    second.meta["token"] = first.meta["token"]
    bodies = [
        wire.encode_multipart({"meta": encode_json(each.meta), **each.parts})
        for each in (first, second)
    ]
    assert statuses([posting(scene, *body) for body in bodies]) == [201, 409]
    assert sorted([stored(scene.database, each) for each in (first, second)]) == [NOTHING, WHOLE]


def test_four_messages_at_once_are_all_kept_in_one_order(scene: Scene) -> None:
    reporter = scene.people.reporter()
    assert reporter.send().status_code == 201
    texts = [f"message {at}" for at in range(THREADS)]
    acts = [partial(add_message, reporter, text) for text in texts]
    assert statuses(acts) == [201] * THREADS
    with scene.database.reading() as db:
        case = reporter.sending.case
        query = select(SealedObject.position).where(SealedObject.case_id == case)
        assert sorted(db.scalars(query)) == list(range(3 + THREADS))
    assert_the_log_is_whole(scene.database)


def test_of_two_who_take_a_case_at_once_one_gets_it(scene: Scene) -> None:
    timo = scene.people.new("timo", "caseworker", triage=True)
    assert scene.anna.admit(timo).status_code == 201
    reporter: Reporter = scene.people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    opened = [(person, person.open(case)) for person in (scene.anna, timo)]
    first, second = statuses([partial(person.take, held) for person, held in opened])
    assert (first, second in {404, 409}) == (201, True)
    with scene.database.reading() as db:
        holders = set(db.scalars(select(KeyFileRow.holder).where(KeyFileRow.case_id == case)))
        row = db.get_one(Case, case)
    assert {each for each in holders if not each.startswith("desk:")} == {
        *("box", f"account:{row.assignee}", f"account:{row.cover}")
    }


def test_a_word_that_comes_beside_an_answer_is_kept_and_stays_unanswered(scene: Scene) -> None:
    reporter = scene.people.reporter()
    assert reporter.send().status_code == 201
    case, anna = reporter.sending.case, scene.anna
    assert anna.take(anna.open(case)).status_code == 201
    for n in range(3):
        held = anna.open(case, "casework")
        answer, word = partial(anna.answer, held, f"answer {n}"), partial(add_message, reporter)
        assert statuses([answer, partial(word, f"word {n}")])[0] == 201
        with scene.database.reading() as db:
            row = db.get_one(Case, case)
        assert row.waiting_on is not None  # The word came last, or the answer was refused.
        assert row.said > row.answered
    with scene.database.reading() as db:
        words = SealedObject.case_id == case, SealedObject.by == "reporter"
        query = select(func.count()).where(*words, SealedObject.kind == "message")
        assert db.scalar(query) == 3
    assert_the_log_is_whole(scene.database)
