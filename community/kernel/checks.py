"""Checks: what rooms want to be asked before somebody's words are written.

A service hands over a draft and gets it back, perhaps masked; a check that says no raises Refused. A check may also
hold the words, which are then kept out of sight until somebody looked, or note them, which are shown meanwhile; the
service hands such words over when they are written. What a check did is told to the author. What an import brings is
asked of no check, since it keeps what was said elsewhere; reviewers of arrivals may hold it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .auth import Viewer
from .notices import tell
from .pii import Kind, redact


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Words on their way to be written: what they will be ("forum.post"), and whose they are.

    `fresh` is False for an edit, `waits` where nobody could hold the words back once they are written: they are refused
    instead. `held` and `noted` are codes of why somebody should look; empty where nobody need.
    """

    kind: str
    text: str
    by: Viewer
    fresh: bool = True
    waits: bool = True
    held: str = ""
    noted: str = ""


Check = Callable[[Draft], Draft]
Reviewer = Callable[[Draft, str, int], None]


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A thing that an import wrote or changed, with its words as pages show them; only an opening has a title."""

    kind: str
    thing_id: int
    title: str
    html: str


ArrivalReviewer = Callable[[Sequence[Arrival]], None]

NEVER_PUBLIC: dict[Kind, Any] = {
    "card": _l("a card number"),
    "iban": _l("a bank account"),
    "ssn": _l("a social security number"),
    "secret": _l("a password or key"),
}


def passed(draft: Draft, checks: tuple[Check, ...]) -> Draft:
    """Return the draft as it may be written, after every check."""
    for check in checks:
        draft = check(draft)
    return draft


def hand_over(drafts: Sequence[Draft], kind: str, thing_id: int, reviewers: tuple[Reviewer, ...]) -> None:
    """Tell the reviewers of a thing whose words a check held or noted; call it when the thing is written."""
    conspicuous = sorted((d for d in drafts if d.held or d.noted), key=lambda draft: not draft.held)
    for draft in conspicuous[:1]:
        for review in reviewers:
            review(draft, kind, thing_id)


def mask_private_data(draft: Draft) -> Draft:
    """Take out what should never stand in public, whoever may read the board, and tell the author."""
    masked = redact(draft.text, frozenset(NEVER_PUBLIC))
    if masked.counts:
        what = ", ".join(str(NEVER_PUBLIC[kind]) for kind in masked.counts)
        tell(_("Your text held %(what)s; we masked it before it was saved, so that nobody can misuse it.", what=what))
    return replace(draft, text=masked.text)
