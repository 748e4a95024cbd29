"""A community that really serves, and clients of people in it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from support.clients import serving, token_of

from community.accounts.models import Member
from groundswell_client import Client


@pytest.fixture
def address(live_app: Flask) -> Iterator[str]:
    """The address of a community that commits what is sent to it."""
    with serving(live_app) as found:
        yield found


@pytest.fixture
def client_of(address: str) -> Iterator[Callable[..., Client]]:
    """Return a function that makes the client of a member, or of a visitor: `client_of(asker)`."""
    made = []

    def client(member: Member | None = None) -> Client:
        made.append(Client(address, token_of(member) if member else None, timeout=60))
        return made[-1]

    yield client
    for one in made:
        one.close()
