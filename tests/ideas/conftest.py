"""Ideas for the tests of this room."""

import pytest
from support import wishes


@pytest.fixture
def idea(asker):
    return wishes.idea(asker)
