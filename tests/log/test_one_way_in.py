"""There is one way into the logs: an act. The import rules close the writer, this what is below."""

import ast
from pathlib import Path

import intake

#: What appends, or says that something was appended, and the only modules that may name it.
BELOW = {
    "append_leaves": {"log/tree.py", "log/writing.py"},
    "mark_appended": {"store/guard.py", "log/writing.py"},
}
ROOT = Path(intake.__file__).parent


def named(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    return {
        str(getattr(node, "id", "") or getattr(node, "attr", "") or getattr(node, "name", ""))
        for node in tree
    }


def test_what_appends_to_a_log_is_named_by_the_writer_alone() -> None:
    found: dict[str, set[str]] = {name: set() for name in BELOW}
    for path in ROOT.rglob("*.py"):
        if path.relative_to(ROOT).as_posix() != "store/models/__init__.py":
            for name in named(path) & set(BELOW):
                found[name].add(path.relative_to(ROOT).as_posix())
    assert found == BELOW
