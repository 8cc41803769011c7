"""Every code a client can be answered with, read off the code that raises it: (code, status)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from werkzeug.exceptions import default_exceptions

from intake.web.refusals import STATUS

INTAKE = Path(__file__).resolve().parent.parent.parent / "intake"
#: Rooms whose refusals never cross the wire.
ELSEWHERE = {"commands", "demo", "client", "verify", "crypto"}
#: Of a room that both sides share, what only staff can meet.
FOR_STAFF = {"case/acts.py"} | {
    f"case/access/{name}.py" for name in ("people", "permission", "refusing")
}
STATUS_OF = {error.__name__: status for error, status in STATUS.items()}


def raised(path: Path) -> Iterator[tuple[str, int]]:
    """Codes of one module, where they are written out; those that are not are asked for by name."""
    tree = ast.parse(path.read_text())
    ours = _imported(tree, "intake.errors")
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        given = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        match name, given:
            case ("refuse", [int(status), str(code)]) | ("_problem", [str(code), int(status)]):
                yield code, status
            case "abort", [int(status)] if status < 500:
                yield http_code(status), status
            case "WireError", [str(code)]:
                yield code, 413 if code == "too_large" else 400
            case "Room", [str(code)]:
                yield code, 503
            case _, [str(code), *_] if name in ours:
                yield code, STATUS_OF[name]


def http_code(status: int) -> str:
    """Return the code of a refusal that is werkzeug's own."""
    return default_exceptions[status]().name.lower().replace(" ", "_")


def all_raised() -> Iterator[tuple[str, str, int]]:
    """Room, code and status of all that can reach a client."""
    for path in sorted(INTAKE.rglob("*.py")):
        within = path.relative_to(INTAKE)
        room = "desk" if str(within) in FOR_STAFF else within.parts[0]
        if room not in ELSEWHERE:
            for code, status in raised(path):
                yield room, code, status


def _imported(tree: ast.Module, module: str) -> set[str]:
    return {
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
        if alias.name in STATUS_OF
    }
