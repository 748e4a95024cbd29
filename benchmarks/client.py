"""A reader's browser as far as measuring needs it: one kept connection, cookies, and the hidden fields of forms."""

import http.client
import re
import secrets
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

_CSRF = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
IDLE_SECONDS = 1.0  # the server ends a connection on which nothing was asked for twice as long
HEADERS = {"Accept-Encoding": "gzip", "User-Agent": "Mozilla/5.0 (benchmark)"}


class Browser:
    """One reader, with a connection of their own."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._last_asked = time.monotonic()
        self._cookies: dict[str, str] = {}
        self._csrf = ""

    def get(self, path: str, *, gzip: bool = True) -> bytes:
        """Return the page at `path`; anything but a page is an error."""
        return self._ask("GET", path, gzip=gzip, expected=200)

    def sign_in(self, email: str, password: str, *, then: str) -> None:
        """Sign in by the form, and remember the form token of the page at `then`."""
        self._learn_token("/accounts/sign-in")
        fields = {"csrf_token": self._csrf, "email": email, "password": password}
        self._ask("POST", "/accounts/sign-in", fields, expected=302)
        self._learn_token(then)

    def create(self, path: str, body: str) -> None:
        """Send a form that makes something, with its two tokens."""
        fields = {"csrf_token": self._csrf, "once": secrets.token_urlsafe(16), "body": body}
        self._ask("POST", path, fields, expected=303)

    def _learn_token(self, path: str) -> None:
        found = _CSRF.search(self.get(path, gzip=False))
        if found is None:
            raise RuntimeError(f"no form token on {path}")
        self._csrf = found[1].decode()

    def _ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, *, expected: int, gzip: bool = True
    ) -> bytes:
        headers = dict(HEADERS) if gzip else {"User-Agent": HEADERS["User-Agent"]}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        response = self._send(method, path, urlencode(fields) if fields else None, headers)
        data = response.read()
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if response.status != expected:
            raise RuntimeError(f"{method} {urlsplit(path).path} answered {response.status}, not {expected}")
        return data

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        if time.monotonic() - self._last_asked > IDLE_SECONDS:
            self._connection.close()
        self._connection.request(method, path, body, headers)
        self._last_asked = time.monotonic()
        return self._connection.getresponse()
