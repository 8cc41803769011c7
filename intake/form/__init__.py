"""The form, its rules, texts and numbers: data, read and checked once at start."""
