"""Who may do expensive work now, and how it gives way to everybody else's."""
