"""The other wording: what the form says to whoever tells us about somebody else.

In a language file a step, a question or whatever else has words may hold a table ``other`` with
those of its texts that read differently then; all others read alike. The program does not start
with half a wording: with a twin of what is not said, with a text that an operator changed and not
its twin, or with a twin that another language lacks.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from intake.form.files import FormError, lay_over

OTHER = "other"

Table = Mapping[str, object]


def worded(
    file: str, words: dict[str, object], changed: Table, *, is_other: bool
) -> tuple[dict[str, object], frozenset[tuple[str, str]]]:
    """Return the words of a file in one wording, and which texts have two.

    Args:
        file: Its name, for the error.
        words: Its tables: ours with the operator's laid over.
        changed: The operator's alone.
        is_other: Whether the wording for somebody else is wanted.

    Returns:
        The tables without any ``other``; and pairs such as ``("question kinds", "choices.other")``.

    Raises:
        FormError: A wording is half.
    """
    said: dict[str, object] = {}
    twins: set[tuple[str, str]] = set()
    for part, items in words.items():
        if not isinstance(items, Mapping):
            said[part] = items
            continue
        said[part] = tables = dict(items)
        for name, item in items.items():
            if isinstance(item, Mapping) and OTHER in item:
                at, own = f"{part} {name}", _table(_table(changed.get(part)).get(name))
                texts, other = _part(item)
                twins |= {(at, key) for key in _check(file, at, texts, other)}
                _check_change(file, at, other, own)
                tables[name] = lay_over(texts, dict(_table(other))) if is_other else texts
    return said, frozenset(twins)


def check_languages(
    twins: Mapping[str, frozenset[tuple[str, str]]], told: Mapping[str, Collection[str]]
) -> None:
    """Check that every language words the same texts twice.

    Args:
        twins: Language tag to what ``worded`` returned.
        told: Language tag to the names of what it tells; what it does not tell needs no twin, and
            whether a rule wants it is for the rules to say.

    Raises:
        FormError: One lacks a twin that another has.
    """
    for item, key in sorted(frozenset().union(*twins.values())):
        for tag, known in twins.items():
            part, _, name = item.partition(" ")
            if (item, key) not in known and (part != "told" or name in told[tag]):
                raise FormError(
                    f"{tag}.toml", f"{item}.{OTHER}", key, "is missing: another language has it"
                )


def _part(item: Table) -> tuple[dict[str, object], object]:
    return {key: text for key, text in item.items() if key != OTHER}, item[OTHER]


def _check(file: str, at: str, texts: Table, other: object) -> list[str]:
    """Return what is worded twice; only what is said may be said in another way."""
    if not isinstance(other, Mapping):
        raise FormError(file, f"{at}.{OTHER}", "", "must be a table")
    said: dict[str, Any] = {key: text for key, text in _leaves(texts) if text}
    for key, text in _leaves(other):
        if key not in said:
            raise FormError(file, f"{at}.{OTHER}", key, "is the other wording of nothing")
        if isinstance(text, str) and not text.strip():
            raise FormError(file, f"{at}.{OTHER}", key, "must be a text")
        if isinstance(text, list) and len(text) != len(said[key]):
            raise FormError(file, f"{at}.{OTHER}", key, "must be as many: they take turns")
    return [key for key, _ in _leaves(other)]


def _check_change(file: str, at: str, other: object, changed: Table) -> None:
    """An operator's text beside our twin would say two things."""
    texts, twin = _part({OTHER: {}, **changed})
    own = dict(_leaves(texts)).keys() - dict(_leaves(_table(twin))).keys()
    for key, _ in _leaves(_table(other)):
        if key in own:
            raise FormError(
                file, f"{at}.{OTHER}", key, "must be said too: the text that it words is changed"
            )


def _table(value: object) -> Table:
    return value if isinstance(value, Mapping) else {}


def _leaves(table: Table, path: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value
