"""Ideas for the tests of this room."""

import pytest
from house.fresh import fresh_requests
from support import wishes

__all__ = ["fresh_requests"]


@pytest.fixture
def idea(asker):
    return wishes.idea(asker)
