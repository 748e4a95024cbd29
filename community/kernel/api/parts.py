"""What the parts of an operation's address mean, and an example of each; pure."""

from collections.abc import Mapping
from typing import Final

MEANT: Final[Mapping[str, tuple[str, str]]] = {
    "handle": ("A member's handle, as their page's address has it.", "ines"),
    "member": ("A member's handle, as their page's address has it.", "ines"),
    "slug": ("The end of the address of its page.", "hub-and-app"),
    "name": ("The name, as pages show it.", "battery"),
    "week": ("An ISO week.", "2026-W47"),
    "measure": ("The name of a number of the scorecard that has rows behind it.", "posts"),
}


def meaning(part: str) -> str:
    """Return the sentence that says what stands in this part of an address; KeyError for a part nobody explained."""
    if part.endswith("_id"):
        return f"The id of the {part.removesuffix('_id').replace('_', ' ')}, as lists have it."
    return MEANT[part][0]


def example(part: str) -> str | int:
    """Return what can stand there."""
    return 42 if part.endswith("_id") else MEANT[part][1]
