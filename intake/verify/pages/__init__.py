"""What everybody is served, as a list, and comparing a server with it (docs/spec/log.md, 10)."""
