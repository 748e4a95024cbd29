"""Real data for tests and benchmarks, where a machine has it; the project itself contains none."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(path: str) -> Path:
    """Return the real data at `path`, or skip the test with the plain reason that this machine has none."""
    found = FOLDER / path
    if not found.exists():
        pytest.skip(f"real data '{path}' is not on this machine")
    return found
