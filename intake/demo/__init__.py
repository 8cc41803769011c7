"""The demo: every client played in Python, through the services that the views call.

There is no second implementation of anything here. Staff and reporters make, seal, sign and verify
with ``intake.crypto`` and reach the database only through services, so each seeded answer, opening
and change of status stands in the log. What is told is data: ``data/people.toml`` and
``data/cases-*.toml``.
"""
