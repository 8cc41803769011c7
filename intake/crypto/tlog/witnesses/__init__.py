"""What logs and witnesses say to each other, and whose word counts (C2SP tlog-witness, -policy)."""
