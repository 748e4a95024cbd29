"""What every test in this folder needs."""

from house.fresh import fresh_requests
from house.readers import readers

__all__ = ["fresh_requests", "readers"]
