"""No lock is held across a call of the database (C1): every module of the program is read for it.

A lock is what is made by ``threading``, what makes one (``field(default_factory=Lock)``), or a
context of ours that yields while it holds one, unless nobody ever waits for it (``LOCK_NB``).
Within a lock nothing may be named that leads to the database, and nothing be called that was handed
in: nobody knows what it does.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = {"Lock", "RLock", "Condition", "Semaphore", "BoundedSemaphore", "flock"}
CACHES = {"cache", "lru_cache", "cached_property"}
#: Types of what leads to the database, and of what is called without being known.
TYPES = {"Session", "Database", "Act", "Services", "Driver", "Engine", "Connection", "Callable"}
#: What such things are called where no type says it, and what is done with them.
WORDS = {"database", "db", "session", "reading", "execute", "scalar", "scalars", "commit", "flush"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def words_in(node: ast.AST) -> set[str]:
    """Every name and attribute in a piece of a program."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return names | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def functions(tree: ast.AST) -> Iterator[Function]:
    return (each for each in ast.walk(tree) if isinstance(each, Function))


def blocks(tree: ast.AST) -> Iterator[ast.With | ast.AsyncWith]:
    return (each for each in ast.walk(tree) if isinstance(each, ast.With | ast.AsyncWith))


def contexts(block: ast.With | ast.AsyncWith) -> set[str]:
    return {word for item in block.items for word in words_in(item.context_expr)}


def lock_names(trees: list[ast.AST]) -> set[str]:
    """Names under which the program has locks, contexts that hold one among them."""
    found = set(LOCKS)
    for each in (node for tree in trees for node in ast.walk(tree)):
        if (
            isinstance(each, ast.Assign | ast.AnnAssign)
            and each.value
            and words_in(each.value) & LOCKS
        ):
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            found |= {word for target in targets for word in words_in(target)} - {"self"}
    while True:  # A context may hold what another context holds.
        more = {
            each.name
            for tree in trees
            for each in functions(tree)
            if any(isinstance(inner, ast.Yield) for inner in ast.walk(each))
            and "LOCK_NB" not in words_in(each)
            and (words_in(each) & LOCKS or any(contexts(block) & found for block in blocks(each)))
        }
        if more <= found:
            return found
        found |= more


def reaching(function: Function) -> set[str]:
    """Parameters that lead to the database, or to what nobody knows."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return {each.arg for each in arguments if each.annotation and words_in(each.annotation) & TYPES}


def held_across(tree: ast.AST, locks: set[str]) -> list[int]:
    """Lines at which the database can be waited for while a lock is held."""
    found = []
    for function in functions(tree):
        forbidden = reaching(function) | WORDS | TYPES
        found += [
            block.lineno
            for block in blocks(function)
            if contexts(block) & locks and any(words_in(each) & forbidden for each in block.body)
        ]
        is_cached = any(words_in(each) & CACHES for each in function.decorator_list)
        if is_cached and words_in(function) & forbidden:
            found.append(function.lineno)
    return found


def sources() -> dict[str, ast.AST]:
    paths = sorted((ROOT / "intake").rglob("*.py"))
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in paths}


def test_no_lock_and_no_cache_of_the_program_is_held_across_the_database() -> None:
    trees = sources()
    locks = lock_names(list(trees.values()))
    assert "hold_lock" in locks
    found = {path: lines for path, tree in trees.items() if (lines := held_across(tree, locks))}
    assert found == {}


FAULTS = {
    "a lock around a statement": """
lock = Lock()
def find(db: Session):
    with lock:
        return db.scalar(query)
""",
    "a lock in a field around what was handed in": """
class Pages:
    _lock: Lock = field(default_factory=Lock)
    def page(self, make: Callable[[], bytes]):
        with self._lock:
            return make()
""",
    "a context that holds a lock, around a session": """
@contextmanager
def alone(path):
    flock(path)
    yield
def publish(path, running):
    with alone(path), other():
        with running.database.session():
            pass
""",
    "a semaphore in another semaphore's context": """
TURN = threading.BoundedSemaphore(2)
@contextmanager
def turn():
    with TURN:
        yield
def check(act: Act):
    with turn():
        act.log()
""",
    "a cache of what the database said": """
@lru_cache
def roster(database: Database):
    return load(database)
""",
}


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS)
def test_the_reader_finds(text: str) -> None:
    tree = ast.parse(text)
    assert len(held_across(tree, lock_names([tree]))) == 1


def test_the_reader_lets_a_lock_around_mere_computing_pass() -> None:
    tree = ast.parse(
        "TURN = Lock()\ndef derive(code: str):\n    with TURN:\n        stretch(code)\n"
    )
    assert held_across(tree, lock_names([tree])) == []
