"""The forum, and the ground that everything stands on."""
