"""The help page from its files: ``emergency.toml``, and ``[help]`` in the file of each language."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from intake.form.emergency import DIALLED, KINDS, Advice, Emergency, Number, Phrase, Place, Words
from intake.form.files import EMERGENCY, Section, read_file
from intake.form.languages import LANGUAGES
from intake.form.loading.filling import read_filled
from intake.form.names import name_of

Helps = Mapping[str, Mapping[str, object]]  # Language tag to its words, by kind.


def load_emergency(folder: Path | None, languages: tuple[str, ...] = LANGUAGES) -> Emergency:
    """Read and check the data of the help page.

    Args:
        folder: The operator's folder of data files, or None.
        languages: Tags of the languages that name every place and note and give every advice.

    Raises:
        FormError: Something is wrong; the one line names file, item and key.
    """
    top = Section(EMERGENCY, "", read_file(folder, EMERGENCY))
    helps = {tag: _help_of(folder, tag) for tag in languages}
    numbers = [_number(raw, helps) for raw in top.tables("number")]
    places = tuple(_place(raw, helps, numbers) for raw in top.tables("place"))
    sayings = tuple(_saying(raw) for raw in top.tables("say"))
    advice = [_advice(each, helps) for each in top.words("advice")]
    top.done()
    for number in numbers:
        if number.place not in {place.id for place in places}:
            raise top.error("place", f"there is no place {number.place!r}")
    return Emergency(places, sayings, MappingProxyType({part.id: part for part in advice}))


def _help_of(folder: Path | None, tag: str) -> Mapping[str, object]:
    """Words of a place that an operator's own ``emergency.toml`` leaves out may stay."""
    merged, _own = read_filled(folder, tag)
    section = Section(f"{tag}.toml", "help", merged.get("help", {}))
    found = {kind: section.take(kind, {}) for kind in ("place", "note", "advice")}
    section.done()
    return found


def _kind(helps: Helps, kind: str) -> dict[str, Section]:
    return {
        tag: Section(f"{tag}.toml", f"help.{kind}", help_[kind]) for tag, help_ in helps.items()
    }


def _words(helps: Helps, kind: str, key: str) -> Words:
    return MappingProxyType({tag: part.text(key) for tag, part in _kind(helps, kind).items()})


def _number(raw: object, helps: Helps) -> Number:
    section = Section(EMERGENCY, "number", raw)
    place, kind = section.text("place"), section.text("kind")
    call, app, text = section.text("call", ""), section.text("app", ""), section.flag("text")
    section.item = f"number {place} {call or app}"
    if kind not in KINDS:
        raise section.error("kind", f"must be one of {', '.join(KINDS)}")
    if bool(call) == bool(app) or (call and not DIALLED.fullmatch(call)):
        raise section.error("call", "must be digits, or there is an app instead")
    noted = section.text("note", "")
    note = _words(helps, "note", noted) if noted else {}
    source, checked_on = section.text("source"), section.take("checked_on")
    section.done()
    if type(checked_on) is not date:
        raise section.error("checked_on", "must be a date")
    return Number(place, kind, call, text, app, note, source, checked_on)


def _place(raw: object, helps: Helps, numbers: list[Number]) -> Place:
    section = Section(EMERGENCY, "place", raw)
    name = section.text("id")
    section.item = f"place {name}"
    section.done()
    found = tuple(number for number in numbers if number.place == name)
    return Place(name, _place_names(helps, name), found)


def _place_names(helps: Helps, place: str) -> Words:
    """Return what a place is called: a country by its name, where no file calls it otherwise."""
    parts = _kind(helps, "place").items()
    return MappingProxyType(
        {tag: part.text(place, name_of("country", place, tag) or None) for tag, part in parts}
    )


def _saying(raw: object) -> Phrase:
    section = Section(EMERGENCY, "say", raw)
    lang = section.text("lang")
    section.item = f"say {lang}"
    name, gloss = section.text("name"), section.flag("gloss")
    refuse, friend, protect = (section.text(key) for key in ("refuse", "friend", "protect"))
    section.done()
    return Phrase(lang, name, refuse, friend, protect, gloss)


def _advice(name: str, helps: Helps) -> Advice:
    """Every language says as many sentences as the first one."""
    title: dict[str, str] = {}
    lines: dict[str, tuple[str, ...]] = {}
    for tag, part in _kind(helps, "advice").items():
        section = Section(part.file, f"help.advice.{name}", part.take(name, {}))
        title[tag], lines[tag] = section.text("title"), section.words("lines")
        section.done()
        if not lines[tag] or len(lines[tag]) != len(next(iter(lines.values()))):
            raise section.error("lines", "every language needs the same number of sentences")
    return Advice(name, MappingProxyType(title), MappingProxyType(lines))
