"""Topics with their opening posts, answers and comments from outside: added, or brought up to date."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from community.accounts import intake as accounts
from community.accounts.models import Member
from community.kernel.db import db
from community.kernel.events import Event, publish_imported
from community.kernel.markup import RENDERER_VERSION
from community.kernel.texts import slugify

from ..events import PostAdded, TopicStarted, TopicTagged
from ..models import Board, Post, Topic
from . import arrivals, changes, finding, tags
from .counts import Counts
from .incoming import IncomingPost
from .origin import Origin
from .texts import Texts


def take_posts(batch: Sequence[IncomingPost], origin: Origin, texts: Texts) -> Counter[str]:
    """Add the posts that are new and change those that read differently now.

    All are of one numbering (comments, or questions and answers); what they stand on was taken before. Posts that
    the source no longer has stay: that they are missing is no order to delete them.
    """
    found = changes.stored(batch, origin)
    new = [post for post in batch if post.source_id not in found]
    if new:
        _add(new, origin, texts)
    return Counter({"new": len(new)}) + changes.apply([p for p in batch if p.source_id in found], found, origin, texts)


def prepare(batch: Sequence[IncomingPost], origin: Origin, texts: Texts) -> None:
    """Render what `take_posts` is going to write, so that no lock is held meanwhile."""
    found = changes.stored(batch, origin)
    for post in batch:
        stored = found.get(post.source_id)
        if stored is None or stored.body != post.body:
            texts.html(post)


def _add(new: Sequence[IncomingPost], origin: Origin, texts: Texts) -> None:
    members = accounts.ids_of(origin.source, [post.by.source_id for post in new])
    openings = [post for post in new if post.kind == "opening"]
    topic_ids = _add_topics(openings, members, origin, texts)
    parents = finding.posts(origin, "post", [post.on for post in new])
    places = {post.source_id: _place(post, parents, topic_ids) for post in new}
    rows = [_row(post, origin, texts) | places[post.source_id] | _writer(post, members) for post in new]
    db.session.execute(insert(Post), rows)
    stored = finding.posts(origin, new[0].source_kind, [post.source_id for post in new])
    tagged = tags.file_under({topic_ids[post.source_id]: post.tags for post in openings})
    _count(new, stored)
    above = {source_id: place["parent_id"] for source_id, place in places.items()}
    publish_imported(_facts(new, stored, above, tagged))
    arrivals.look_over([(post, stored[post.source_id]) for post in new], texts)


def _add_topics(
    openings: Sequence[IncomingPost], members: Mapping[int, int], origin: Origin, texts: Texts
) -> dict[int, int]:
    """Write the topics; return their ids by source id."""
    if not openings:
        return {}
    rows = [
        {
            "board_id": origin.board_id,
            **_writer(post, members),
            "kind": "question",
            "title": post.title,
            "slug": slugify(post.title),
            "excerpt": texts.excerpt(post),
            "created_at": post.at,
            "last_activity_at": post.at,
            "views": max(post.views, 0),
            "source": origin.source,
            "source_id": post.source_id,
        }
        for post in openings
    ]
    db.session.execute(insert(Topic), rows)
    mine = select(Topic.source_id, Topic.id).where(Topic.source == origin.source)
    found = db.session.execute(mine.where(Topic.source_id.in_([post.source_id for post in openings])))
    return {int(source_id): topic_id for source_id, topic_id in found if source_id is not None}


def _row(post: IncomingPost, origin: Origin, texts: Texts) -> dict[str, Any]:
    return {
        "kind": post.kind,
        "body": post.body,
        "markup": post.markup,
        "html": texts.html(post),
        "renderer": RENDERER_VERSION,
        "created_at": post.at,
        "edited_at": post.edited_at,
        "source": origin.source,
        "source_kind": post.source_kind,
        "source_id": post.source_id,
        "source_url": post.url,
        "licence": post.licence,
    }


def _place(post: IncomingPost, parents: Mapping[int, Any], topic_ids: Mapping[int, int]) -> dict[str, int | None]:
    if post.on is None:
        return {"topic_id": topic_ids[post.source_id], "parent_id": None}
    above = parents[post.on]
    return {"topic_id": above.topic_id, "parent_id": above.id if post.kind == "comment" else None}


def _writer(post: IncomingPost, members: Mapping[int, int]) -> dict[str, Any]:
    member_id = members.get(post.by.source_id) if post.by.source_id is not None else None
    return {"author_id": member_id, "author_name": None if member_id else post.by.name}


def _count(new: Sequence[IncomingPost], stored: Mapping[int, Any]) -> None:
    counts = Counts()
    for post in new:
        row = stored[post.source_id]
        topics, replies = int(post.kind == "opening"), int(post.kind == "answer")
        counts.add(Board, row.board_id, topics=topics, posts=1)
        counts.add(Topic, row.topic_id, replies=replies)
        counts.add(Member, row.author_id, topics=topics, replies=replies)
        counts.reach(Board, row.board_id, post.at)
        counts.reach(Topic, row.topic_id, post.at)
    counts.write()


def _facts(
    new: Sequence[IncomingPost],
    stored: Mapping[int, Any],
    above: Mapping[int, int | None],
    tagged: Mapping[int, tuple[int, ...]],
) -> Iterator[tuple[Event, datetime]]:
    for post in new:
        row = stored[post.source_id]
        ids = finding.about(row)
        if post.kind != "opening":
            yield PostAdded(**ids, post_kind=post.kind, parent_id=above[post.source_id], by=row.author_id), post.at
            continue
        yield TopicStarted(**ids, by=row.author_id), post.at
        if tag_ids := tagged[row.topic_id]:
            about = {"topic_id": row.topic_id, "board_id": row.board_id}
            yield TopicTagged(**about, tag_ids=tag_ids, by=row.author_id), post.at
