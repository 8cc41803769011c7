"""Print the shape of the program: files, lines, sizes of functions, imports that cross rooms.

``python -m deploy.shape`` measures the working tree, ``python -m deploy.shape REVISION …`` one
column for each revision beside it: what a move of rooms brought is seen in one run.
"""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

PROGRAM = "intake"
TREE = ""  # The working tree, beside names of revisions.


@dataclass
class Shape:
    """What was counted in one tree."""

    lines: list[int] = field(default_factory=list)  # of each file
    functions: list[int] = field(default_factory=list)  # lines of each function
    loose: int = 0  # modules at the top of the program
    widest: int = 0  # modules in the fullest folder
    imports: int = 0  # of our own modules
    crossing: int = 0  # those that lead into another room
    to_loose: int = 0  # those that lead to a loose module

    def rows(self) -> dict[str, str]:
        """Return the figures as they are printed."""
        crossing = f"{self.crossing} ({self.crossing / self.imports:.0%})"
        to_loose = f"{self.to_loose} ({self.to_loose / self.imports:.0%})"
        return {
            "Python files": str(len(self.lines)),
            "lines": str(sum(self.lines)),
            "lines of a file, median / most": _spread(self.lines),
            "functions": str(len(self.functions)),
            "lines of a function, median / p90 / most": _spread(self.functions, tenth=True),
            "modules loose at the top": str(self.loose),
            "modules in the fullest folder": str(self.widest),
            "imports of our own modules": str(self.imports),
            "imports that cross rooms": crossing,
            "imports of loose modules": to_loose,
        }


def _spread(sizes: list[int], *, tenth: bool = False) -> str:
    middle = [round(statistics.median(sizes))]
    ninety = [round(statistics.quantiles(sizes, n=10)[-1])] if tenth else []
    return " / ".join(str(size) for size in [*middle, *ninety, max(sizes)])


def read_tree(revision: str) -> dict[str, str]:
    """Return the program's Python files, path to text, of a revision or the working tree."""
    if revision == TREE:
        return {str(path): path.read_text("utf-8") for path in Path(PROGRAM).rglob("*.py")}
    listing = ["git", "ls-tree", "-r", "--name-only", revision, PROGRAM]
    names = [name for name in _output(listing).split() if name.endswith(".py")]
    return {name: _output(["git", "show", f"{revision}:{name}"]) for name in names}


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def measure(files: dict[str, str]) -> Shape:
    """Count everything in one tree."""
    modules = {_module_of(path) for path in files}
    shape = Shape()
    folders: dict[str, int] = {}
    for path, text in files.items():
        shape.lines.append(text.count("\n"))
        parts = path.split("/")
        if parts[-1] != "__init__.py":
            folders["/".join(parts[:-1])] = folders.get("/".join(parts[:-1]), 0) + 1
        tree = ast.parse(text)
        shape.functions += [_length(node) for node in ast.walk(tree) if _is_function(node)]
        _count_imports(shape, _module_of(path), tree, modules)
    shape.loose = folders.pop(PROGRAM, 0)
    shape.widest = max(folders.values())
    return shape


def _count_imports(shape: Shape, importer: str, tree: ast.AST, modules: set[str]) -> None:
    loose = {name for name in modules if name.count(".") == 1 and not _has_inside(name, modules)}
    for imported in _imports(tree, modules):
        shape.imports += 1
        shape.crossing += _room(importer) != _room(imported)
        shape.to_loose += imported in loose


def _has_inside(name: str, modules: set[str]) -> bool:
    return any(other.startswith(f"{name}.") for other in modules)


def _imports(tree: ast.AST, modules: set[str]) -> set[str]:
    """Return the modules of ours that a module imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in modules else node.module)
    return found & modules


def _module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _room(module: str) -> str:
    """Return the room a module lies in; a loose module is a room by itself."""
    return ".".join(module.split(".")[:2])


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _length(node: ast.AST) -> int:
    return int(getattr(node, "end_lineno", 0)) - int(getattr(node, "lineno", 0)) + 1


def main() -> None:
    """Print one column a tree."""
    trees = [*sys.argv[1:], TREE]
    columns = [measure(read_tree(revision)).rows() for revision in trees]
    heads = [revision[:12] or "now" for revision in trees]
    print(f"{'':44}" + "".join(f"{head:>18}" for head in heads))
    for name in columns[0]:
        print(f"{name:44}" + "".join(f"{column[name]:>18}" for column in columns))


if __name__ == "__main__":
    main()
