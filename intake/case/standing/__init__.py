"""How a case stands: what waits for a second person, and what becomes of what was said."""
