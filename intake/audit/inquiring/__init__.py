"""Asking who holds a case: a code and sealed words; which case it is no auditor is told."""
