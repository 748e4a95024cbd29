"""What every test in this folder needs."""

from house.readers import readers

__all__ = ["readers"]
