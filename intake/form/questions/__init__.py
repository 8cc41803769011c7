"""The questions: which there are, when each is shown, and their words."""
