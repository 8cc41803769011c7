"""Write what the JavaScript tests are told of the form: ``python -m tests.vectors.make_form``."""

import json
from pathlib import Path

from intake.form.given.answers import client_data
from intake.form.loading.form import load_form
from intake.form.questions.reading import load_reading
from intake.form.urgency.triage import load_rules
from intake.web.pages.clientdata import desk_data

HERE = Path(__file__).parent


def build() -> dict[str, str]:
    """Return the files by name: the browser's form, and what the desk is told of reading it."""
    form = load_form(None)
    rules = load_rules(form, None)
    told = desk_data(form, rules, load_reading(form, None), "en")
    reading = {key: told[key] for key in ("topics", "known", "runs")}
    return {"form.json": _lines(client_data(form, rules)), "reading.json": _lines(reading)}


def _lines(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        (HERE / name).write_text(text)
