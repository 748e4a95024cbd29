"""What somebody is about to say: held to the limits, then shown to every room that wants to be asked."""

from collections.abc import Sequence

from community.kernel import checks
from community.kernel.auth import Viewer
from community.kernel.checks import Draft
from community.kernel.rooms import house

from .. import rules
from ..models import Post


def title_of(text: str, by: Viewer, *, fresh: bool = True) -> Draft:
    """Return a title as it may be written."""
    return _asked(Draft(kind="forum.title", text=rules.checked_title(text), by=by, fresh=fresh))


def body_of(text: str, by: Viewer, limits: tuple[int, int] = rules.BODY_LENGTH, *, fresh: bool = True) -> Draft:
    """Return a post's text as it may be written."""
    return _asked(Draft(kind="forum.post", text=rules.checked(text, limits, "The text"), by=by, fresh=fresh))


def name_of(kind: str, text: str, by: Viewer) -> str:
    """Return a tag, or a board's name or description, as it may be written; nobody could hold it back."""
    return _asked(Draft(kind=kind, text=text, by=by, fresh=False, waits=False)).text


def _asked(draft: Draft) -> Draft:
    return checks.passed(draft, house().checks)


def hand_over(drafts: Sequence[Draft], post: Post) -> None:
    """Let the reviewers know of a post, or of the topic that it opens, whose words a check held or noted."""
    kind, thing_id = ("topic", post.topic_id) if post.kind == "opening" else ("post", post.id)
    checks.hand_over(drafts, kind, thing_id, house().reviewers)
