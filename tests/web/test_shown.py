"""Answers written out for people (intake/web/words/shown.py)."""

from flask import Flask, g

from intake.web.words.shown import format_moment


def test_what_nobody_could_read_stands_as_it_was_written_beside_what_was_picked(app: Flask) -> None:
    with app.app_context():
        g.lang = "zh-Hans"
        assert format_moment("soon") == "soon"
        assert format_moment("tomorrow|||@noon") == "明天 · noon"
        assert format_moment("|when he is back|night|") == "when he is back · 夜里"
