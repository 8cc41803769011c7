"""The twenty questions: each answered in one sentence from the entries that stand behind it."""
