"""Writes of the notifications room."""
