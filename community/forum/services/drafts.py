"""What somebody is about to say: held to the limits, then shown to every room that wants to be asked."""

from community.kernel import checks
from community.kernel.auth import Viewer
from community.kernel.checks import Draft
from community.kernel.rooms import house

from .. import rules


def title_of(text: str, by: Viewer) -> str:
    """Return a title as it may be written."""
    return _asked("forum.title", rules.checked_title(text), by)


def body_of(text: str, by: Viewer, limits: tuple[int, int] = rules.BODY_LENGTH) -> str:
    """Return a post's text as it may be written."""
    return _asked("forum.post", rules.checked(text, limits, "The text"), by)


def _asked(kind: str, text: str, by: Viewer) -> str:
    return checks.passed(Draft(kind=kind, text=text, by=by), house().checks).text
