"""Reading a case: one door, and a reader that believes nothing but what it holds."""
