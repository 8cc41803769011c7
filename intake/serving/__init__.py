"""A running instance: its server program, its processes, and what they do by time."""
