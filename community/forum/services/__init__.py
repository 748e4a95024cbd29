"""Writes of the forum: one verb, one rule, one event."""
