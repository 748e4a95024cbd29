"""Writes of the moderation room: one verb, one rule, one event, one line in the log of acts of power."""
