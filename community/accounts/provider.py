"""The OpenID provider that the settings name: found by its address, asked for a code, and believed only when checked.

OpenID Connect Core 1.0, 3.1 (authorization code flow) with PKCE (RFC 7636, S256) and the `iss` of RFC 9207.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

import requests
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from email_validator import EmailNotValidError, validate_email
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from urllib3.exceptions import HTTPError

from community.kernel import clock
from community.kernel.config import Settings, is_safe_address
from community.kernel.errors import Refused

from .lookups import TIMEOUT, Lookups, fetched

SCOPE: Final = "openid email profile"
DISCOVERY: Final = "/.well-known/openid-configuration"
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
SKEW: Final = 60  # seconds by which the provider's clock may differ
LONGEST_SUBJECT: Final = 255  # as the standard says
BROKEN: Final = (
    *(requests.RequestException, HTTPError, AuthlibBaseError, JoseError),
    *(ValueError, KeyError, TypeError, AttributeError),  # what an answer of another shape makes the libraries raise
)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What only the browser that began and we know: it makes the answer ours."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """What the provider says of somebody, checked; `email` is empty where it names none that can be one."""

    issuer: str
    subject: str
    name: str
    email: str
    verified: bool


class Provider:
    """One provider, and what it last said of itself."""

    def __init__(self, *, issuer: str, client_id: str, client_secret: str, label: str) -> None:
        self.issuer, self.label = issuer.removesuffix(DISCOVERY), label
        self._client_id, self._client_secret = client_id, client_secret
        self._lookups = Lookups()

    def address(self, question: Question, back_to: str) -> str:
        """Return where to send a browser, which comes back to `back_to` with a code."""
        with self._answering("discovery"), self._session() as session:
            address, _state = session.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=question.state,
                nonce=question.nonce,
                code_verifier=question.verifier,
                redirect_uri=back_to,
            )
        return str(address)

    def person(self, question: Question, code: str, issuer: str | None, back_to: str) -> Person:
        """Change a code for an ID token, check it, and return whom it names; `issuer` is who says to have sent it."""
        with self._answering("discovery"):
            document = self._document()
        if issuer not in (None, document["issuer"]):
            self._doubt("other issuer")
        with self._answering("token"):
            given = self._exchanged(question, code, back_to)
        with self._answering("keys"):
            self._keys()
        claims = self._checked(given, question.nonce)
        with self._answering("userinfo"):
            return _person(claims if claims.get("email") else {**self._userinfo(given, claims["sub"]), **claims})

    def _exchanged(self, question: Question, code: str, back_to: str) -> Mapping[str, Any]:
        with self._session() as session:
            given = session.fetch_token(
                self._endpoint("token_endpoint"),
                grant_type="authorization_code",
                code=code,
                code_verifier=question.verifier,
                redirect_uri=back_to,
                allow_redirects=False,
            )
        return dict(given)

    def _checked(self, given: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """Return the claims of an ID token; refuse one that is not signed, not for us, not from here, or not of now."""
        try:
            token = self._signed(str(given.get("id_token") or ""))
            known = {"iss": self._document()["issuer"], "aud": self._client_id}
            options: Any = {name: {"essential": True, "value": value} for name, value in known.items()}
            asked = {"nonce": nonce, "client_id": self._client_id, "access_token": given.get("access_token")}
            claims = CodeIDToken(token.claims, token.header, options, asked)
            claims.validate(now=int(clock.now().timestamp()), leeway=SKEW)
            if not 0 < len(str(claims["sub"])) <= LONGEST_SUBJECT:
                raise ValueError("subject")
        except BROKEN as error:
            self._doubt(_reason(error))
        return dict(claims)

    def _signed(self, token: str) -> jwt.Token:
        """Return a token whose signature fits; look once whether the provider has a new key."""
        try:
            return jwt.decode(token, self._keys(), algorithms=ALGORITHMS)
        except (InvalidKeyIdError, BadSignatureError):
            return jwt.decode(token, self._keys(fresh=True), algorithms=ALGORITHMS)

    def _userinfo(self, given: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
        """Return what else it says of somebody, where it says so elsewhere than in the token."""
        if not self._document().get("userinfo_endpoint"):
            return {}
        bearer = {"Authorization": f"Bearer {given['access_token']}"}
        told = fetched(self._endpoint("userinfo_endpoint"), bearer)
        return told if told.get("sub") == subject else {}

    def _document(self) -> dict[str, Any]:
        document = self._lookups.get(self.issuer.rstrip("/") + DISCOVERY)
        if str(document.get("issuer")).rstrip("/") != self.issuer.rstrip("/"):
            raise ValueError("other issuer")
        return document

    def _keys(self, *, fresh: bool = False) -> KeySet:
        found: Any = self._lookups.get(self._endpoint("jwks_uri"), fresh=fresh)
        return KeySet.import_key_set(found)

    def _endpoint(self, name: str) -> str:
        address = str(self._document()[name])
        if not is_safe_address(address):
            raise ValueError("unsafe address")
        return address

    def _session(self) -> OAuth2Session:
        """Return what asks for tokens: the secret goes in the header, or where only that is known, in the body."""
        ways = self._document().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        way = next((one for one in ("client_secret_basic", "client_secret_post") if one in ways), ways[0])
        return OAuth2Session(
            client_id=self._client_id,
            client_secret=self._client_secret or None,
            token_endpoint_auth_method=way if self._client_secret else "none",
            scope=SCOPE,
            code_challenge_method="S256",
            default_timeout=TIMEOUT,
        )

    @contextmanager
    def _answering(self, step: str) -> Iterator[None]:
        """Say in one sentence that the provider failed, and in the log how; codes and tokens stay out of both."""
        try:
            yield
        except BROKEN as error:
            log.warning("openid provider failed", step=step, reason=_reason(error))
            raise Refused(
                "%(label)s does not answer as it should. Please try again later, or sign in another way.",
                label=self.label,
            ) from None

    def _doubt(self, reason: str) -> NoReturn:
        log.warning("openid answer refused", reason=reason)
        raise Refused(
            "We could not check what %(label)s told us, so nobody was signed in. Please try once more.",
            label=self.label,
        ) from None


def of(settings: Settings) -> Provider | None:
    """Return the provider that the settings name, None where they name none."""
    if not settings.oidc_issuer:
        return None
    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        label=settings.oidc_label or urlsplit(settings.oidc_issuer).netloc,
    )


def _person(told: Mapping[str, Any]) -> Person:
    email = _address(told.get("email"))
    name = told.get("name") or told.get("preferred_username") or ""
    verified = bool(email) and told.get("email_verified") in (True, "true")
    return Person(issuer=told["iss"], subject=str(told["sub"]), name=str(name)[:60], email=email, verified=verified)


def _address(told: object) -> str:
    try:
        return validate_email(str(told or ""), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return ""


def _reason(error: Exception) -> str:
    """Return a word for the log: the error's own code where it is one, and never what was sent."""
    code = getattr(error, "error", None) or (str(error) if type(error) is ValueError else "")
    return code if re.fullmatch(r"[\w ]{1,60}", str(code)) else type(error).__name__
