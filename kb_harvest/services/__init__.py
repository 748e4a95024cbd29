"""Writes of the kb_harvest room: one verb, one rule, one event."""
