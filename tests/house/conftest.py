"""What every test in this folder needs."""

from house.planted import planted_app
from house.readers import readers

__all__ = ["planted_app", "readers"]
