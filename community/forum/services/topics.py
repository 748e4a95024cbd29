"""Topics: start, close, reopen, mark as duplicate, file under tags."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import excerpt, plain
from community.kernel.texts import slugify
from community.kernel.web import language

from .. import rules
from ..events import TopicClosed, TopicMarkedDuplicate, TopicReopened, TopicStarted, TopicTagged
from ..models import Board, Follow, Link, Post, Tag, Topic, TopicTag
from .counters import count
from .drafts import body_of, hand_over, name_of, title_of
from .files import NO_FILES, Chosen
from .mentions import tell_mentions
from .posts import new_post

EXCERPT_LENGTH = 220


def start_topic(
    *,
    board: Board,
    by: Viewer,
    title: str,
    body: str,
    tags: Sequence[str] = (),
    kind: str,
    silent: bool = False,
    files: Chosen = NO_FILES,
) -> Topic:
    """Open a conversation on `board`, or a `silent` announcement; its author follows it from here on."""
    if kind == "announcement" and not by.is_staff:
        raise Refused("Announcements are made by our staff; what you want to tell can be something to talk about.")
    rules.may_begin_on(board, by)
    head, draft, now = title_of(title, by), body_of(body, by), clock.now()
    topic = Topic(board_id=board.id, author_id=by.member_id, kind=rules.kind_on(board, kind), title=head.text)
    topic.slug = slugify(head.text)
    topic.created_at = topic.last_activity_at = now
    db.session.add(topic)
    db.session.flush()
    post = new_post(topic=topic, draft=draft, kind="opening", files=files)
    topic.excerpt = excerpt(plain(post.html), EXCERPT_LENGTH)
    count(Board, board.id, topics=1, posts=1, last_activity_at=now)
    count(Member, by.member_id, topics=1)
    db.session.add(Follow(member_id=by.member_id, kind="topic", thing_id=topic.id, at=now))
    publish(TopicStarted(topic_id=topic.id, board_id=board.id, post_id=post.id, by=by.member_id))
    if tags:
        file_under(topic=topic, tags=tags, by=by)
    hand_over([head, draft], post)
    tell_mentions(post=post, topic=topic, by=by)
    if silent and kind == "announcement":
        with language.spoken_to(None):
            _end(topic, _("This announcement takes no replies."), by)
    return topic


def file_under(*, topic: Topic, tags: Sequence[str], by: Viewer) -> None:
    """Let the topic carry exactly `tags`."""
    tags = _as_may_be(tags, topic, by)
    if tags:
        rows = [{"name": name, "description": ""} for name in sorted(tags)]
        db.session.execute(upsert(Tag).on_conflict_do_nothing(index_elements=["name"]), rows)
    ids = sorted(db.session.scalars(select(Tag.id).where(Tag.name.in_(tags))))
    before = sorted(db.session.scalars(select(TopicTag.tag_id).where(TopicTag.topic_id == topic.id)))
    if ids == before:
        return
    if before:
        db.session.execute(delete(table_of(TopicTag)).where(TopicTag.topic_id == topic.id))
    if ids:
        db.session.execute(insert(table_of(TopicTag)), [{"topic_id": topic.id, "tag_id": i} for i in ids])
    publish(TopicTagged(topic_id=topic.id, board_id=topic.board_id, tag_ids=tuple(ids), by=by.member_id))


def _as_may_be(tags: Sequence[str], topic: Topic, by: Viewer) -> list[str]:
    """Return the tags as they may be written; those that the topic carries are not asked about again."""
    carried = select(Tag.name).join(TopicTag, TopicTag.tag_id == Tag.id).where(TopicTag.topic_id == topic.id)
    before = set(db.session.scalars(carried))
    return [tag if tag in before else rules.parse_tags(name_of("forum.tag", tag, by))[0] for tag in tags]


def close_topic(*, topic: Topic, by: Viewer, reason: str) -> None:
    """End the conversation with a reason; what was said stays."""
    rules.moderators_only(by)
    if topic.closed_at:
        raise Refused("This topic is closed already.")
    _end(topic, rules.checked(reason, rules.REASON_LENGTH, "The reason"), by)


def _end(topic: Topic, reason: str, by: Viewer) -> None:
    topic.closed_reason = reason
    topic.closed_at = clock.now()
    publish(TopicClosed(topic_id=topic.id, board_id=topic.board_id, by=by.member_id))


def reopen_topic(*, topic: Topic, by: Viewer) -> None:
    """Let the conversation go on; a duplicate mark goes with it."""
    rules.moderators_only(by)
    if not topic.closed_at:
        raise Refused("This topic is open.")
    topic.closed_at = topic.closed_reason = topic.duplicate_of_id = None
    publish(TopicReopened(topic_id=topic.id, board_id=topic.board_id, by=by.member_id))


def mark_duplicate(*, topic: Topic, original: Topic, by: Viewer) -> None:
    """Close `topic` and send its readers to `original`, which must not lead back."""
    rules.moderators_only(by)
    if topic.id in (original.id, original.duplicate_of_id):
        raise Refused("A topic cannot be a duplicate of itself.")
    if original.duplicate_of_id:
        raise Refused("That topic is a duplicate too; please name the one it points to.")
    topic.duplicate_of_id = original.id
    topic.closed_at = topic.closed_at or clock.now()
    topic.closed_reason = topic.closed_reason or _asked_before()
    link = {"post_id": opening_id(topic.id), "target_id": opening_id(original.id), "kind": "duplicate"}
    said_before = upsert(Link).on_conflict_do_nothing(index_elements=list(link))
    db.session.execute(said_before.values(**link, at=clock.now()))
    publish(TopicMarkedDuplicate(topic_id=topic.id, board_id=topic.board_id, original_id=original.id, by=by.member_id))


def _asked_before() -> str:
    with language.spoken_to(None):  # it is written down beside the topic, for all who come
        return _("This was asked before.")


def opening_id(topic_id: int) -> int:
    """Return the id of the topic's opening post."""
    opening = select(Post.id).where(Post.topic_id == topic_id, Post.kind == "opening")
    return db.session.scalars(opening).one()
