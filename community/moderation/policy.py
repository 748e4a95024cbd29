"""The comment policy as codes: for which reasons something may be removed, and what triage colour each has."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from community.kernel.errors import Refused

Reason = Literal[
    "COPYRIGHT",
    "HATE_VIOLENCE",
    "IMPERSONATION",
    "MEDIA_INQUIRY",
    "OFF_TOPIC",
    "PII",
    "POLITICAL",
    "OBSCENITY",
    "SPAM_MALWARE",
    "UNSUPPORTED_ACCUSATION",
    "OTHER_RISK",
]
Colour = Literal["red", "orange", "yellow", "green"]

REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
SEVERE: Final[tuple[Reason, ...]] = ("HATE_VIOLENCE", "OBSCENITY", "PII", "SPAM_MALWARE")  # hidden until ruled
PASSED_ON: Final[tuple[Reason, ...]] = ("MEDIA_INQUIRY",)  # somebody else answers it; nothing is removed
KEPT_BY_DEFAULT: Final[tuple[Reason, ...]] = ("UNSUPPORTED_ACCUSATION", "OTHER_RISK")  # near to criticism

COLOUR_OF: Final[Mapping[Reason, Colour]] = {
    reason: "yellow" if reason in ("MEDIA_INQUIRY", "OFF_TOPIC") else "red" for reason in REASONS
}


def checked_reason(code: str | None) -> Reason:
    """Return the reason of that code; without a listed one nothing is removed."""
    for known in REASONS:
        if code == known:
            return known
    raise Refused("Please choose a reason from the comment policy; nothing is removed without one.")


def removes(reason: Reason) -> bool:
    """Tell whether a thing goes out of sight when a flag of this reason is upheld."""
    return reason not in PASSED_ON


def checked_remark(reason: Reason, remark: str) -> str:
    """Return the remark on one line; reasons that lie near to criticism need one, so that none is removed as such."""
    kept = " ".join(remark.split())[:500]
    if reason in KEPT_BY_DEFAULT and len(kept) < 10:
        raise Refused("This reason lies near to criticism, which stays. Please say in a sentence what is wrong here.")
    return kept
