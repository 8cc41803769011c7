"""Hostile requests and sealed objects against a running server; every one follows from a seed."""
