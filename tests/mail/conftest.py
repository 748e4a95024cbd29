"""A mailbox on a real IMAP server."""

from collections.abc import Iterator

import pytest
from support import dovecot
from support.dovecot import ImapServer


@pytest.fixture(scope="session")
def imap_server() -> Iterator[ImapServer]:
    with dovecot.running() as server:
        yield server


@pytest.fixture
def mailbox(imap_server: ImapServer) -> ImapServer:
    """An empty mailbox."""
    imap_server.make_anew()
    return imap_server
