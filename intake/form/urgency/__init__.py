"""How urgent a report is, and when a person acts on it."""
