"""What the acts of the staff in a case come to, once they were read (SPEC 5, "Acts")."""
