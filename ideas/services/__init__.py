"""Writes of the ideas room: one verb, one rule, one event."""
