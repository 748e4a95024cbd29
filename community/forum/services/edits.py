"""Edits: every text a post ever had stays readable in its history."""

from collections.abc import Sequence

from sqlalchemy import select

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import RENDERER_VERSION, excerpt, plain
from community.kernel.texts import clean, slugify

from .. import files as reads
from .. import rules
from ..events import PostEdited
from ..mentions import written
from ..models import Post, Revision, Tag, Topic, TopicTag
from . import files as services
from .drafts import body_of, hand_over, title_of
from .files import Chosen
from .holding import in_place
from .mentions import tell_mentions
from .topics import EXCERPT_LENGTH, file_under


def edit_post(
    *,
    post: Post,
    topic: Topic,
    by: Viewer,
    body: str,
    title: str | None = None,
    tags: Sequence[str] | None = None,
    reason: str = "",
    files: Chosen | None = None,
) -> None:
    """Change a post's text, and its topic's title and tags where it opens one; the former state becomes a revision.

    `files` are those that the post shall have from now on; None leaves them as they are.
    """
    post, topic = in_place(post)
    if not rules.may_edit(post.author_id, by):
        raise Refused("Only the author or a moderator can edit this.")
    if topic.closed_at and not rules.is_moderator(by):
        raise Refused("This topic is closed; its posts can no longer be edited.")
    limits = rules.COMMENT_LENGTH if post.kind == "comment" else rules.BODY_LENGTH
    drafts = [body_of(body, by, limits, fresh=False)]
    text = drafts[0].text
    opening = post.kind == "opening"
    if not post.revisions:
        _keep(post, topic, reason="", at=post.created_at, author_id=post.author_id, author_name=post.author_name)
    if opening and title is not None:
        drafts.append(title_of(title, by, fresh=False))
        topic.title = drafts[-1].text
        topic.slug = slugify(topic.title)
    if opening and tags is not None:
        file_under(topic=topic, tags=tags, by=by)
    before = post.html
    _choose_files(post, topic, by, files)
    post.html = written(text, reads.pictures_among(reads.shown_of(post.id)))
    post.body, post.markup, post.renderer = text, "markdown", RENDERER_VERSION
    post.edited_at = clock.now()
    if opening:
        topic.excerpt = excerpt(plain(post.html), EXCERPT_LENGTH)
    _keep(post, topic, reason=clean(reason)[: rules.REASON_LENGTH[1]], at=post.edited_at, author_id=by.member_id)
    publish(
        PostEdited(
            post_id=post.id, topic_id=topic.id, board_id=topic.board_id, revision=post.revisions, by=by.member_id
        )
    )
    hand_over(drafts, post)
    tell_mentions(post=post, topic=topic, by=by, before=before)


def _choose_files(post: Post, topic: Topic, by: Viewer, files: Chosen | None) -> None:
    if files is not None:
        rows = services.chosen_for(by=by, chosen=files, post_id=post.id)
        services.attach(files=rows, post=post, topic=topic, by=by)


def _keep(post: Post, topic: Topic, **about: object) -> None:
    """Write the present state as the next revision."""
    post.revisions += 1
    opening = post.kind == "opening"
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revisions,
            title=topic.title if opening else None,
            body=post.body,
            tags=" ".join(_tags(topic)) if opening else None,
            **about,
        )
    )
    db.session.flush()


def _tags(topic: Topic) -> list[str]:
    carried = select(Tag.name).join(TopicTag, TopicTag.tag_id == Tag.id).where(TopicTag.topic_id == topic.id)
    return list(db.session.scalars(carried.order_by(Tag.name)))
