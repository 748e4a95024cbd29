"""What somebody is about to say: held to the limits, then shown to every room that wants to be asked."""

from dataclasses import replace

from community.forum.rules import checked_title
from community.kernel import checks
from community.kernel.auth import Viewer
from community.kernel.checks import Draft
from community.kernel.rooms import house

from .. import rules
from ..rules import Words


def words_of(words: Words, by: Viewer) -> Words:
    """Return a post's title and text as they may be written; unpopular news keeps its five parts."""
    if words.kind == "unpopular_news":
        words = replace(words, body=rules.composed(rules.parts_of(words.body)), voice="company")
    title = _asked(Draft(kind="blogs.title", text=checked_title(words.title), by=by, waits=False))
    body = _asked(Draft(kind="blogs.post", text=rules.post_text(words.body), by=by, waits=False))
    return replace(words, title=title.text, body=body.text)


def comment_of(text: str, by: Viewer) -> Draft:
    """Return a comment as it may be written."""
    return _asked(Draft(kind="blogs.comment", text=rules.comment_text(text), by=by))


def _asked(draft: Draft) -> Draft:
    return checks.passed(draft, house().checks)


def hand_over(draft: Draft, comment_id: int) -> None:
    """Let the reviewers know of a comment whose words a check held or noted."""
    checks.hand_over([draft], "blog_comment", comment_id, house().reviewers)
