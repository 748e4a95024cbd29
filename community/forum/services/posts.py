"""Posts: answer a topic, comment on a post."""

from typing import Literal

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.checks import Draft
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import RENDERER_VERSION

from .. import files as reads
from .. import rules
from ..events import PostAdded
from ..mentions import written
from ..models import Board, Post, Topic
from . import files as services
from .counters import count
from .drafts import body_of, hand_over
from .files import NO_FILES, Chosen
from .holding import in_place, present
from .mentions import tell_mentions


def reply(*, topic: Topic, by: Viewer, body: str, files: Chosen = NO_FILES) -> Post:
    """Answer a topic that is open."""
    return _add(topic=topic, by=by, body=body, kind="answer", files=files)


def comment(*, post: Post, topic: Topic, by: Viewer, body: str) -> Post:
    """Add a short remark under an opening post or an answer."""
    if post.kind == "comment":
        raise Refused("A comment takes no comment of its own; please comment on the post above it.")
    rules.checked(body, rules.COMMENT_LENGTH, "The comment")
    return _add(topic=topic, by=by, body=body, kind="comment", parent=post)


def _add(
    *,
    topic: Topic,
    by: Viewer,
    body: str,
    kind: Literal["answer", "comment"],
    parent: Post | None = None,
    files: Chosen = NO_FILES,
) -> Post:
    if parent is not None:
        parent, topic = in_place(parent)
    else:
        topic = present(topic)
    if topic.closed_at:
        raise Refused("This topic is closed; nothing can be added to it. Please start a new one and link to this.")
    draft = body_of(body, by)
    post = new_post(topic=topic, draft=draft, kind=kind, parent=parent, files=files)
    answers = 1 if kind == "answer" else 0
    count(Topic, topic.id, replies=answers, last_activity_at=post.created_at)
    count(Board, topic.board_id, posts=1, last_activity_at=post.created_at)
    count(Member, by.member_id, replies=answers)
    publish(
        PostAdded(
            post_id=post.id,
            topic_id=topic.id,
            board_id=topic.board_id,
            post_kind=kind,
            parent_id=parent.id if parent else None,
            by=by.member_id,
        )
    )
    hand_over([draft], post)
    tell_mentions(post=post, topic=topic, by=by)
    return post


def new_post(*, topic: Topic, draft: Draft, kind: str, parent: Post | None = None, files: Chosen = NO_FILES) -> Post:
    """Write the post's row, rendered once and for all readers, and attach its files."""
    rows = services.chosen_for(by=draft.by, chosen=files)
    post = Post(
        topic_id=topic.id,
        parent_id=parent.id if parent else None,
        author_id=draft.by.member_id,
        kind=kind,
        body=draft.text,
        markup="markdown",
        html=written(draft.text, reads.pictures_among(rows)),
        renderer=RENDERER_VERSION,
        created_at=clock.now(),
    )
    db.session.add(post)
    db.session.flush()
    if rows:
        services.attach(files=rows, post=post, topic=topic, by=draft.by)
    return post
