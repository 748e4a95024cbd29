"""Each voice cleaned and scored."""
