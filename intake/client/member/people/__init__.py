"""What a member does about people: admits, removes, suspends."""
