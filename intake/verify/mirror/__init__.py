"""Copying a log from a source that is not believed, within bounds."""
