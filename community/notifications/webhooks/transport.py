"""One HTTP request to an address outside: resolved once, connected to what was judged, and left in time.

No redirect is followed and no proxy of the environment is used, since both would lead past the judgement.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from .guard import PORTS, is_outside

WAIT_SECONDS: Final = 5.0  # for one step: connecting, or the next bytes
WHOLE_SECONDS: Final = 10.0  # for all of it
MOST_BYTES: Final = 300
GONE: Final = 410


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: a status code with its first bytes, or no code and why."""

    code: int | None
    words: str
    milliseconds: int

    @property
    def well(self) -> bool:
        return self.code is not None and 200 <= self.code < 300


class NotOutside(Exception):  # noqa: N818 - not an error: the guard says no
    """The name leads into our own network."""


def post(url: str, body: bytes, headers: Mapping[str, str], *, at_home: bool) -> Answer:
    """Send `body` and return the answer; whatever goes wrong is an answer without a code."""
    began = time.monotonic()
    try:
        code, words = _exchange(urlsplit(url), body, headers, at_home=at_home)
    except (OSError, http.client.HTTPException, NotOutside, ValueError) as error:
        code, words = None, f"{type(error).__name__}: {error}"
    spent = round((time.monotonic() - began) * 1000)
    return Answer(code=code, words=_printable(words), milliseconds=spent)


def _exchange(parts: SplitResult, body: bytes, headers: Mapping[str, str], *, at_home: bool) -> tuple[int, str]:
    connection = _Judged(parts, at_home=at_home)
    watch = threading.Timer(WHOLE_SECONDS, connection.break_off)
    watch.daemon = True
    watch.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        words = answer.read(MOST_BYTES).decode(errors="replace")
        if connection.broken_off:
            raise TimeoutError("no whole answer in time")
        return answer.status, words
    finally:
        watch.cancel()
        connection.close()


class _Judged(http.client.HTTPConnection):
    """A connection to an address that was judged, and is judged again by where it led."""

    def __init__(self, parts: SplitResult, *, at_home: bool) -> None:
        self.default_port = PORTS[parts.scheme]
        super().__init__(parts.hostname or "", parts.port or self.default_port, timeout=WAIT_SECONDS)
        self._secure, self._at_home = parts.scheme == "https", at_home
        self.broken_off = False

    def connect(self) -> None:
        """Connect to the first address of the name; one that is not outside among them refuses them all."""
        found = [str(info[4][0]) for info in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)]
        self._judge(*found)
        self.sock = socket.create_connection((found[0], self.port), WAIT_SECONDS)
        self._judge(self.sock.getpeername()[0])
        if self._secure:
            trusted = ssl.create_default_context()
            self.sock = trusted.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def _judge(self, *addresses: str) -> None:
        for address in addresses:
            if not is_outside(address, at_home=self._at_home):
                raise NotOutside("the address leads into our own network")

    def break_off(self) -> None:
        """End whatever goes on; whoever waits for bytes gets an error."""
        self.broken_off = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _printable(words: str) -> str:
    """Return the words as every database keeps them and every page shows them."""
    return "".join(sign if sign.isprintable() else " " for sign in words)[:MOST_BYTES].strip()
