"""How casework goes, as data: statuses, acts, reasons, purposes."""
