"""What an auditor's machine runs: copying the logs, and checking the copy without the server.

Imports nothing but the standard library, the pure modules of this project and, where it is
installed, ``cryptography``; without it the program ``openssl`` checks signatures. The folder
``intake`` copied onto a bare Python is enough:

    python3 -m intake.verify FOLDER
"""

from intake.verify.check.checking import verify_mirror
from intake.verify.report import Finding, LogReport, Report, VerifyError

__all__ = ["Finding", "LogReport", "Report", "VerifyError", "verify_mirror"]
