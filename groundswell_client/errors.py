"""What can go wrong: nobody answered, something else answered, or the community told a problem (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


class GroundswellError(Exception):
    """Any of the errors below."""


class Unreachable(GroundswellError):  # noqa: N818 - reads as what happened, like its sisters
    """Nobody answered in time, also when asked again; whether an act had its effect is not known.

    `idempotency_key` is what a POST bore: the same act with this key, within a day, has one effect.
    """

    def __init__(self, message: str, idempotency_key: str | None = None) -> None:
        super().__init__(message, idempotency_key)
        self.message, self.idempotency_key = message, idempotency_key

    def __str__(self) -> str:
        return self.message


class Unexpected(GroundswellError):  # noqa: N818
    """What answered does not speak as the API is described: another address, or another version."""


@dataclass(frozen=True)
class Misfit:
    """A value that does not fit: where it stands (`body.title`), and why."""

    at: str
    detail: str


class Problem(GroundswellError):  # noqa: N818
    """The community said no. `detail` is a sentence for people, `fields` names each value that does not fit.

    `retry_after` tells after how many seconds to try again, where that helps.
    """

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        *,
        fields: tuple[Misfit, ...] = (),
        instance: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(status, title, detail)
        self.status, self.title, self.detail = status, title, detail
        self.fields, self.instance, self.retry_after = fields, instance, retry_after

    def __str__(self) -> str:
        said = f"{self.status} {self.title}: {self.detail}" if self.detail else f"{self.status} {self.title}"
        return " ".join([said, *(f"({one.at}: {one.detail})" for one in self.fields)])


class Unreadable(Problem):
    """400: the address or the body cannot be read."""


class TokenNeeded(Problem):
    """401: there is no token, or it is unknown, was revoked, or has ended."""


class NotAllowed(Problem):
    """403: the token lacks the right to write, or the role; or its member may not do this."""


class NotFound(Problem):
    """404: it does not exist, was taken out of sight, or the caller may not see it."""


class Conflict(Problem):
    """409: the same thing was changed at the same moment; look again and repeat it."""


class ChangedMeanwhile(Problem):
    """412: it is not the version that `if_match` names."""


class TooLarge(Problem):
    """413: the body is larger than the community takes."""


class WrongType(Problem):
    """415: the body is of another type than this takes."""


class Refused(Problem):
    """422: a value does not fit, or a rule says no."""


class TooMany(Problem):
    """429: there were too many requests, also after waiting."""


class Busy(Problem):
    """503: nothing was changed, and waiting did not help."""


KINDS: Final[Mapping[int, type[Problem]]] = {
    400: Unreadable,
    401: TokenNeeded,
    403: NotAllowed,
    404: NotFound,
    409: Conflict,
    412: ChangedMeanwhile,
    413: TooLarge,
    415: WrongType,
    422: Refused,
    429: TooMany,
    503: Busy,
}


def problem(status: int, reason: str, told: Any, retry_after: float | None) -> Problem:
    """Return the problem that an answer tells; `told` is its body, None where that is no problem+json."""
    said = told if isinstance(told, Mapping) else {}
    fields = tuple(Misfit(str(one.get("at", "")), str(one.get("detail", ""))) for one in said.get("errors", ()))
    return KINDS.get(status, Problem)(
        status,
        str(said.get("title") or reason),
        str(said.get("detail", "")),
        fields=fields,
        instance=said.get("instance"),
        retry_after=retry_after,
    )
