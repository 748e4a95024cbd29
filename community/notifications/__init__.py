"""Notices to people and programs: in the house, by mail, by webhook."""
