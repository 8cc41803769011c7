"""What the accessibility statement says of this service: when assessed, and whom to reach.

Data (``intake/form/data/access.toml``); the words of the page stand in the catalogues.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from intake.form.files import ACCESS, Section, read_file


@dataclass(frozen=True)
class Assessment:
    """The day of it, and where to write without the form: an operator's own, else empty."""

    day: date
    contact: str


def load_assessment(folder: Path | None) -> Assessment:
    """Read and check the file.

    Args:
        folder: The operator's folder of data files, or None.

    Raises:
        FormError: Something is wrong; the one line names file and key.
    """
    top = Section(ACCESS, "", read_file(folder, ACCESS))
    day, contact = top.take("assessed"), top.text("contact", "")
    top.done()
    if type(day) is not date:
        raise top.error("assessed", "must be a date")
    return Assessment(day, contact)
