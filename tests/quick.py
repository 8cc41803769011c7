"""`pytest --quick`: the tests that need nothing but Python and Node; the rest is not collected.

A test is slow by what it asks for, not by where it lies: whoever uses a database, a browser, a
built bundle or a started program waits for `make test`.
"""

import pytest

#: Fixtures behind which something is started, made or played.
STARTED = frozenset(
    {
        *("again", "browser", "built", "database_url", "demo", "made", "office", "postgresql"),
        *("run", "scene", "served", "server", "sqlite_template"),
    }
)
#: Modules that start servers or measure; who imports something of theirs does so too.
STARTING = ("tests.bench", "tests.load.targets", "tests.promises.live")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--quick", action="store_true", help="only what needs no database or browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is slow, when asked to."""
    if not config.getoption("--quick"):
        return
    slow = [item for item in items if _is_slow(item)]
    config.hook.pytest_deselected(items=slow)
    left = set(slow)
    items[:] = [item for item in items if item not in left]


def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> None:
    """Refuse to start what a fixture asks for while it runs: nobody saw that when collecting."""
    if request.config.getoption("--quick") and fixturedef.argname in STARTED:
        pytest.fail(f"{fixturedef.argname} is slow: tests.quick must name the fixture that asks")


def _is_slow(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    used = vars(item.module).values() if isinstance(item, pytest.Function) else ()
    return bool(asked & STARTED) or any(_is_of_starting(value) for value in used)


def _is_of_starting(value: object) -> bool:
    name = getattr(value, "__module__", None)
    return isinstance(name, str) and name.startswith(STARTING)
