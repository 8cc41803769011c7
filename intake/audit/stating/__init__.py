"""Statements that auditors sign on their own machines, and hand in for everybody who audits."""
