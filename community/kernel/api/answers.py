"""Which answers an operation can give beside its own, each a problem (RFC 9457), and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from ..auth import EVERYONE


@dataclass(frozen=True)
class Answer:
    """A kind of answer: its name among the components, when it is given, and a sentence that it may say."""

    name: str
    when: str
    detail: str
    headers: tuple[str, ...] = ()


ANSWERS: Final[Mapping[int, Answer]] = {
    400: Answer(
        "Unreadable",
        "The address, the body or a header cannot be read: broken JSON, or an `Idempotency-Key` with spaces.",
        "The body is not JSON that we can read.",
    ),
    401: Answer(
        "TokenNeeded",
        "There is no token, or it is unknown, was revoked, or has ended.",
        "This token is unknown, was revoked, or has ended. Make a new one on your page of tokens.",
        ("WWW-Authenticate",),
    ),
    403: Answer(
        "NotAllowed",
        "The token lacks the right to write, or the role; or its member may not do this.",
        "This token may only read. Make one that may write on your page of tokens.",
    ),
    404: Answer(
        "NotFound",
        "It does not exist, was taken out of sight, or the caller may not see it.",
        "The page may have been moved or removed, or the address has a typing slip.",
    ),
    409: Answer(
        "Conflict",
        "The same thing was changed at the same moment; look again and repeat it.",
        "The same thing was changed at the same moment; look again and repeat it.",
    ),
    412: Answer(
        "ChangedMeanwhile",
        "It is not the version that `If-Match` names.",
        "It is not as you saw it any more; read it again.",
    ),
    413: Answer(
        "TooLarge",
        "The body is larger than we can take.",
        "What you sent is larger than the 1 MB that we can take at once.",
    ),
    415: Answer("WrongType", "The body is of another type than this takes.", "Send it as application/json."),
    422: Answer(
        "Refused",
        "A value does not fit, the query has an unknown name, or a rule says no; `detail` tells which, `errors` where.",
        "The title has 5 to 150 characters.",
    ),
    429: Answer(
        "TooMany",
        "There were too many requests; `Retry-After` says for how many seconds to wait.",
        "There were many requests from you in a short time. You can go on in 20 seconds.",
        ("Retry-After", "RateLimit", "RateLimit-Policy"),
    ),
    503: Answer(
        "Busy",
        "Nothing was changed; try again after `Retry-After` seconds.",
        "Nothing was changed; please try again in a few seconds.",
        ("Retry-After",),
    ),
}
_ALWAYS: Final = frozenset({400, 401, 422, 429, 503})  # 422: any query may hold a name that nobody knows


def codes(*, roles: frozenset[str], writes: bool, parts: bool, asks: bool, body: bool, bound: bool) -> list[int]:
    """Return the codes of an operation's problems.

    `parts` tells whether its address holds ids, `asks` whether it takes a query, `bound` whether it takes If-Match.
    """
    when = {
        403: writes or roles != EVERYONE,
        404: parts or writes or asks,  # a query may name a board that is not there
        409: writes,
        412: bound,
        413: body,
        415: body,
    }
    return sorted(_ALWAYS | {code for code, holds in when.items() if holds})


def components(problem: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as components of the description."""
    return {answer.name: _component(code, answer, problem) for code, answer in ANSWERS.items()}


def _component(code: int, answer: Answer, problem: Mapping[str, Any]) -> dict[str, Any]:
    example = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": answer.detail,
        "instance": "/api/v1/topics/42",
    }
    made: dict[str, Any] = {
        "description": answer.when,
        "content": {"application/problem+json": {"schema": dict(problem), "example": example}},
    }
    if answer.headers:
        made["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in answer.headers}
    return made
