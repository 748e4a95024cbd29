"""One reader of each role, and nobody in particular."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from house.matrix import READERS
from support import people


class Readers(Mapping[str, Any]):
    """A client for each role, by its name; who is not asked for is not there."""

    def __init__(self, browser: Any, signed_in: Callable[..., Any]) -> None:
        enter = cache(lambda role: signed_in(people.member(f"Rea {role.title()}", role=role)))
        self._client = lambda role: browser if role == "anonymous" else enter(role)

    def __getitem__(self, role: str) -> Any:
        return self._client(role)

    def __iter__(self) -> Iterator[str]:
        return iter(READERS)

    def __len__(self) -> int:
        return len(READERS)


@pytest.fixture
def readers(signed_in: Callable[..., Any], browser: Any) -> Readers:
    return Readers(browser, signed_in)
