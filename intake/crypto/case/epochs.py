"""Seeds by epoch, as key files and desk key files hold them (SPEC 6 and 8)."""

from collections.abc import Mapping

from intake.crypto import shapes
from intake.crypto.encoding import b64u


def encode_epochs(seeds: Mapping[int, bytes]) -> list[dict[str, object]]:
    """Return seeds as the list a key file holds, by ascending epoch."""
    return [{"epoch": epoch, "seed": b64u(seeds[epoch])} for epoch in sorted(seeds)]


def read_epochs(value: object, first: int = 0) -> dict[int, bytes]:
    """Return the seeds of such a list, whose epochs grow by one from ``first``.

    Raises:
        EncodingError: Not such a list.
    """
    seeds: dict[int, bytes] = {}
    for epoch, item in enumerate(shapes.items(value), start=first):
        fields = shapes.exact_object(item, ("epoch", "seed"))
        shapes.constant(fields["epoch"], epoch)
        seeds[epoch] = shapes.binary(fields["seed"])
    return seeds
