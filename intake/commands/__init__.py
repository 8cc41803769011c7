"""The commands of ``intake``, one module a group; ``intake.cli`` puts them together."""
