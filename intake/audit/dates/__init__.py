"""From which day to which one an auditor looks, and which entries these are."""
