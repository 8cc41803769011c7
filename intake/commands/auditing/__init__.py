"""Parts of ``intake audit``: what everybody is served, sources by name, and the visit."""
