"""The rules of the audit: what in both logs an auditor should look at (docs/spec/audit.md).

Pure: the server and an auditor's machine run the same code over the same entries, and come to the
same findings.
"""

from intake.verify.rules.finding import Entry, Finding
from intake.verify.rules.fold import Fold, FoldError
from intake.verify.rules.incidents import Incident, gather
from intake.verify.rules.order import in_order
from intake.verify.rules.record import Record, Told, read_record

__all__ = [
    "Entry",
    "Finding",
    "Fold",
    "FoldError",
    "Incident",
    "Record",
    "Told",
    "gather",
    "in_order",
    "read_record",
]
