"""``python3 -m intake.verify FOLDER``: check a copied log with a bare Python."""

import sys
from pathlib import Path

from intake.verify.check.checking import verify_mirror
from intake.verify.report import VerifyError, lines

SHOWN = 20  # Findings of a kind and log; the rest is counted.
USAGE = "usage: python3 -m intake.verify FOLDER [TRUSTED-KEY ...]"


def main(arguments: list[str]) -> int:
    """Check and print; return 0 if all is well, 1 if there are findings, 2 if it cannot be told."""
    if not arguments or arguments[0].startswith("-"):
        sys.stderr.write(USAGE + "\n")
        return 2
    try:
        report = verify_mirror(Path(arguments[0]), trusted=arguments[1:])
    except (VerifyError, OSError) as error:
        sys.stderr.write(f"cannot check: {error}\n")
        return 2
    for log in report.logs:
        sys.stdout.write(f"{log.origin or log.log}: {log.entries} of {log.size} entries checked\n")
    for line in lines(report, SHOWN):
        sys.stdout.write(line + "\n")
    sys.stdout.write("findings\n" if report.findings else "ok\n")
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
