"""Which templates and modules hold words of the staff: they are in no catalogue of the public."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
FOLDERS = {"admin", "audit", "auth", "desk"}
SHARED = {"staff.html", "errors/staff.html", "macros/states.html", "macros/log.html"}
#: Words of the staff in Python.
MODULE = "web/words/staff.py"


def is_staffs(name: str) -> bool:
    """Tell whether a file below ``templates/`` or ``intake/`` holds words of the staff."""
    return name.split("/", maxsplit=1)[0] in FOLDERS or name in SHARED or name == MODULE


def staff_templates() -> list[Path]:
    """Return the templates of staff pages."""
    paths = sorted(TEMPLATES.rglob("*.html"))
    return [path for path in paths if is_staffs(path.relative_to(TEMPLATES).as_posix())]
