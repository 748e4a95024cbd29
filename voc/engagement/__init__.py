"""Whom we care about, and what we do for them."""
