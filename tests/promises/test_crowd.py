"""Nobody on the staff, admitted or not, keeps a report from being stored (C1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import ENGINES, database_on
from tests.promises.crowd import jobs_of, run_at_once, watched
from tests.promises.office import Office, make_office, running


@pytest.fixture(params=ENGINES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    with (
        database_on(request.param, request, tmp_path) as url,
        running(tmp_path, url) as (app, clock),
    ):
        yield make_office(app, clock)


def test_reports_every_staff_act_and_refused_roles_at_once_are_never_answered_503(
    office: Office,
) -> None:
    sent = [office.people.reporter(f"story {at}") for at in range(8)]
    for reporter in sent:
        assert reporter.send().status_code == 201
    jobs = jobs_of(office, sent, [office.people.reporter() for _ in range(24)])
    with watched(office.people.app) as asked:
        run_at_once(jobs)
    assert [each for each in asked if each.status >= 500] == []
    assert sum(each.status == 403 for each in asked) > 60
    assert sum(each.what == "POST /en/form" and each.status == 201 for each in asked) == 24
