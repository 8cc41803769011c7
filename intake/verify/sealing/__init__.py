"""The key of a copy, and the details that are sealed to it."""
