"""Knowledge harvested from topics that solved something."""
