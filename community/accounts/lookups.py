"""What an OpenID provider publishes: fetched with a limit, kept for an hour, left alone after a failure."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import requests

from community.kernel import clock

KEPT: Final = timedelta(hours=1)
RESTS: Final = timedelta(seconds=10)  # so long an address that failed is not asked again
TIMEOUT: Final = (3, 5)  # seconds to connect, and to wait for each piece of an answer
MOST_BYTES: Final = 300_000


class Lookups:
    """What was found at each address, in this process."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[datetime, dict[str, Any] | None]] = {}

    def get(self, address: str, *, fresh: bool = False) -> dict[str, Any]:
        """Return the object at an address; `fresh` asks even where one is kept. Raise what `fetched` raises."""
        now = clock.now()
        at, kept = self._kept.get(address, (now - KEPT, None))
        if kept and not fresh and now - at < KEPT:
            return kept
        if kept is None and now - at < RESTS:
            raise ValueError("failed just now")
        found = None
        try:
            found = fetched(address)
        finally:
            self._kept[address] = (now, found)
        return found


def fetched(address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON object at an address; or raise: ValueError, TypeError, requests' own errors."""
    with requests.get(address, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True) as response:
        if response.status_code != requests.codes.ok:
            raise ValueError(f"status {response.status_code}")
        body = response.raw.read(MOST_BYTES + 1, decode_content=True)
    if len(body) > MOST_BYTES:
        raise ValueError("too large")
    found = json.loads(body)
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found
