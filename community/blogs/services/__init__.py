"""Writes of the blogs room: one verb, one rule, one event."""
