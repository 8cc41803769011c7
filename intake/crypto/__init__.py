"""The sealed formats of docs/SPEC.md: bytes in, bytes out.

What may live here: the standard library, cryptography and argon2; no Flask, no SQLAlchemy, no
clock, no path. The same modules serve the way without JavaScript, the demo, ``intake open`` and
the offline verifier. Parsers raise their one named error and nothing else.
"""
