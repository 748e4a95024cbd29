"""The client: a community's address, a token, and every operation of its API as a typed method."""

from types import TracebackType
from typing import Self

import requests

from .operations import Operations
from .wire import Wire


class Client(Operations):
    """Speaks with the community at `address`, in the name of whoever made `token`; without one as a visitor.

    `timeout` is in seconds. A request that is answered with 429 or 503, or that gets lost and can be repeated without
    a second effect, is sent up to `attempts` times; a wait of more than `patience` seconds is left to the caller.
    `session` brings connections of your own: proxies, certificates. A client belongs to one thread.
    """

    def __init__(
        self,
        address: str,
        token: str | None = None,
        *,
        timeout: float = 30.0,
        attempts: int = 5,
        patience: float = 120.0,
        session: requests.Session | None = None,
    ) -> None:
        if attempts < 1:
            raise ValueError("`attempts` is 1 at least.")
        self._wire = Wire(address, token, timeout=timeout, attempts=attempts, patience=patience, session=session)
        super().__init__(self._wire)

    def __repr__(self) -> str:
        return f"Client({self._wire.address!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._wire.close()
