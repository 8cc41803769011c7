"""What pytest does for `tests.mends`: one engine is enough, and how a test failed is written down.

Used with `-p tests.mends.watching --told FILE`: a line of JSON for each failure and each test that
could not be collected, `[test, is an assertion, kind of error]`.
"""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

ENGINE = "sqlite"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--told", type=Path, required=True, help="where failures are written to")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the second engine where a test runs on both."""
    others = [item for item in items if engine_of(item) not in {None, ENGINE}]
    if len(others) < len(items):
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


def engine_of(item: pytest.Item) -> object:
    """Return the engine that a test is run on, if it is asked for by that."""
    spec = getattr(item, "callspec", None)
    return spec.params.get("database_url") if spec else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write a failure down."""
    report = yield
    if report.failed and call.excinfo is not None:
        is_assertion = call.when != "setup" and is_asserted(call.excinfo.type)
        tell(item.config, item.nodeid, is_assertion, call.excinfo.typename)
    return report


def pytest_exception_interact(node: object, call: object, report: object) -> None:
    """Write down what could not be collected."""
    if isinstance(report, pytest.CollectReport) and isinstance(node, pytest.Collector):
        excinfo = getattr(call, "excinfo", None)
        tell(node.config, node.nodeid, False, excinfo.typename if excinfo else "nothing")


def is_asserted(kind: type[BaseException]) -> bool:
    """Tell whether a test failed because something was not as it says, and not by an accident."""
    return issubclass(kind, AssertionError | pytest.fail.Exception)


def tell(config: pytest.Config, test: str, is_assertion: bool, kind: str) -> None:
    """Write a line."""
    with config.getoption("--told").open("a", encoding="utf-8") as file:
        file.write(json.dumps([test, is_assertion, kind]) + "\n")
