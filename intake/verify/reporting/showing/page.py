"""A report as one page that needs nothing else: no script, no address, light, dark and in print."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from intake.verify.reporting.showing.lines import incident_lines, span
from intake.verify.reporting.values import Value, part, rows, text

STYLE = files("intake.verify.reporting.showing").joinpath("page.css").read_text(encoding="utf-8")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_APPENDIX = (
    "Each entry as it lies in the log, and its proof (C2SP tlog-proof): whoever has the log's key"
    " can check it without this report and without the server."
)


def encode_page(report: Value) -> bytes:
    """Return the page in UTF-8."""
    parts = [
        *('<!doctype html><html lang="en"><head><meta charset="utf-8">',),
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer"><title>Report on the logs</title>',
        f"<style>{STYLE}</style></head><body><main><h1>Report on the logs</h1>",
        *_head(report),
        *_incidents(report),
        *_questions(report),
        *_appendix(report),
        "</main></body></html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _p(value: object, kind: str = "") -> str:
    return f"<p{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{escape(str(value))}</p>"


def _head(report: Value) -> Iterator[str]:
    yield _p(span(report))
    for log in rows(report, "logs"):
        verdict = part(log, "verdict")
        yield f"<h2><code>{escape(text(log, 'origin') or text(log, 'log'))}</code></h2>"
        yield _p(verdict["sentence"], f"lamp {verdict['colour']}")
        yield from (_p(f"{each['kind']}: {each['text']}") for each in rows(log, "verification"))
        yield f"<pre>{escape(text(log, 'checkpoint'))}</pre>"
        yield f"<p>Key of the log: <code>{escape(text(log, 'key'))}</code></p>"
    unasked = report["unasked"]
    if isinstance(unasked, list) and unasked:
        yield _p(f"Without details these rules could not be asked: {', '.join(unasked)}.")


def _incidents(report: Value) -> Iterator[str]:
    for title, is_reviewed in (("To look at", False), ("Reviewed", True)):
        chosen = [each for each in rows(report, "incidents") if each["reviewed"] is is_reviewed]
        yield f"<h2>{title} ({len(chosen)})</h2>"
        yield "<ol>" if chosen else _p("Nothing.")
        for each in chosen:
            sentence, places = incident_lines(each)
            yield f"<li>{_p(sentence)}{_p(places.strip(), 'places')}</li>"
        yield "</ol>" if chosen else ""


def _questions(report: Value) -> Iterator[str]:
    yield '<h2>The twenty questions</h2><table><thead><tr><th scope="col">Question</th>'
    yield '<th scope="col">What the copy answers</th></tr></thead><tbody>'
    for each in rows(report, "questions"):
        title = escape(f"{each['number']}. {each['title']}")
        yield f'<tr><th scope="row">{title}</th><td>{escape(text(each, "answer"))}</td></tr>'
    yield "</tbody></table>"


def _appendix(report: Value) -> Iterator[str]:
    leaves = rows(report, "leaves")
    yield f"<h2>The entries that were named ({len(leaves)})</h2>"
    yield _p(_APPENDIX)
    for each in leaves:
        yield f"<h3>{escape(text(each, 'log'))} {each['index']}</h3>"
        yield f"<pre>{escape(text(each, 'leaf'))}</pre>"
        proof = text(each, "proof")
        yield f"<pre>{escape(proof)}</pre>" if proof else _p("The copy gives no proof of it.")
    if report["leaves_more"]:
        yield _p(f"And {report['leaves_more']} more, without their proofs.")
