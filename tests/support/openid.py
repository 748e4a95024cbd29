"""An OpenID provider of a few lines, on loopback, which can be told to lie."""

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from werkzeug.test import TestResponse

from community.accounts.provider import DISCOVERY, Provider
from community.kernel import clock

CLIENT, SECRET, LABEL = "groundswell", "a-secret-of-the-client", "Example ID"
CODE = "a-code-of-the-provider"


class FakeProvider:
    """What it publishes and what it says; tests change both."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.key, self.alg = ECKey.generate_key("P-256", {"kid": "first"}), "ES256"
        self.published = [self.key]
        self.person: dict[str, Any] = {"sub": "u-1", "name": "Olga Outside", "email": "olga@people.example"}
        self.claims: dict[str, Any] = {}
        self.document: dict[str, Any] = {}
        self.forged: Callable[[bytes], bytes] | None = None
        self.status, self.asked, self.sent = 200, [], {}
        self.question: Mapping[str, str] = {}

    def answer(self, path: str, body: str) -> Any:
        """Return the JSON for an address."""
        self.asked.append(path)
        if path == DISCOVERY:
            names = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
            return {"issuer": self.issuer, **{n: f"{self.issuer}/{p}" for n, p in names.items()}, **self.document}
        if path == "/keys":
            return KeySet(self.published).as_dict(private=False)
        if path == "/token":
            return self._token(dict(parse_qsl(body)))
        return None

    def _token(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        self.sent = dict(form)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if form["code"] != CODE or challenge != self.question["code_challenge"]:
            return {"error": "invalid_grant"}
        return {"access_token": "of-no-use", "token_type": "Bearer", "id_token": self.id_token()}

    def id_token(self) -> str:
        """Return what is said of the person, signed."""
        now = int(clock.now().timestamp())
        ours = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.question["nonce"]}
        claims = {name: value for name, value in {**ours, **self.person, **self.claims}.items() if value is not None}
        if self.forged is not None:
            header = {"alg": self.alg, "kid": "first"}
            told = ".".join(_words(json.dumps(part).encode()) for part in (header, claims))
            return f"{told}.{_words(self.forged(told.encode()))}"
        return jwt.encode({"alg": self.alg, "kid": self.key.kid}, claims, self.key, algorithms=[self.alg])


def _words(told: bytes) -> str:
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


@contextmanager
def serving() -> Iterator[FakeProvider]:
    """Serve a provider on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, body: str) -> None:
            told = json.dumps(provider.answer(self.path, body)).encode()
            self.send_response(400 if b'"error"' in told else provider.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_args: Any) -> None:
            """Say nothing among the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = FakeProvider(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def known(issuer: str) -> Provider:
    """Return the provider as an installation knows it."""
    return Provider(issuer=issuer, client_id=CLIENT, client_secret=SECRET, label=LABEL)


def go(client: FlaskClient, provider: FakeProvider, where: str = "") -> dict[str, str]:
    """Press the button; return what the provider is asked."""
    begun = client.get("/accounts/oidc", query_string={"next": where} if where else {})
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begun.location).query).items()}
    provider.question = asked
    return asked


def come_back(client: FlaskClient, asked: Mapping[str, str], **more: str) -> TestResponse:
    """Return from the provider with a code; the answer is that of the page after the callback, if it goes on."""
    answer = client.get("/accounts/oidc/callback", query_string={"code": CODE, "state": asked["state"], **more})
    return client.get("/accounts/oidc/arrival") if answer.location == "/accounts/oidc/arrival" else answer


def walk(client: FlaskClient, provider: FakeProvider, where: str = "") -> TestResponse:
    """Go to the provider and come back."""
    return come_back(client, go(client, provider, where))
