"""`pytest --quick`: the tests that need nothing but Python and Node; the rest is not collected.

A test is slow by what it asks for, not by where it lies: whoever uses a database, a browser, a
built bundle or a started program waits for `make test`. What a module does on its own says so with
``pytestmark = SLOW``.
"""

import pytest

#: Fixtures behind which something is started, made or played.
STARTED = frozenset(
    {
        *("again", "browser", "built", "database_url", "demo", "made", "postgresql", "run", "scene"),
        *("served", "server", "sqlite_template"),
    }
)
SLOW = pytest.mark.slow


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--quick", action="store_true", help="only what needs no database or browser")


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark."""
    config.addinivalue_line("markers", "slow: starts programs of its own; left out by --quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is slow, when asked to."""
    if not config.getoption("--quick"):
        return
    slow = [item for item in items if _is_slow(item)]
    config.hook.pytest_deselected(items=slow)
    left = set(slow)
    items[:] = [item for item in items if item not in left]


def _is_slow(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & STARTED) or item.get_closest_marker("slow") is not None
