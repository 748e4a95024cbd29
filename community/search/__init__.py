"""The search page: things of all rooms, found by their words."""
