"""What tests wrote, as an auditor has it copied, signed by the golden key."""

import json
from itertools import groupby
from pathlib import Path

from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.log.events import Log
from intake.verify.folder import LogFolder, details_name
from tests.log.golden import golden_vkey, lay_out, signed
from tests.quarter.written import Written, salt_of


def copy_out(folder: Path, log: Written, *, details: bool = True) -> Path:
    """Lay both logs out in a folder, with the details or without."""
    for each in Log:
        leaves = [leaf for leaf, _ in log.leaves(each)]
        copy = LogFolder(folder, each)
        lay_out(copy, leaves, signed(leaves, each), golden_vkey(each))
        if details:
            write_details(copy, log)
    return folder


def write_details(copy: LogFolder, log: Written) -> None:
    """Write the details that are there, a line for each entry."""
    records = [each for each in log.records[copy.log] if each.detail is not None]
    copy.path.joinpath("details").mkdir(exist_ok=True)
    lines = dict(enumerate(line for _, line in log.leaves(copy.log)))
    for n, group in groupby(records, lambda each: each.index // TILE_WIDTH):
        rows = []
        for record in group:
            line = lines[record.index]
            text = line.detail.decode() if line else ""
            row = {"detail": text, "idx": record.index, "salt": salt_of(record).hex()}
            rows.append(json.dumps(row) + "\n")
        copy.write(details_name(n), "".join(rows).encode())
