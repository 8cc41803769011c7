"""What the scripts fetch once: the form's data and words, as hashed JSON files.

Per language ``form-<tag>.json`` (structure, rules, words) for the form and ``box-<tag>.json``
(labels to read a report back with, words) for the box; for the desk, per language of the staff,
``form.<tag>.json``, and ``folding.json``, what counts as one letter. They are the same for
everyone.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from flask import Flask, g, render_template

from intake.case.rules.casework import casework, casework_words
from intake.form.given.answers import client_data
from intake.form.given.folding import read_letters
from intake.form.given.incidents import incident_form
from intake.form.languages import KNOWN, LANGUAGES, STAFF, InEnglish
from intake.form.names import name_within, names_of
from intake.form.questions.conditions import DATES
from intake.form.questions.grammar import rows_on_page
from intake.form.questions.reading import Known, Reading
from intake.form.questions.structure import Form, Question
from intake.form.questions.texts import QuestionTexts
from intake.form.urgency.triage import Rules
from intake.web.files.assets import Assets, load_assets
from intake.web.pages.ordered import RUN
from intake.web.pages.public import page_words
from intake.web.pages.trees import read_trees
from intake.web.pages.wordings import box_twins, consents_beside, form_twins, label_twins
from intake.web.services import services
from intake.web.words.asking import day_choices
from intake.web.words.english import mark_english
from intake.web.words.i18n import days_written, language, translate
from intake.web.words.words import (
    BOX,
    FAULTS,
    FORM,
    PURPOSES,
    RECEIPT,
    ROLES,
    STATUS,
    WHEN,
    in_language,
    in_wording,
)


def load_assets_with(form: Form, rules: Rules, reading: Reading) -> Assets:
    """Return the built files and the data files that hold no part of a template.

    Raises:
        AssetError: The built folder is missing or damaged.
    """
    assets = load_assets()
    for tag in LANGUAGES:
        assets.add(f"box-{tag}.json", encode(_marked(box_data(form, rules, tag))))
    for tag in STAFF:
        assets.add(f"form.{tag}.json", encode(desk_data(form, rules, reading, tag)))
    assets.add("folding.json", encode(read_letters()))
    return assets


def init_client_data(app: Flask) -> None:
    """Add the data files that hold parts of templates; to be called once those can be rendered."""
    for tag in LANGUAGES:
        with app.app_context():
            g.lang = tag
            running = services()
            data = form_data(running.form, running.rules, tag)
            running.assets.add(f"form-{tag}.json", encode(_marked(data) | _parts(tag)))


def _parts(tag: str) -> dict[str, object]:
    """Return the trees of what the page of the form does not hold, in the language of the context.

    ``rest`` are the questions after the first, ``receipt`` the page after sending.
    """
    found = services()
    common, form = page_words(), found.form
    asked = {"form": form, "texts": form.texts[tag], "opening": False}
    rest = asked | day_choices() | {"consents": consents_beside(form, tag, is_other=False)}
    receipt = dict.fromkeys(("code", "address", "leaf", "away", "promise"), "") | {
        "worded": in_wording(RECEIPT, tag, is_other=False),
        "saw": False,
        "again": False,
        "log_id": found.log_id(),
    }
    return {
        "rest": _trees("report/_questions.html", **common, **rest),
        "receipt": _trees("report/_receipt.html", **common, **receipt),
    }


def _trees(template: str, **context: object) -> list[object]:
    html = render_template(template, **context)
    return read_trees(mark_english(html, KNOWN[language()].dir))


def form_data(form: Form, rules: Rules, tag: str) -> dict[str, object]:
    """Return what the form's script needs in one language, but for parts of the page."""
    return {
        "data": client_data(form, rules) | _dates(form, tag),
        "days": days_written(tag),
        "words": in_language(FORM, tag),
        "faults": in_language(FAULTS, tag),
        "told": told_data(form, tag),
        "other": form_twins(form, tag),
    }


def told_data(form: Form, tag: str) -> dict[str, object]:
    """Return by name of what is told title, text, points, link to the numbers, last sentence."""
    return {
        name: [texts.title, texts.text, list(texts.points), texts.danger, texts.end]
        for name, texts in form.texts[tag].told.items()
    }


def box_data(form: Form, rules: Rules, tag: str) -> dict[str, object]:
    """Return what the box's script needs in one language."""

    def shown(name: str, words: QuestionTexts) -> list[object]:
        return [words.label, _choices(form, name, words, tag), _way(form.questions[name])]

    return {
        "days": days_written(tag),
        "words": in_language(BOX, tag),
        "faults": in_language(FAULTS, tag),
        "incident": client_data(incident_form(form), rules) | _dates(form, tag),
        "told": told_data(form, tag),
        "status": in_language(STATUS, tag),
        "purposes": in_language(PURPOSES, tag),
        "roles": in_language(ROLES, tag),
        "questions": {
            name: shown(name, words) for name, words in form.texts[tag].questions.items()
        },
        "other": box_twins(form, tag, shown),
    }


def _dates(form: Form, tag: str) -> dict[str, object]:
    return {"dates": rows_on_page(form.grammar, tag)}


def _choices(form: Form, name: str, words: QuestionTexts, tag: str) -> dict[str, str]:
    """Return the words of the choices, those of a rough day too."""
    when = in_language(WHEN, tag) if form.questions[name].type in DATES else {}
    return when | dict(words.choices)


def _way(question: Question) -> int:
    """Return how the box writes an answer out: 0 as it is, 1 as a day, 2 not at all."""
    return 2 if question.secret else int(question.type in DATES)


def desk_data(form: Form, rules: Rules, reading: Reading, tag: str) -> dict[str, object]:
    """Return the form with the desk's words, to judge reports again and to name codes."""

    def shown(name: str, words: QuestionTexts) -> dict[str, object]:
        return {"label": words.label, "choices": _choices(form, name, words, tag)}

    told = {
        "texts": {name: shown(name, words) for name, words in form.texts[tag].questions.items()},
        "other": label_twins(form, tag, shown),
        "topics": [[*topic] for topic in _topics(form, reading, tag)],
        "known": [_client_known(row, tag) for row in reading.known],
        "words": {**in_language(casework_words(), tag), **name_words(form, tag)},
        "codes": _codes(),
        "reasons": {name: in_language(asdict(each), tag) for name, each in rules.words.items()},
        "tags": in_language(rules.tags, tag),
        "runs": RUN.pattern,  # What is one number in words that run from right to left.
    }
    return client_data(form, rules) | told | {"dates": []}  # Whoever reads writes no dates.


def name_words(form: Form, tag: str) -> dict[str, str]:
    """Return what the desk calls countries and languages of the form: ``area.code`` to name.

    Languages as they stand within a sentence; a name that is not known is empty.
    """
    asked = form.questions.get("country")
    countries = names_of("country", asked.choices if asked else (), tag)
    languages = {code: name_within("language", code, tag) for code in form.texts}
    return {f"country.{code}": name for code, name in countries.items()} | {
        f"lang.{code}": name for code, name in languages.items() if name
    }


def _marked(data: dict[str, object]) -> dict[str, object]:
    """Return the same with a list of what is in English in it, for the script to say so."""
    return data | {"english": sorted({*_in_english(data)})}


def _in_english(value: object) -> Iterator[str]:
    if isinstance(value, InEnglish):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _in_english(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _in_english(each))


def _codes() -> dict[str, Sequence[str]]:
    """Return what staff choose from in an open case, by the area of its words, in order."""
    table = casework()
    return {"disposition": table.dispositions, "recipient": table.recipients, **table.contact}


def _topics(form: Form, reading: Reading, tag: str) -> list[tuple[str, str, list[str]]]:
    """Return the topics in the order of the form: id, words, ids of its questions."""
    asked = {
        topic: [each.id for step in steps for each in step.questions]
        for topic, steps in form.topics.items()
    }
    return [(topic, translate(tag, reading.topics[topic]), ids) for topic, ids in asked.items()]


def _client_known(row: Known, tag: str) -> dict[str, object]:
    """Return what must be known before contact as the browser gets it, absent keys left out."""
    words = translate(tag, row.words)
    pairs = {"words": words, "grave": row.grave, "tell": list(row.tell), "when": row.when}
    return {key: value for key, value in pairs.items() if value}


def encode(value: object) -> bytes:
    """Return compact JSON in UTF-8; the same value, in the same order, gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
