"""The promises of docs/THREAT_MODEL.md, each held by tests that try to break it."""
