"""Whose a pseudonym is: asked by an auditor, decided by a second person, and told to who it is."""
