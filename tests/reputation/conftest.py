"""The ledger's cursor, for the tests of this room."""

import pytest
from support import earnings


@pytest.fixture
def ledger(app):
    """A ledger that reads the log when asked what it says."""
    earnings.install()
    return earnings
