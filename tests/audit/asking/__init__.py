"""Tests of the twenty questions."""
