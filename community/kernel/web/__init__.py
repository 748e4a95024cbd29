"""The web side of the ground: one application class, its error pages, headers, forms and templates."""
