"""A quick run leaves out whatever starts something, and says so where it cannot see it before."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.quick import STARTED, pytest_fixture_setup


def asking(*, is_quick: bool) -> Any:  # noqa: ANN401 - stands for pytest's own
    return SimpleNamespace(config=SimpleNamespace(getoption=lambda _name: is_quick))


@pytest.mark.parametrize("name", sorted(STARTED))
def test_what_is_started_for_a_fixture_while_it_runs_fails_a_quick_run(name: str) -> None:
    fixture: Any = SimpleNamespace(argname=name)
    with pytest.raises(pytest.fail.Exception, match=name):
        pytest_fixture_setup(fixture, asking(is_quick=True))
    pytest_fixture_setup(fixture, asking(is_quick=False))
