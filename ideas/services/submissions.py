"""Ideas: submit one; hide one with a reason, and bring it back."""

from community.forum.services.hiding import hide, restore
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import publish
from community.kernel.markup import RENDERER_VERSION, excerpt, plain, render
from community.kernel.texts import slugify

from .. import rules
from ..events import IdeaHidden, IdeaRestored, IdeaSubmitted
from ..models import Idea
from .drafts import body_of, hand_over, title_of


def submit_idea(*, by: Viewer, title: str, body: str) -> Idea:
    """Put an idea on the board, rendered once and for all readers."""
    head, draft, now = title_of(title, by), body_of(body, by), clock.now()
    html = render(draft.text)
    idea = Idea(
        author_id=by.member_id,
        title=head.text,
        slug=slugify(head.text),
        excerpt=excerpt(plain(html), rules.EXCERPT_LENGTH),
        body=draft.text,
        html=html,
        renderer=RENDERER_VERSION,
        created_at=now,
        status_since=now,
    )
    db.session.add(idea)
    db.session.flush()
    publish(IdeaSubmitted(idea_id=idea.id, by=by.member_id))
    hand_over([head, draft], "idea", idea.id)
    return idea


def hide_idea(*, idea: Idea, by: Viewer, reason: str) -> None:
    """Take an idea out of every reader's sight but the moderators'; its votes go back to their owners meanwhile."""
    hide(idea, by, reason, "This idea is hidden already.")
    publish(IdeaHidden(idea_id=idea.id, by=by.member_id))


def restore_idea(*, idea: Idea, by: Viewer) -> None:
    """Bring a hidden idea back with its votes."""
    restore(idea, by, "This idea is not hidden.")
    publish(IdeaRestored(idea_id=idea.id, by=by.member_id))
