"""What every test in this folder needs."""

from house.fresh import fresh_requests

__all__ = ["fresh_requests"]
