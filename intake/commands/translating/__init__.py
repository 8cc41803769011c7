"""``intake languages`` and ``intake form``: what is said, missing, read, added."""
