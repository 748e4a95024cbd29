"""What makes a sign-up look like a machine's; pure. A doubt refuses nobody, it asks one thing more."""

from collections.abc import Collection
from typing import Final, Literal, get_args

Doubt = Literal["quick", "trap", "throwaway", "many", "no_form"]
DOUBTS: Final[tuple[Doubt, ...]] = get_args(Doubt)
SLOWEST_MACHINE: Final = 3  # seconds in which nobody fills in a form
FORM_STAYS: Final = 86_400  # seconds


def doubts_about(
    *, seconds: int | None, trap: str, email: str, throwaway: Collection[str], joined_lately: int, most_joined: int
) -> tuple[Doubt, ...]:
    """Return what speaks for a machine; `seconds` is how long the form stood open, None without a form of ours."""
    found: dict[Doubt, bool] = {
        "quick": seconds is not None and seconds < SLOWEST_MACHINE,
        "trap": bool(trap.strip()),
        "throwaway": _is_of(email.rpartition("@")[2].strip().lower(), throwaway),
        "many": joined_lately >= most_joined,
        "no_form": seconds is None or not 0 <= seconds <= FORM_STAYS,
    }
    return tuple(doubt for doubt in DOUBTS if found[doubt])


def _is_of(domain: str, throwaway: Collection[str]) -> bool:
    """Tell whether a mail domain is a listed one, or lies below it."""
    parts = domain.split(".")
    return any(".".join(parts[first:]) in throwaway for first in range(len(parts)))
