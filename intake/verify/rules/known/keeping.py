"""Dataclasses to plain values and back, so that what the rules remember can be kept as JSON.

Fields may be integers, truth values, texts, enumerations of texts, lists, deques and sets of these,
dictionaries with texts or integers for keys, named tuples, other dataclasses, and ``X | None``. The
order of lists is kept, that of dictionaries and sets is not: nothing may depend on it.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class KeptError(ValueError):
    """What was kept is not of the form in which this program keeps it."""


def keep(value: object) -> object:
    """Return a value as plain lists, objects, texts, integers and truth values."""
    if is_dataclass(value):
        return {each.name: keep(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {str(key): keep(member) for key, member in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(cast("set[str]", value))
    if isinstance(value, list | tuple | deque):
        return [keep(member) for member in value]
    return value


def restore(kind: type[T], kept: object) -> T:
    """Return the value of a type that ``keep`` made this of.

    Raises:
        KeptError: It is of no such value.
    """
    return cast("T", _restore(kind, kept))


def _restore(kind: object, kept: object) -> object:
    origin = get_origin(kind)
    if origin is UnionType:
        return _restore_either(get_args(kind), kept)
    if origin is not None:
        return _restore_many(origin, get_args(kind), kept)
    if is_dataclass(kind):
        return _restore_fields(cast("Callable[..., object]", kind), kept)
    if hasattr(kind, "_fields"):
        return _restore_tuple(cast("Callable[..., object]", kind), kept)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _restore_word(kind, kept)
    if not isinstance(kind, type) or type(kept) is not kind:
        raise KeptError("a value of another type")
    return kept


def _restore_either(kinds: tuple[object, ...], kept: object) -> object:
    if kept is None and NoneType in kinds:
        return None
    if isinstance(kept, int | str) and type(kept) in kinds:
        return kept
    (kind,) = (each for each in kinds if each not in {NoneType, int, str})
    return _restore(kind, kept)


def _restore_many(origin: object, kinds: tuple[object, ...], kept: object) -> object:
    if origin is dict and isinstance(kept, dict):
        key = cast("Callable[[str], object]", kinds[0])
        return {_key(key, name): _restore(kinds[1], member) for name, member in kept.items()}
    if origin not in {list, set, deque} or not isinstance(kept, list):
        raise KeptError("no list, or no object")
    make = cast("Callable[[list[object]], object]", origin)
    return make([_restore(kinds[0], member) for member in kept])


def _key(kind: Callable[[str], object], name: str) -> object:
    try:
        return kind(name)
    except ValueError:
        raise KeptError("a key of another type") from None


@cache
def _hints(kind: object) -> Mapping[str, object]:
    return get_type_hints(kind)


def _restore_fields(kind: Callable[..., object], kept: object) -> object:
    hints = {each.name: _hints(kind)[each.name] for each in fields(cast("type", kind))}
    if not isinstance(kept, dict) or kept.keys() != hints.keys():
        raise KeptError("other fields")
    return kind(**{name: _restore(hint, kept[name]) for name, hint in hints.items()})


def _restore_tuple(kind: Callable[..., object], kept: object) -> object:
    hints = list(_hints(kind).values())
    if not isinstance(kept, list) or len(kept) != len(hints):
        raise KeptError("another number of members")
    return kind(*[_restore(hint, member) for hint, member in zip(hints, kept, strict=True)])


def _restore_word(kind: type[StrEnum], kept: object) -> StrEnum:
    try:
        return kind(cast("str", kept))
    except ValueError:
        raise KeptError("a word of another list") from None
