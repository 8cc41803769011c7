"""``python3 -m intake.verify FOLDER``: check a copied log with a bare Python."""

import argparse
import sys
from pathlib import Path

from intake.verify.check.checking import verify_mirror
from intake.verify.report import VerifyError, lines
from intake.verify.witnessing.own_policy import read_policy
from intake.verify.witnessing.telling import witness_lines

SHOWN = 20  # Findings of a kind and log; the rest is counted.


def main(arguments: list[str]) -> int:
    """Check and print; return 0 if all is well, 1 if there are findings, 2 if it cannot be told."""
    try:
        asked = _parser().parse_args(arguments)
    except SystemExit:  # It has said why.
        return 2
    try:
        policy = read_policy(asked.policy) if asked.policy else None
        report = verify_mirror(asked.folder, trusted=asked.keys, policy=policy)
    except (VerifyError, OSError) as error:
        sys.stderr.write(f"cannot check: {error}\n")
        return 2
    for log in report.logs:
        sys.stdout.write(f"{log.origin or log.log}: {log.entries} of {log.size} entries checked\n")
        for line in witness_lines(log):
            sys.stdout.write(f"  {line}\n")
    for line in lines(report, SHOWN):
        sys.stdout.write(line + "\n")
    sys.stdout.write("findings\n" if report.findings else "ok\n")
    return 1 if report.findings else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m intake.verify")
    parser.add_argument("folder", type=Path)
    parser.add_argument("keys", nargs="*", metavar="trusted-key")
    parser.add_argument("--policy", type=Path, help="a C2SP tlog-policy of your own")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
