"""A member's own account: enrols, signs in, and walks the roster from what it remembers."""
