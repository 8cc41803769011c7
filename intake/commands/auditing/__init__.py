"""Parts of ``intake audit``: sources by name, and the visit."""
