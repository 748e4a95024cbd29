"""The wire to a community: one request in, one answer out, tried again where that can do no harm.

A request is built once and sent again as it is, so that its Idempotency-Key stays the same. The token stands in the
Authorization header of the request only, never in a log or in what `repr` shows.
"""

import logging
import random
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import requests
from requests.auth import AuthBase

from .errors import Unexpected, Unreachable, problem
from .memory import Memory

PREFIX: Final = "/api/v1"
WAITING: Final = frozenset({429, 503})  # nothing was changed
PASSING: Final = frozenset({502, 504})  # of something between us and the community
REPEATABLE: Final = frozenset({"GET", "PUT", "DELETE"})
KEY: Final = "Idempotency-Key"
_TOKEN: Final = re.compile("[!-~]*")
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0  # seconds
_LOST: Final = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)
_log = logging.getLogger("groundswell_client")


class _Token(AuthBase):
    """Shows a token; without one it keeps requests from looking for a password in ~/.netrc."""

    def __init__(self, token: str | None) -> None:
        word = (token or "").strip()
        if not _TOKEN.fullmatch(word):
            raise ValueError("This is no token: it holds what no header can.")  # and is not shown
        self._header = f"Bearer {word}" if word else None

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._header:
            request.headers["Authorization"] = self._header
        return request

    def __repr__(self) -> str:
        return "<a token>" if self._header else "<no token>"


class Wire:
    """Sends requests to the community at `address`, which are known by their path below /api/v1.

    `timeout` is how many seconds to wait for a connection, and then for each part of an answer; `attempts` how often
    a request is sent at most; `patience` the longest wait, in seconds, that a Retry-After may ask for.
    """

    def __init__(
        self,
        address: str,
        token: str | None,
        *,
        timeout: float,
        attempts: int,
        patience: float,
        session: requests.Session | None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not address.startswith(("https://", "http://")):
            raise ValueError(f"“{address}” is no address of a community; it begins with https://.")
        self.address = address.rstrip("/")
        self._token = _Token(token)
        self._timeout, self._attempts, self._patience = timeout, attempts, patience
        self._session = session or requests.Session()
        self._sleep = sleep
        self._memory = Memory()

    def __repr__(self) -> str:
        return f"Wire({self.address!r})"

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._session.close()

    def send(self, method: str, path: str, *, headers: Mapping[str, str], **more: Any) -> requests.Response:
        """Return the answer to a request; raise a Problem, Unreachable, or Unexpected for any but a success."""
        sent = {"Accept": "application/json, */*;q=0.5", "User-Agent": "groundswell-client", **headers}
        asked = requests.Request(method, f"{self.address}{PREFIX}{path}", headers=sent, auth=self._token, **more)
        request = self._session.prepare_request(asked)
        self._memory.ask(request)
        answer = self._memory.answer(request, self._tried(request, path))
        if answer.status_code >= 400:
            raise problem(answer.status_code, answer.reason or "", _told(answer), _seconds(answer))
        if answer.status_code >= 300:
            leads = answer.headers.get("Location", "nowhere")
            raise Unexpected(f"{self.address} answers {answer.status_code} and leads to {leads}; ask there.")
        return answer

    def _tried(self, request: requests.PreparedRequest, path: str) -> requests.Response:
        """Send a request until there is an answer that waiting would not mend."""
        wait = 0.0
        for attempt in range(1, self._attempts + 1):
            last = attempt == self._attempts
            pause = _FIRST_WAIT * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311 - spreads, hides nothing
            wait = min(pause, _LONGEST_WAIT)
            try:
                answer = self._sent(request)
            except _LOST as error:
                _log.info("%s %s: nobody answered, attempt %d", request.method, path, attempt)
                if last or not _is_repeatable(request) or isinstance(error, requests.exceptions.SSLError):
                    raise self._unreachable(request, path) from error
            except requests.RequestException as error:
                raise self._unreachable(request, path) from error
            else:
                _log.debug("%s %s: %d", request.method, path, answer.status_code)
                wait = max(wait, _seconds(answer) or 0.0)
                if last or not _may_pass(answer, request) or wait > self._patience:
                    return answer
            self._sleep(wait)
        raise ValueError("`attempts` is 1 at least.")

    def _unreachable(self, request: requests.PreparedRequest, path: str) -> Unreachable:
        key = request.headers.get(KEY)
        return Unreachable(f"{self.address} did not answer {request.method} {path}.", str(key) if key else None)

    def _sent(self, request: requests.PreparedRequest) -> requests.Response:
        surroundings = self._session.merge_environment_settings(request.url or "", {}, None, None, None)
        return self._session.send(request, timeout=self._timeout, allow_redirects=False, **surroundings)


def _is_repeatable(request: requests.PreparedRequest) -> bool:
    """Tell whether a second sending has no second effect."""
    return request.method in REPEATABLE or KEY in request.headers


def _may_pass(answer: requests.Response, request: requests.PreparedRequest) -> bool:
    """Tell whether the same request may succeed later, and may be sent again."""
    return answer.status_code in WAITING or (answer.status_code in PASSING and _is_repeatable(request))


def _told(answer: requests.Response) -> Any:
    """Return the body of a problem; None where it is anything else."""
    if not answer.headers.get("Content-Type", "").startswith("application/problem+json"):
        return None
    try:
        return answer.json()
    except requests.JSONDecodeError:
        return None


def _seconds(answer: requests.Response) -> float | None:
    """Return what Retry-After asks for, in seconds or as a date; None where it asks for nothing."""
    asked = answer.headers.get("Retry-After", "")
    try:
        return max(0.0, float(asked) if asked.isdigit() else _until(parsedate_to_datetime(asked)))
    except ValueError:
        return None


def _until(moment: datetime) -> float:
    return (moment - datetime.now(UTC)).total_seconds()
