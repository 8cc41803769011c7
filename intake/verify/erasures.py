"""What an entry ``log.detail_erase`` says was erased (docs/spec/log.md, section 4)."""

import json


def find_erased(index: int, told: dict[str, object]) -> frozenset[int]:
    """Return the entries whose details the entry ``index`` erased; none if it says nothing usable.

    Args:
        index: Of the erasing entry; what it names must lie before it.
        told: Its details.
    """
    indices = told.get("indices")
    named = indices if isinstance(indices, list) else []
    if not all(type(each) is int and 0 <= each < index for each in named):
        return frozenset()
    return frozenset(named)


def parse_object(detail: bytes) -> dict[str, object]:
    """Return details as an object; an empty one for anything else."""
    try:
        told = json.loads(detail.decode())  # Else the library looks for other encodings first.
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
