"""What somebody is about to say: held to the limits, then shown to every room that wants to be asked."""

from collections.abc import Sequence

from community.kernel import checks
from community.kernel.auth import Viewer
from community.kernel.checks import Draft
from community.kernel.rooms import house

from .. import rules


def title_of(text: str, by: Viewer) -> Draft:
    """Return an idea's title as it may be written."""
    return _asked("ideas.title", rules.idea_title(text), by)


def body_of(text: str, by: Viewer) -> Draft:
    """Return an idea's text as it may be written."""
    return _asked("ideas.idea", rules.idea_text(text), by)


def comment_of(text: str, by: Viewer) -> Draft:
    """Return a comment as it may be written."""
    return _asked("ideas.comment", rules.comment_text(text), by)


def response_of(text: str, by: Viewer) -> Draft:
    """Return an official response as it may be written."""
    return _asked("ideas.response", rules.response_text(text), by, waits=False)


def _asked(kind: str, text: str, by: Viewer, *, waits: bool = True) -> Draft:
    return checks.passed(Draft(kind=kind, text=text, by=by, waits=waits), house().checks)


def hand_over(drafts: Sequence[Draft], kind: str, thing_id: int) -> None:
    """Let the reviewers know of a thing whose words a check held or noted."""
    checks.hand_over(drafts, kind, thing_id, house().reviewers)
