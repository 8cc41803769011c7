"""The auditors' first page, a part at a time."""
