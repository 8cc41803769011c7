"""Tests of the auditor's first page."""
