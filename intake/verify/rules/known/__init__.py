"""What the rules remember: how it is kept, what was found, and how cases stand."""
