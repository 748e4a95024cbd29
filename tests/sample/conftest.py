"""The plan under test, made once."""

from datetime import UTC, datetime

import pytest

from community.sample.model import Plan
from community.sample.plan import plan

UNTIL = datetime(2025, 6, 15, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def half_year() -> Plan:
    """Return the sample community that ends on a Sunday in June."""
    return plan(UNTIL)
