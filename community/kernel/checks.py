"""Checks: what rooms want to be asked before somebody's words are written.

A service hands over a draft and gets it back, perhaps masked; a check that says no raises Refused. What a check
did is told to the author. Imports are not checked: they keep what was said elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from .auth import Viewer
from .notices import tell
from .pii import Kind, redact


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Words on their way to be written: what they will be ("forum.post"), and whose they are."""

    kind: str
    text: str
    by: Viewer


Check = Callable[[Draft], Draft]

NEVER_PUBLIC: dict[Kind, str] = {
    "card": "a card number",
    "iban": "a bank account",
    "ssn": "a social security number",
    "secret": "a password or key",
}


def passed(draft: Draft, checks: tuple[Check, ...]) -> Draft:
    """Return the draft as it may be written, after every check."""
    for check in checks:
        draft = check(draft)
    return draft


def mask_private_data(draft: Draft) -> Draft:
    """Take out what should never stand in public, whoever may read the board, and tell the author."""
    masked = redact(draft.text, frozenset(NEVER_PUBLIC))
    if masked.counts:
        what = ", ".join(NEVER_PUBLIC[kind] for kind in masked.counts)
        tell(f"Your text held {what}; we masked it before it was saved, so that nobody can misuse it.")
    return replace(draft, text=masked.text)
