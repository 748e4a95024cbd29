"""Topics and posts kept where they are while something is done with them, by whoever moves, merges or splits.

An act on a post or topic holds its topic in a way that others share (a key share, which PostgreSQL also takes for
foreign keys); moving, merging and splitting hold it alone. So no act counts on a topic that its post has left. SQLite
lets one writer in at a time.
"""

from sqlalchemy import select

from community.kernel.db import db

from ..models import Post, Topic


def present(topic: Topic) -> Topic:
    """Return the topic as it stands, for one that was merged the one it was merged into; it stays so until the end."""
    found = select(Topic).where(Topic.id == topic.id).with_for_update(read=True, key_share=True)
    held = db.session.scalars(found.execution_options(populate_existing=True)).one()
    return present(db.session.get_one(Topic, held.merged_into_id)) if held.merged_into_id else held


def in_place(post: Post) -> tuple[Post, Topic]:
    """Return the post as it stands with the topic that it stands in; neither goes elsewhere until the end."""
    topic = present(db.session.get_one(Topic, post.topic_id))
    found = select(Post).where(Post.id == post.id).execution_options(populate_existing=True)
    held = db.session.scalars(found).one()
    return (held, topic) if held.topic_id == topic.id else in_place(held)


def alone(*topics: Topic) -> None:
    """Read the topics anew and keep everybody else off; in order of id, so that two moderators never deadlock."""
    found = select(Topic).where(Topic.id.in_({topic.id for topic in topics})).order_by(Topic.id).with_for_update()
    db.session.scalars(found.execution_options(populate_existing=True)).all()
