"""One reader of each role, and nobody in particular."""

from collections.abc import Callable
from typing import Any

import pytest
from house.matrix import READERS
from support import people


@pytest.fixture
def readers(signed_in: Callable[..., Any], browser: Any) -> dict[str, Any]:
    """Return a client for each role, by its name."""
    members = {role: people.member(f"Rea {role.title()}", role=role) for role in READERS if role != "anonymous"}
    return {"anonymous": browser} | {role: signed_in(member) for role, member in members.items()}
