"""How long the sample community is lived through: its beginning (`make test`) or whole (`make prove`)."""

import os
from typing import Any

SIZES = {"compared_weeks": (20, 3)}  # whole, short


def pytest_generate_tests(metafunc: Any) -> None:
    """Let a proof's name say how big it is: test_…[sqlite-3_compared_weeks]."""
    for name, (whole, short) in SIZES.items():
        if name in metafunc.fixturenames:
            size = whole if os.environ.get("PROVE") == "full" else short
            metafunc.parametrize(name, [size], ids=[f"{size}_{name}"])
